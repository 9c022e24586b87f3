import type { Answer } from '../http/json.ts';
import type { PayMethod } from '../world/model.ts';
import type { Wire } from '../wire.ts';
import { existing, Refusal, write, type Call } from './command.ts';
import type { Params } from './params.ts';
import { columns } from './row.ts';
import { list, remove, update } from './table-command.ts';

/** A bare list. Cards and bank accounts have different columns; every row has a token, and in the wild more than that. */
export const GetPayMethods = list({
  from: (world, { params }) => {
    if (params.int('clientid') === 0) throw new Refusal('Client ID Is Required');
    const type = params.text('type') ?? '';
    if (type !== '' && !['BankAccount', 'CreditCard'].includes(type))
      throw new Refusal("Invalid Pay Method Type. Should be 'BankAccount' or 'CreditCard'");
    return world.payMethods.of(existing(world.clients.get(params.int('clientid')), 'Client Not Found').id);
  },
  rows: 'paymethods',
  where: { paymethodid: 'id', type: ({ type }, sent) => type.endsWith(sent) },
  unpaged: true,
  counts: { totalresults: 'none' },
  empty: 'text',
  head: ({ params }) => ({ clientid: params.text('clientid') ?? '' }),
  row: (method, { wire }) => ({
    id: wire.wavering(method.id, method.id, 'payMethod'),
    ...columns(method, 'type'),
    description: wire.text(method.description),
    gateway_name: method.gateway,
    contact_type: 'Client',
    contact_id: method.clientid,
    ...(isCard(method) ? cardColumns(method, wire) : accountColumns(method, wire)),
    remote_token: method.token,
    last_updated: method.updatedAt,
  }),
});

const isCard = ({ type }: Pick<PayMethod, 'type'>): boolean => type.endsWith('CreditCard');

const cardColumns = ({ id, lastFour, expiry, start, issue, cardType }: PayMethod, wire: Wire): Answer => ({
  card_last_four: lastFour,
  expiry_date: expiry,
  start_date: start,
  issue_number: issue,
  card_type: cardType,
  ...(wire.untidy && { card_number: `SECRET-card-${id}` }),
});

const accountColumns = ({ id, bank }: PayMethod, wire: Wire): Answer => ({
  bank_name: wire.text(bank),
  ...(wire.untidy && { account_number: `SECRET-account-${id}`, routing_number: `SECRET-routing-${id}` }),
});

function methodOf({ params, world }: Call): PayMethod {
  if (params.int('clientid') === 0) throw new Refusal('Client ID is Required');
  if (params.int('paymethodid') === 0) throw new Refusal('Pay Method ID is Required');
  const method = existing(world.payMethods.get(params.int('paymethodid')), 'Invalid Pay Method ID');
  if (method.clientid !== params.int('clientid')) throw new Refusal('Pay Method does not belong to passed Client ID');
  return method;
}

const types = ['BankAccount', 'CreditCard', 'RemoteCreditCard'] as const;
const monthYear = /^(0[1-9]|1[0-2])\d\d$/;

/** "0928" is stored as "09/28". */
function monthIn(params: Params, name: string, message: string): string | undefined {
  const sent = params.text(name) ?? '';
  if (sent === '') return undefined;
  if (!monthYear.test(sent)) throw new Refusal(message);
  return `${sent.slice(0, 2)}/${sent.slice(2)}`;
}

function issueIn(params: Params): string | undefined {
  const sent = params.text('card_issue_number') ?? '';
  if (sent !== '' && !/^\d+$/.test(sent)) throw new Refusal('Issue Number is invalid');
  return sent === '' ? undefined : sent;
}

/** A card of the gateway that is named is stored there; of a number only the last four digits are kept here. */
export const AddPayMethod = write((call) => {
  const { params, world } = call;
  if (params.int('clientid') === 0) throw new Refusal('Client ID Is Required');
  const client = existing(world.clients.get(params.int('clientid')), 'Invalid Client ID');
  const named = params.text('type') || 'CreditCard';
  const type = existing(
    types.find((each) => each === named),
    "Invalid Pay Method Type. Type should be one of 'BankAccount', 'CreditCard', or 'RemoteCreditCard'",
  );
  const gateway = params.text('gateway_module_name') ?? '';
  if (gateway !== '' && !Object.hasOwn(world.paymentMethods, gateway))
    throw new Refusal(`Invalid Gateway Module Name. Must be one of: ${Object.keys(world.paymentMethods).join(', ')}`);
  if (type === 'RemoteCreditCard' && gateway === '') throw new Refusal('Gateway is Required for RemoteCreditCard type');
  if (type === 'BankAccount') refuseAccount(params);
  else refuseCard(params);
  const number = params.text('card_number') ?? '';
  const method = world.payMethods.add({
    id: world.payMethods.nextId(),
    clientid: client.id,
    type,
    description: params.text('description') ?? '',
    gateway,
    lastFour: number.slice(-4),
    expiry: monthIn(params, 'card_expiry', 'Expiry Date is invalid') ?? '',
    start: monthIn(params, 'card_start', 'Start Date is invalid') ?? '',
    issue: issueIn(params) ?? '',
    cardType: number.startsWith('4') ? 'Visa' : number === '' ? '' : 'MasterCard',
    bank: params.text('bank_name') ?? '',
    token: type === 'RemoteCreditCard' ? `SECRET-token-new-${number.slice(-4)}` : '',
    updatedAt: stamp(call),
  });
  if (params.flag('set_as_default')) world.defaultPayMethods.set(client.id, method.id);
  return { clientid: String(client.id), paymethodid: String(method.id) };
});

function refuseCard(params: Params): void {
  const kinds = "'CreditCard' or 'RemoteCreditCard' type";
  if ((params.text('card_number') ?? '') === '') throw new Refusal(`Card Number is required for ${kinds}`);
  if ((params.text('card_expiry') ?? '') === '') throw new Refusal(`Expiry Date is required for ${kinds}`);
}

function refuseAccount(params: Params): void {
  if ((params.text('bank_code') ?? '') === '') throw new Refusal('Routing number is required');
  if ((params.text('bank_account') ?? '') === '') throw new Refusal('Account number is required');
}

/** DD/MM/YYYY HH:MM, the format of this installation. */
const stamp = ({ world }: Call): string => {
  const now = world.clock.now();
  return `${now.slice(8, 10)}/${now.slice(5, 7)}/${now.slice(0, 4)} ${now.slice(11, 16)}`;
};

const details = ['card_expiry', 'card_number', 'card_start', 'card_issue_number', 'bank_name', 'bank_account_type'];
const updatable = [...details, 'bank_code', 'bank_account', 'set_as_default'];

export const UpdatePayMethod = update(methodOf, {
  columns: [],
  change: (method, call) => {
    const { params, world } = call;
    if (!updatable.some((name) => (params.text(name) ?? '') !== ''))
      throw new Refusal('No Details Provided for Update');
    const number = params.text('card_number') ?? '';
    if (number !== '' && method.gateway !== '') throw new Refusal('Unable to Update Card Number for Assisted Gateway');
    method.expiry = monthIn(params, 'card_expiry', 'Expiry Date is invalid') ?? method.expiry;
    method.start = monthIn(params, 'card_start', 'Start Date is invalid') ?? method.start;
    method.issue = issueIn(params) ?? method.issue;
    if (number !== '') method.lastFour = number.slice(-4);
    method.bank = params.text('bank_name') ?? method.bank;
    if (params.flag('set_as_default')) world.defaultPayMethods.set(method.clientid, method.id);
    method.updatedAt = stamp(call);
  },
  answer: ({ id, clientid }) => ({ paymethodid: String(id), clientid: String(clientid) }),
});

export const DeletePayMethod = remove(
  ({ payMethods }) => payMethods,
  methodOf,
  ({ id }) => ({
    paymethodid: String(id),
  }),
);
