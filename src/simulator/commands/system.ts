import { read } from './command.ts';
import { columns, numerals } from './row.ts';
import { list } from './table-command.ts';

export const GetCurrencies = list({
  from: ({ currencies }) => currencies,
  rows: 'currencies.currency',
  unpaged: true,
  counts: { totalresults: 'text' },
  row: (currency, { wire }) => ({
    ...numerals(wire, currency, 'id', 'format'),
    ...columns(currency, 'code', 'prefix', 'suffix'),
    rate: currency.rate.toFixed(5),
  }),
});

export const GetPaymentMethods = list({
  from: ({ paymentMethods }) => Object.entries(paymentMethods),
  rows: 'paymentmethods.paymentmethod',
  unpaged: true,
  row: ([module, name], { wire }) => ({ module, displayname: wire.text(name) }),
});

export const WhmcsDetails = read(({ version }) => ({
  whmcs: { version, canonicalversion: `${version}-release.1` },
}));
