/** Credentials of applications. */
import type { Answer, Json } from '../http/json.ts';
import { identifierOf, type OAuthCredential } from '../world/oauth-credentials.ts';
import { existing, read, Refusal, write, type Call } from './command.ts';
import { named } from './table-command.ts';

const grantTypes: ReadonlySet<string> = new Set(['authorization_code', 'single_sign_on']);

const known = /^(?:clientarea:\w+|openid|profile|email)$/;

const rowOf = ({ wire }: Call, each: OAuthCredential): Json => ({
  credentialId: wire.wavering(each.id, each.id, 'credentialId'),
  name: wire.text(each.name),
  description: wire.text(each.description),
  grantTypes: each.grantTypes,
  scope: each.scope,
  clientIdentifier: each.clientIdentifier,
  clientSecret: each.clientSecret,
  uuid: null,
  serviceId: each.serviceId,
  logoUri: each.logoUri,
  redirectUri: each.redirectUri,
  rsaKeyPairId: 0,
  createdAt: each.createdAt,
  updatedAt: each.updatedAt,
});

/** Sorted by id alone; an unknown field does not sort. */
export const ListOAuthCredentials = read((call) => {
  const { params, world } = call;
  const grantType = params.text('grantType') ?? '';
  const rows = [...world.oauthCredentials].filter((each) => grantType === '' || each.grantTypes === grantType);
  const sorted = params.text('sortOrder') === 'DESC' ? rows.toReversed() : rows;
  const limit = params.int('limit');
  return { clients: sorted.slice(0, limit > 0 ? limit : undefined).map((each) => rowOf(call, each)) };
});

/** What is sent, checked; what is left out stays as it is. */
function changes({ params, world }: Call, before: Partial<OAuthCredential>): Partial<OAuthCredential> {
  const given = (name: string): string | undefined => (params.has(name) ? (params.text(name) ?? '') : undefined);
  const type = given('grantType');
  if (type !== undefined && !grantTypes.has(type)) throw new Refusal(`The requested grant type "${type}" is invalid.`);
  const wrong = given('scope')
    ?.split(' ')
    .find((scope) => !known.test(scope));
  if (wrong !== undefined) throw new Refusal(`The requested scope "${wrong}" is invalid.`);
  const grantType = type ?? before.grantTypes ?? '';
  const name = given('name') ?? before.name ?? '';
  const serviceId = params.has('serviceId') ? params.int('serviceId') : (before.serviceId ?? 0);
  if (grantType === 'authorization_code' && name === '')
    throw new Refusal('A name for the Client Credential is required.');
  if (grantType === 'single_sign_on' && serviceId === 0)
    throw new Refusal('A service ID is required for the single sign-on grant type.');
  if (serviceId > 0) existing(world.services.get(serviceId), 'A valid Service ID is required.');
  const redirectUri = given('redirectUri');
  return {
    name,
    serviceId,
    grantTypes: grantType,
    scope: given('scope') ?? before.scope ?? '',
    description: given('description') ?? before.description ?? '',
    logoUri: given('logoUri') ?? Object.values(params.array('logoUri')).map(String)[0] ?? before.logoUri ?? '',
    redirectUri: redirectUri === undefined ? (before.redirectUri ?? []) : [redirectUri],
  };
}

/** Nothing compares it with others: a second call makes a second one. */
export const CreateOAuthCredential = write((call) => {
  const { params, world } = call;
  if ((params.text('grantType') ?? '') === '') throw new Refusal('A valid grant type is required.');
  if ((params.text('scope') ?? '') === '') throw new Refusal('At least one valid scope is required.');
  const given = changes(call, {});
  const id = world.oauthCredentials.nextId();
  const made = world.oauthCredentials.add({
    name: '',
    description: '',
    grantTypes: '',
    scope: '',
    serviceId: 0,
    logoUri: '',
    redirectUri: [],
    ...given,
    id,
    clientIdentifier: identifierOf(id),
    clientSecret: `SECRET-oauth-${id}`,
    createdAt: '1st July 2025 8:00:00pm',
    updatedAt: '1st July 2025 8:00:00pm',
  });
  return {
    credentialId: String(id),
    clientIdentifier: made.clientIdentifier,
    clientSecret: made.clientSecret,
  };
});

const byId = named((world) => world.oauthCredentials, 'credentialId', 'Invalid Credential ID provided.');

function credentialIn(call: Call): OAuthCredential {
  const { params, world } = call;
  const identifier = params.text('clientApiIdentifier') ?? '';
  if (params.has('credentialId')) return byId(call);
  if (identifier === '') throw new Refusal('A Credential ID or Client Identifier is required.');
  return existing(
    world.oauthCredentials.find(({ clientIdentifier }) => clientIdentifier === identifier),
    'Invalid Client Identifier provided.',
  );
}

export const UpdateOAuthCredential = write((call): Answer => {
  const credential = credentialIn(call);
  Object.assign(credential, changes(call, credential));
  const answer = { credentialId: String(credential.id) };
  if (!call.params.flag('resetSecret')) return answer;
  credential.clientSecret = `SECRET-oauth-${credential.id}-${call.world.revision}`;
  return { ...answer, newClientSecret: credential.clientSecret };
});

export const DeleteOAuthCredential = write((call) => {
  const credential = byId(call);
  call.world.oauthCredentials.delete(credential.id);
  return { credentialId: String(credential.id) };
});
