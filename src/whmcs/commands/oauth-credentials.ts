/** Credentials of applications that log in at WHMCS: ListOAuthCredentials, CreateOAuthCredential, UpdateOAuthCredential, DeleteOAuthCredential. */
import { z } from 'zod';
import { reveal, write } from '../command.ts';
import { countParam, idParam, needsOneOf, settingParam } from '../wire/params.ts';
import { id, listOf, text, verbatim } from '../wire/values.ts';
import { wordedTime } from '../wire/worded-time.ts';

const grantType = z.enum(['authorization_code', 'single_sign_on']);

/** A list of texts, one text, or nothing. */
const uris = z
  .unknown()
  .transform((value): string[] => {
    const values: unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : [value];
    return values.flatMap((each) => (typeof each === 'string' && each !== '' ? [each] : []));
  })
  .optional();

const row = z.object({
  credentialId: id,
  name: text,
  description: text,
  grantTypes: text,
  scope: text,
  clientIdentifier: verbatim,
  clientSecret: verbatim,
  uuid: text,
  serviceId: id,
  logoUri: text,
  redirectUri: uris,
  rsaKeyPairId: id,
  createdAt: wordedTime,
  updatedAt: wordedTime,
});

export const ListOAuthCredentials = reveal('ListOAuthCredentials', {
  params: z.strictObject({
    grantType: z.string().optional(),
    sortField: z.string().optional(),
    sortOrder: z.enum(['ASC', 'DESC']).optional(),
    limit: countParam.optional(),
  }),
  answer: z.object({ clients: listOf('client', row).default([]) }),
  reveals: ['clients[].clientSecret'],
  probe: { limit: 1 },
});

/** The only read that tells of them answers all their secrets. */
const unread =
  'only ListOAuthCredentials would tell, which answers the secrets of all: ask it with oauthCredentialsReveal';

const described = {
  name: z.string().optional(),
  description: z.string().optional(),
  serviceId: idParam.optional(),
  redirectUri: z.string().optional(),
};

export const CreateOAuthCredential = write('CreateOAuthCredential', {
  params: z.strictObject({ ...described, grantType, scope: z.string(), logoUri: z.string().optional() }),
  answer: z.object({ credentialId: id, clientIdentifier: verbatim, clientSecret: verbatim }),
  purpose: 'secret',
  repeat: 'duplicate',
  reveals: ['clientSecret'],
  refusals: [
    'A valid grant type is required.',
    'The requested grant type "…" is invalid.',
    'A name for the Client Credential is required.',
    'A service ID is required for the single sign-on grant type.',
    'At least one valid scope is required.',
    'The requested scope "…" is invalid.',
    'A valid Service ID is required.',
    'Service ID not associated with valid Client.',
  ],
  reconcile: { never: unread },
  changes: {},
});

export const UpdateOAuthCredential = write('UpdateOAuthCredential', {
  params: needsOneOf(
    z.strictObject({
      ...described,
      credentialId: idParam.optional(),
      clientApiIdentifier: z.string().optional(),
      grantType: grantType.optional(),
      scope: z.string().optional(),
      logoUri: z.array(z.string()).optional(),
      resetSecret: settingParam.optional(),
    }),
    'credentialId',
    'clientApiIdentifier',
  ),
  answer: z.object({ credentialId: id, newClientSecret: verbatim }),
  purpose: 'secret',
  repeat: 'token',
  reveals: ['newClientSecret'],
  refusals: [
    'A Credential ID or Client Identifier is required.',
    'Invalid Credential ID provided.',
    'Invalid Client Identifier provided.',
    'The requested grant type "…" is invalid.',
    'A name for the Client Credential is required.',
    'A service ID is required for the single sign-on grant type.',
    'The requested scope "…" is invalid.',
  ],
  reconcile: { never: unread },
  changes: {},
});

export const DeleteOAuthCredential = write('DeleteOAuthCredential', {
  params: z.strictObject({ credentialId: idParam }),
  answer: z.object({ credentialId: id }),
  purpose: 'secret',
  repeat: 'error',
  refusals: ['Invalid Credential ID provided.'],
  reconcile: { never: unread },
  changes: {},
});
