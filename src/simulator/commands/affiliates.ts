import { centsOf } from '../money.ts';
import { existing, write } from './command.ts';
import { amounts, columns, numerals } from './row.ts';
import { list } from './table-command.ts';

export const GetAffiliates = list({
  from: ({ affiliates }) => affiliates,
  rows: 'affiliates.affiliate',
  where: {
    userid: 'clientid',
    visitors: 'visitors',
    paytype: 'paytype',
    payamount: ({ payamount }, sent) => payamount === centsOf(sent),
    onetime: ({ onetime }, sent) => onetime === (sent === '1'),
    balance: ({ balance }, sent) => balance === centsOf(sent),
    withdrawn: ({ withdrawn }, sent) => withdrawn === centsOf(sent),
  },
  counts: { totalresults: 'text', startnumber: 'text', numreturned: 'text' },
  row: (affiliate, { wire }) => ({
    ...numerals(wire, affiliate, 'id', 'clientid', 'visitors'),
    ...columns(affiliate, 'date', 'paytype'),
    ...amounts(affiliate, 'payamount', 'balance', 'withdrawn'),
    onetime: wire.numeral(Number(affiliate.onetime)),
    created_at: wire.moment('', affiliate.id, 'created'),
    updated_at: wire.moment('', affiliate.id, 'updated'),
  }),
});

/** A client becomes an affiliate once: a second call changes nothing. */
export const AffiliateActivate = write(({ params, world }) => {
  const client = existing(world.clients.get(params.int('userid')), 'Client ID not found');
  if (world.affiliates.of(client.id).length > 0) return {};
  world.affiliates.add({
    id: world.affiliates.nextId(),
    clientid: client.id,
    date: world.clock.now().slice(0, 10),
    visitors: 0,
    paytype: '',
    payamount: 0,
    onetime: false,
    balance: 0,
    withdrawn: 0,
  });
  return {};
});
