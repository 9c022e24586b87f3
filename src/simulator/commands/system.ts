import { servers } from '../world/reference.ts';
import { read, remote } from './command.ts';
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

/** `registrars` is a bare list, and the success stands under `status`. */
export const GetRegistrars = read(() => ({
  status: 'success',
  registrars: [
    { module: 'enom', display_name: 'eNom' },
    { module: 'opensrs', display_name: 'OpenSRS' },
  ],
}));

/** The state of each server is fetched, slowly, on request only; `fetchStatus` answers false as empty text. */
export const GetServers = list({
  from: () => servers,
  rows: 'servers',
  unpaged: true,
  counts: { totalresults: 'none' },
  head: ({ params }) => ({ fetchStatus: params.flag('fetchStatus') || '' }),
  row: (server, { params, wire, world }) => {
    const active = world.services.all().filter((service) => service.serverid === server.id).length;
    return {
      ...columns(server, 'id', 'name', 'hostname'),
      ipaddress: server.ip,
      active: wire.flag(true, server.id, 'active', [
        [true, false],
        [1, 0],
      ]),
      activeServices: active,
      maxAllowedServices: 200,
      percentUsed: Math.round((active / 200) * 100),
      module: 'cpanel',
      status: params.flag('fetchStatus')
        ? { http: true, load: '0.42', uptime: '12 days' }
        : { http: false, load: '', uptime: '' },
    };
  },
});

/** Checks by their result, with HTML in their texts. Updates of WHMCS are looked up on request only. */
export const GetHealthStatus = remote(
  read(({ params }) => ({
    checks: {
      success: [
        { name: 'phpTimezone', type: 'PHP', severityLevel: 'notice', body: '<p>The time zone is valid.</p>' },
        ...(params.flag('fetchStatus')
          ? [{ name: 'version', type: 'WHMCS', severityLevel: 'notice', body: 'Nothing newer is there.' }]
          : []),
      ],
      warning: [{ name: 'phpVersion', type: 'PHP', severityLevel: 'warning', body: 'PHP 8.1 is <b>old</b>' }],
      danger: [],
    },
  })),
);
