import { createHash } from 'node:crypto';
import type { Answer, Json } from '../http/json.ts';
import { decimal } from '../money.ts';
import type { Wire } from '../wire.ts';
import { mailKinds, type Client } from '../world/model.ts';
import { currencyById } from '../world/products.ts';
import type { World } from '../world/world.ts';
import { clientStats } from './client-stats.ts';
import { existing, Refusal, read } from './command.ts';
import { callingCode, countryName } from './countries.ts';

export const GetClientsDetails = read(({ params, world, wire }) => {
  const email = params.text('email') ?? '';
  if (params.int('clientid') === 0 && email === '') throw new Refusal('Either clientid Or email Is Required');
  const client = existing(
    params.int('clientid') === 0 ? world.clientByEmail(email) : world.clients.get(params.int('clientid')),
    'Client Not Found',
  );
  const record = recordOf(client, world, wire);
  return {
    ...(wire.untidy ? { ...record, ...onlyAtTopLevel(client, wire) } : {}),
    client: record,
    ...(params.flag('stats') ? { stats: clientStats(client, world, wire) } : {}),
  };
});

/** The deprecated copy at the top level still has card columns that the nested one lost in 7.10. */
function onlyAtTopLevel(client: Client, wire: Wire): Answer {
  return { cctype: null, cclastfour: null, gatewayid: wire.nothing(client.id, 'gatewayid'), model: 'Client' };
}

function recordOf(client: Client, world: World, wire: Wire): Answer {
  const { firstname, lastname, country, state } = client;
  const national = client.phonenumber.replace(/\D/g, '');
  const international = national === '' ? '' : `+${callingCode(country)}.${national}`;
  const fullstate = wire.text(state);
  return {
    client_id: client.id,
    owner_user_id: client.ownerUserId,
    userid: wire.wavering(client.id, client.id, 'userid'),
    id: client.id,
    uuid: uuidOf(client.id),
    firstname: wire.text(firstname),
    lastname: wire.text(lastname),
    fullname: wire.text(`${firstname} ${lastname}`),
    companyname: wire.text(client.companyname),
    email: client.email,
    address1: wire.text(client.address1),
    address2: wire.text(client.address2),
    city: wire.text(client.city),
    fullstate,
    state: fullstate,
    postcode: client.postcode,
    countrycode: country,
    country,
    phonenumber: client.phonenumber,
    tax_id: client.tax_id,
    // It looks like a bcrypt hash. Answers of 7.x contained the client's own.
    password: `$2y$10$SECRET-hash-${client.id}-`.padEnd(60, 'x'),
    email_preferences: preferences(client, wire),
    statecode: fullstate,
    countryname: countryName(country) ?? '',
    phonecc: wire.untidy && client.id % 2 === 0 ? Number(callingCode(country)) : callingCode(country),
    phonenumberformatted: international,
    telephoneNumber: international,
    billingcid: 0,
    notes: wire.text(client.notes),
    twofaenabled: false,
    currency: client.currency,
    defaultgateway: client.defaultgateway,
    securityqid: 0,
    securityqans: `SECRET-answer-${client.id}`,
    groupid: client.groupid,
    status: client.status,
    credit: decimal(client.credit),
    taxexempt: client.taxexempt,
    latefeeoveride: client.latefeeoveride,
    overideduenotices: client.overideduenotices,
    separateinvoices: client.separateinvoices,
    disableautocc: client.disableautocc,
    emailoptout: !client.marketing,
    marketing_emails_opt_in: client.marketing,
    overrideautoclose: client.overrideautoclose,
    allowSingleSignOn: 1,
    email_verified: client.id % 2 === 1,
    language: client.language,
    isOptedInToMarketingEmails: client.marketing,
    lastlogin: client.lastlogin || 'No Login Logged',
    currency_code: currencyById(client.currency).code,
    ...customFields(client, wire),
    users: { user: usersOf(client, world, wire) },
    ...wire.extra(client.id, 'details'),
  };
}

/** A list without names, and aliases that count positions, not field ids. Without fields 7.10 leaves out both. */
function customFields(client: Client, wire: Wire): Answer {
  const fields = client.customFields;
  if (fields.length === 0) return wire.untidy ? {} : { customfields: [] };
  const aliases = fields.map(({ value }, index): [string, Json] => [`customfields${index + 1}`, wire.text(value)]);
  return {
    customfields: fields.map(({ id, value }) => ({ id, value: wire.text(value) })),
    ...Object.fromEntries(aliases),
  };
}

function preferences({ id, emailPreferences }: Client, wire: Wire): Answer {
  const spellings: [Json, Json][] = [
    ['1', '0'],
    [1, 0],
  ];
  return Object.fromEntries(
    mailKinds.map((kind) => [kind, wire.flag(emailPreferences[kind], id, 'preferences', spellings)]),
  );
}

function usersOf(client: Client, world: World, wire: Wire): Json[] {
  return [client.ownerUserId, ...client.otherUserIds].flatMap((id) => {
    const user = world.users.get(id);
    return user
      ? [
          {
            id,
            name: wire.text(`${user.firstname} ${user.lastname}`),
            email: user.email,
            is_owner: id === client.ownerUserId,
          },
        ]
      : [];
  });
}

function uuidOf(id: number): string {
  const hex = createHash('sha256').update(`client ${id}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
