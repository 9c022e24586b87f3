/** Mutations about the credentials with which applications log in at WHMCS. */
import {
  CreateOAuthCredential,
  DeleteOAuthCredential,
  ListOAuthCredentials,
  UpdateOAuthCredential,
} from '../../../whmcs/commands/oauth-credentials.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { count, enumOf, filledText, flag, idOf, list, optional, optionalRef, text } from '../../write/input-fields.ts';
import { idTold } from '../../write/outcome.ts';
import { Service } from '../services/service.ts';

const GrantType = builder.enumType('OAuthGrantType', {
  description: 'How an application gets its token.',
  values: {
    AUTHORIZATION_CODE: { value: 'authorization_code', description: 'A user confirms it: needs a name.' },
    SINGLE_SIGN_ON: { value: 'single_sign_on', description: 'For a service: needs a serviceId.' },
  } as const,
});

const SortOrder = builder.enumType('OAuthCredentialSortOrder', {
  description: 'Which credential comes first.',
  values: { ASC: { description: 'The smallest.' }, DESC: { description: 'The largest.' } } as const,
});

const words = (given: string | null | undefined): string[] => given?.split(' ').filter(Boolean) ?? [];

mutation('oauthCredentialsReveal', {
  description: 'Shows the credentials of applications, with their secrets. WHMCS: ListOAuthCredentials.',
  command: ListOAuthCredentials,
  offered: 'NOBODY',
  inputDescription: 'Which credentials to show; all by default.',
  input: {
    grantType: optional(enumOf(GrantType, 'Only those of this kind.')),
    sortField: optional(filledText("WHMCS's name of the field by which they are sorted.", { example: 'id' })),
    sortOrder: optional(enumOf(SortOrder, 'The order; ascending by default.')),
    first: optional(count('At most so many.')),
  },
  params: ({ grantType, sortField, sortOrder, first }) => ({ grantType, sortField, sortOrder, limit: first }),
  returns: [],
  reveals: (f) => ({
    credentials: f.list((answer) => answer.clients, 'The credentials.', {
      name: 'OAuthCredential',
      description: 'The credential of an application. WHMCS: ListOAuthCredentials.',
      fields: (each) => ({
        credentialId: each.id('credentialId', "WHMCS's id of the credential."),
        name: each.text('name', 'What it is called.'),
        description: each.text('description', 'What it is for.'),
        grantTypes: each.texts('How the application may get its token.', ({ grantTypes }) => words(grantTypes)),
        scopes: each.texts('What the application may do.', ({ scope }) => words(scope)),
        clientIdentifier: each.text('clientIdentifier', 'The name with which the application logs in.'),
        clientSecret: each.text('clientSecret', 'The secret with which the application logs in.'),
        uuid: each.text('uuid', 'Another id of it, if WHMCS has given it one.'),
        serviceId: each.id('serviceId', "WHMCS's id of the service that it is for."),
        logoUrl: each.text('logoUri', 'The address of the logo.'),
        redirectUrls: each.texts('Where the application may send users.', ({ redirectUri }) => redirectUri),
        rsaKeyPairId: each.id('rsaKeyPairId', "WHMCS's id of its pair of keys."),
        createdAt: each.instant('createdAt', 'When it was made.'),
        updatedAt: each.instant('updatedAt', 'When it was last changed.'),
      }),
    }),
  }),
});

const described = {
  name: optional(filledText('What it is called. AUTHORIZATION_CODE needs it.', { example: 'An application' })),
  service: optionalRef(Service, 'The service that it is for. SINGLE_SIGN_ON needs it.'),
  description: optional(text('What it is for.')),
  logoUrl: optional(filledText('The address of the logo.')),
  redirectUrl: optional(filledText('Where the application may send users.')),
};

const scopes = list(filledText('A scope.', { example: 'clientarea:sso' }), 'What the application may do.');

mutation('oauthCredentialCreate', {
  description: 'Makes a credential for an application, and shows its secret. WHMCS: CreateOAuthCredential.',
  command: CreateOAuthCredential,
  offered: 'NOBODY',
  input: { grantType: enumOf(GrantType, 'How the application gets its token.'), scopes, ...described },
  example: { grantType: 'AUTHORIZATION_CODE', name: 'An application', scopes: ['clientarea:sso'] },
  repeated: 'makes no second credential',
  prepare({ grantType, name, serviceId }) {
    if (grantType === 'authorization_code' && name === undefined)
      throw new InvalidInputError('AUTHORIZATION_CODE needs a name', ['name']);
    if (grantType === 'single_sign_on' && serviceId === undefined)
      throw new InvalidInputError('SINGLE_SIGN_ON needs a service', ['serviceId']);
    return {};
  },
  params: ({ grantType, scopes: given, name, service, description, logoUrl, redirectUrl }) => ({
    grantType,
    scope: given.join(' '),
    name,
    serviceId: service?.whmcsId,
    description,
    logoUri: logoUrl,
    redirectUri: redirectUrl,
  }),
  returns: { credentialId: idTold('credentialId', "WHMCS's id of the credential.") },
  reveals: (f) => ({
    clientIdentifier: f.text('clientIdentifier', 'The name with which the application logs in.'),
    clientSecret: f.text('clientSecret', 'The secret with which the application logs in.'),
  }),
});

mutation('oauthCredentialUpdate', {
  description:
    'Changes the credential of an application, and shows its secret if it gets another one. WHMCS: UpdateOAuthCredential.',
  command: UpdateOAuthCredential,
  offered: 'NOBODY',
  inputDescription: 'The credential, by one of its names, and what changes.',
  input: {
    credentialId: optional(idOf('OAuthCredential', "WHMCS's id of the credential.")),
    clientIdentifier: optional(filledText('The name with which the application logs in.')),
    grantType: optional(enumOf(GrantType, 'How the application gets its token.')),
    scopes: optional(scopes),
    ...described,
    resetSecret: optional(flag('Whether it gets another secret; the old one is void at once.')),
  },
  example: { credentialId: '1', resetSecret: true },
  prepare({ credentialId, clientIdentifier }) {
    if ((credentialId === undefined) === (clientIdentifier === undefined))
      throw new InvalidInputError('name the credential by credentialId or by clientIdentifier', ['credentialId']);
    return {};
  },
  params: ({ credentialId, clientIdentifier, scopes: given, service, logoUrl, redirectUrl, ...changes }) => ({
    credentialId,
    clientApiIdentifier: clientIdentifier,
    grantType: changes.grantType,
    scope: given?.join(' '),
    name: changes.name,
    serviceId: service?.whmcsId,
    description: changes.description,
    logoUri: logoUrl === undefined ? undefined : [logoUrl],
    redirectUri: redirectUrl,
    resetSecret: changes.resetSecret,
  }),
  returns: { credentialId: idTold('credentialId', "WHMCS's id of the credential.") },
  reveals: (f) => ({ clientSecret: f.text('newClientSecret', 'The other secret, if it was reset.') }),
});

mutation('oauthCredentialDelete', {
  description: 'Deletes the credential of an application, which cannot log in then. WHMCS: DeleteOAuthCredential.',
  command: DeleteOAuthCredential,
  offered: 'NOBODY',
  input: { credentialId: idOf('OAuthCredential', "WHMCS's id of the credential.") },
  params: ({ credentialId }) => ({ credentialId }),
  returns: { credentialId: idTold('credentialId', "WHMCS's id of the credential that is gone.") },
});
