import type { Answer } from '../http/json.ts';
import type { PayMethod } from '../world/model.ts';
import { existing, Refusal, type Call } from './command.ts';
import { columns } from './row.ts';
import { list, remove, update } from './table-command.ts';

/** A bare list. Cards and bank accounts have different columns; every row carries a token. */
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
  head: ({ params }) => ({ clientid: params.text('clientid') ?? '' }),
  row: (method, { wire }) => ({
    ...columns(method, 'id', 'type'),
    description: wire.text(method.description),
    gateway_name: method.gateway,
    contact_type: 'Client',
    contact_id: method.clientid,
    ...(method.type.endsWith('CreditCard') ? cardColumns(method) : { bank_name: wire.text(method.bank) }),
    remote_token: method.token,
    last_updated: method.updatedAt,
  }),
});

const cardColumns = ({ lastFour, expiry, cardType }: PayMethod): Answer => ({
  card_last_four: lastFour,
  expiry_date: expiry,
  start_date: '',
  issue_number: '',
  card_type: cardType,
});

function methodOf({ params, world }: Call): PayMethod {
  if (params.int('clientid') === 0) throw new Refusal('Client ID is Required');
  if (params.int('paymethodid') === 0) throw new Refusal('Pay Method ID is Required');
  const method = existing(world.payMethods.get(params.int('paymethodid')), 'Invalid Pay Method ID');
  if (method.clientid !== params.int('clientid')) throw new Refusal('Pay Method does not belong to passed Client ID');
  return method;
}

export const UpdatePayMethod = update(methodOf, {
  columns: [],
  change: (method, { params }) => {
    const expiry = params.text('card_expiry') ?? '';
    const number = params.text('card_number') ?? '';
    if (expiry === '' && number === '') throw new Refusal('No Details Provided for Update');
    if (expiry !== '' && !/^(0[1-9]|1[0-2])\d\d$/.test(expiry)) throw new Refusal('Expiry Date is invalid');
    if (expiry !== '') method.expiry = `${expiry.slice(0, 2)}/${expiry.slice(2)}`;
    if (number !== '') method.lastFour = number.slice(-4);
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
