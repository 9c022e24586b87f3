import { blankClient } from '../world/clients.ts';
import { sendMail } from '../world/mails.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, write } from './command.ts';
import { countryName } from './countries.ts';
import { fieldValues } from './field-values.ts';
import type { Params } from './params.ts';

export const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const textFields = [
  'firstname',
  'lastname',
  'companyname',
  'address1',
  'address2',
  'city',
  'state',
  'postcode',
  'country',
  'phonenumber',
  'tax_id',
  'language',
  'notes',
] as const;

/** Since 8.0 this adds a user who owns the client, unless `owner_user_id` names one. */
export const AddClient = write(({ params, world }) => {
  const owner = params.int('owner_user_id');
  if (owner > 0) existing(world.users.get(owner), 'Invalid Owner User ID');
  validate(params, world, owner > 0);
  const email = params.text('email') ?? '';
  const ownerUserId = owner > 0 ? owner : addUser(params, email, world);
  const texts = Object.fromEntries(textFields.map((name) => [name, params.text(name) ?? '']));
  const currency = params.int('currency');
  const client = world.addClient({
    ...blankClient(world.clients.nextId(), ownerUserId),
    ...texts,
    email,
    currency: world.currencies.some(({ id }) => id === currency) ? currency : 1,
    groupid: params.int('groupid'),
    marketing: params.flag('marketingoptin'),
    datecreated: world.clock.now().slice(0, 10),
    customFields: fieldValues(params.serialized('customfields')),
  });
  if (!params.flag('noemail'))
    sendMail(world, { to: email, template: 'Client Signup Email', clientid: client.id, relatedId: client.id });
  return { clientid: String(client.id), ...cardWarning(params, 'AddPayMethod') };
});

function addUser(params: Params, email: string, world: World): number {
  const id = world.users.nextId();
  world.users.add({
    id,
    firstname: params.text('firstname') ?? '',
    lastname: params.text('lastname') ?? '',
    email,
    language: params.text('language') ?? '',
    datecreated: world.clock.now(),
  });
  return id;
}

function validate(params: Params, world: World, hasOwner: boolean): void {
  const email = params.text('email') ?? '';
  const strict = !params.flag('skipvalidation');
  if (strict)
    requireText(params, [
      ['firstname', 'You did not enter your first name'],
      ['lastname', 'You did not enter your last name'],
    ]);
  if (strict || !hasOwner) {
    if (email === '') throw new Refusal('You did not enter your email address');
    if (!emailPattern.test(email)) throw new Refusal('The email address you entered was not valid');
  }
  if (strict) validateAddress(params, world);
  if (hasOwner) return;
  // With an owner the address may be in use: the parameter is for a second client of the same person.
  if (world.userByEmail(email)) throw new Refusal('A user already exists with that email address');
  if (world.clientByEmail(email)) throw new Refusal('The email address entered is not available for use.');
  if ((params.text('password2') ?? '') === '') throw new Refusal('You did not enter a password');
}

function validateAddress(params: Params, world: World): void {
  requireText(params, [
    // WHMCS's message has the two blanks.
    ['address1', 'You did not enter your  address line 1'],
    ['city', 'You did not enter your city'],
    ['state', 'You did not enter your state'],
    ['postcode', 'You did not enter your postcode'],
  ]);
  if (countryName(params.text('country') ?? '') === undefined) throw new Refusal('Valid country required');
  requireText(params, [['phonenumber', 'You did not enter your phone number']]);
  if (!/^[+\d][\d\s().-]*$/.test(params.text('phonenumber') ?? '')) throw new Refusal('Invalid telephone phone number');
  const sent = fieldValues(params.serialized('customfields'));
  const missing = world.clientFields.find(
    (field) => field.required && !sent.some(({ id, value }) => id === field.id && value !== ''),
  );
  if (missing) throw new Refusal(`You did not provide required custom field value for ${missing.name}`);
}

function requireText(params: Params, rules: readonly (readonly [name: string, message: string])[]): void {
  for (const [name, message] of rules) if ((params.text(name) ?? '').trim() === '') throw new Refusal(message);
}

/** Card parameters have been deprecated since 7.8; here a `warning` stands beside a success. */
export function cardWarning(params: Params, replacement: string): { warning?: string } {
  const cardParams = ['cardtype', 'cardnum', 'expdate', 'startdate', 'issuenumber', 'cvv', 'bankcode', 'bankacct'];
  if (!cardParams.some((name) => params.has(name))) return {};
  return {
    warning: `Credit card related parameters are now deprecated and may be removed in a future version. Use ${replacement} instead.`,
  };
}
