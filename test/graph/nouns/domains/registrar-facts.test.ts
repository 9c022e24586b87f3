/** What registrars tell of a domain, in their different forms. */
import { expect, it } from 'vitest';
import { DomainGetWhoisInfo } from '../../../../src/whmcs/commands/domains.ts';
import { GetRegistrars } from '../../../../src/whmcs/commands/tlds.ts';
import { decode } from '../../../../src/whmcs/wire/decode.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 4 }, gateway: { sharedCache: false } });

interface Contact {
  role: string;
  values: { name: string; value: string | null }[];
}

it('the contacts of a domain have the same values in every form in which they are printed', async () => {
  for (const domain of gateway.simulator.world.domains.of(1)) {
    const { data, calls } = await gateway.execute<{ domain: { contacts: Contact[] } }>(
      'query ($id: ID!) { domain(id: $id) { contacts { role values { name value } } } }',
      { id: String(domain.id) },
      { as: 'client' },
    );
    expect(calls.map(({ action }) => action)).toEqual(['GetClientsDomains', 'DomainGetWhoisInfo']);
    expect(data.domain.contacts.map(({ role }) => role)).toEqual(['Registrant', 'Admin', 'Tech']);
    const owner = gateway.simulator.world.clients.get(1);
    expect(data.domain.contacts[0]?.values).toEqual([
      { name: 'First_Name', value: owner?.firstname },
      { name: 'Last_Name', value: owner?.lastname },
      { name: 'Organisation_Name', value: owner?.companyname || null },
      { name: 'Email', value: owner?.email },
      { name: 'City', value: owner?.city },
      { name: 'Country', value: owner?.country },
    ]);
  }
});

it.each([
  [{ Billing: { 'First Name': 'Ann &amp; Bo', Fax: '' } }, { Billing: { 'First Name': 'Ann & Bo', Fax: null } }],
  [
    { Owner: '{"Name":"A \\"B\\"","Zip":04103,"Note":x y , "Empty":null}' },
    { Owner: { Name: 'A "B"', Zip: '04103', Note: 'x y', Empty: null } },
  ],
  [{ 'Tech[Full Name]': 'Ann' }, { Tech: { 'Full Name': 'Ann' } }],
  [{ Registrant: [], Admin: '', Tech: null, warning: 'none' }, {}],
])('%j is read as contacts', (answer, contacts) => {
  expect(decode(DomainGetWhoisInfo, { result: 'success', ...answer }, 200)).toEqual(contacts);
});

it.each([
  [true, true],
  [false, false],
])('a domain whose registrar says locked: %s is so', async (locked, isLocked) => {
  const domain = gateway.simulator.world.domains.get(1) ?? expect.fail('no domain');
  domain.locked = locked;
  const { data } = await gateway.execute('{ domain(id: "1") { isLocked } }', {}, { as: 'client' });
  expect(data).toEqual({ domain: { isLocked } });
});

it('registrars are read in any spelling, and shown to staff alone', async () => {
  const query = '{ registrars { module displayName } }';
  const { data } = await gateway.execute(query);
  expect(data).toEqual({
    registrars: [
      { module: 'enom', displayName: 'eNom' },
      { module: 'opensrs', displayName: 'OpenSRS' },
    ],
  });
  expectUnknown(await gateway.execute(query, {}, { as: 'partner' }), 'registrars');
  expect(decode(GetRegistrars, { registrars: ['enom', { name: 'opensrs' }] }, 200).registrars).toEqual([
    { module: 'enom', displayname: null },
    { module: 'opensrs', displayname: null },
  ]);
});
