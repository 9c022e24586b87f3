import { mailKinds, type Client } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { cardWarning, emailPattern, textFields } from './client-add.ts';
import { existing, Refusal, write } from './command.ts';
import { fieldValues, merged } from './field-values.ts';
import { truthy, type Params } from './params.ts';

const flags = [
  'taxexempt',
  'latefeeoveride',
  'overideduenotices',
  'separateinvoices',
  'disableautocc',
  'overrideautoclose',
] as const;

/** Sent values replace stored ones, empty text included; other fields stay. */
export const UpdateClient = write(({ params, world }) => {
  const client = existing(
    params.int('clientid') > 0
      ? world.clients.get(params.int('clientid'))
      : world.clientByEmail(params.text('clientemail') ?? ''),
    'Client ID Not Found',
  );
  refuseDomainSilence(params);
  changeEmail(params, client, world);
  changePreferences(params, client);
  for (const name of textFields) client[name] = params.text(name) ?? client[name];
  for (const name of flags) if (params.has(name)) client[name] = params.flag(name);
  if (params.has('marketingoptin')) client.marketing = params.flag('marketingoptin');
  if (params.has('groupid')) client.groupid = params.int('groupid');
  if (world.currencies.some(({ id }) => id === params.int('currency'))) client.currency = params.int('currency');
  const status = params.text('status') ?? '';
  if (['Active', 'Inactive', 'Closed'].includes(status)) client.status = status;
  const gateway = params.text('paymentmethod');
  if (gateway !== undefined) client.defaultgateway = Object.hasOwn(world.paymentMethods, gateway) ? gateway : '';
  client.customFields = merged(client.customFields, fieldValues(params.serialized('customfields')));
  return { clientid: String(client.id), ...cardWarning(params, 'AddPayMethod or UpdatePayMethod') };
});

function changeEmail(params: Params, client: Client, world: World): void {
  const email = params.text('email');
  if (email === undefined || email === client.email) return;
  if (!emailPattern.test(email)) throw new Refusal('The email address entered is not valid');
  const holder = world.clientByEmail(email);
  if (holder && holder !== client) throw new Refusal('Duplicate Email Address');
  world.changeEmail(client, email);
}

const noDomainMail =
  'You must have at least one email address enabled to receive domain related notifications as required by ICANN. ' +
  'To disable domain notifications, please create an alternative contact that is set to receive them';

function refuseDomainSilence(params: Params): void {
  const domain = params.map('email_preferences')['domain'];
  if (domain !== undefined && !truthy(domain)) throw new Refusal(noDomainMail);
}

function changePreferences(params: Params, client: Client): void {
  const sent = params.map('email_preferences');
  const chosen = { ...client.emailPreferences };
  for (const kind of mailKinds) if (sent[kind] !== undefined) chosen[kind] = truthy(sent[kind]);
  client.emailPreferences = chosen;
}
