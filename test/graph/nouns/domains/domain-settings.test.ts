/** Settings of domains: what is checked before they are sent, how they are sent, and how a lost answer is looked up. */
import { describe, expect, it } from 'vitest';
import { useGateway, type As } from '../../../support/gateway.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const gateway = useGateway({ simulator: { clients: 6 } });
const world = () => gateway.simulator.world;

/** A new domain of client 1, in this status. */
function domain(status: string, more: object = {}) {
  const like = world().domains.get(1) ?? expect.fail('no domain');
  const id = world().domains.nextId();
  return world().domains.add({ ...structuredClone(like), id, status, ...more });
}

async function act(name: string, input: object, { as = 'client', shown = 'name' }: { as?: As; shown?: string } = {}) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const { data, errors, calls } = await gateway.execute<Record<string, Ending>>(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      __typename ... on ${type}Payload { domain { ${shown} } }
      ... on UserError { message } ... on InvalidInputError { path } ... on ConflictError { subject actual } } }`,
    { input },
    { as },
  );
  expect(errors).toBeUndefined();
  return { ending: data[name], sent: calls.filter(({ action }) => /Update|Toggle/.test(action)) };
}

describe('domainNameserversUpdate', () => {
  const servers = (...nameservers: string[]) => ({ nameservers });

  it('replaces all of them, and shows what the registrar has then', async () => {
    const { id } = domain('Active');
    const { ending, sent } = await act(
      'domainNameserversUpdate',
      { domainId: String(id), ...servers('A.ns.example.', 'b.ns.example', 'c.ns.example') },
      { shown: 'nameservers' },
    );
    expect(sent).toMatchObject([{ params: { ns1: 'A.ns.example', ns2: 'b.ns.example', ns3: 'c.ns.example' } }]);
    expect(ending).toMatchObject({ domain: { nameservers: ['A.ns.example', 'b.ns.example', 'c.ns.example'] } });
  });

  it.each([
    [['a.ns.example'], ['input', 'nameservers']],
    [
      ['a.ns.example', 'b', 'c.ns.example'],
      ['input', 'nameservers', '1'],
    ],
    [Array.from({ length: 6 }, (_, index) => `n${index}.ns.example`), ['input', 'nameservers']],
  ])('does not take %j', async (nameservers, path) => {
    const { ending, sent } = await act('domainNameserversUpdate', { domainId: '1', nameservers });
    expect([ending, sent]).toMatchObject([{ __typename: 'InvalidInputError', path }, []]);
  });

  it('is for active domains, except for staff', async () => {
    const input = { domainId: String(domain('Expired').id), ...servers('a.ns.example', 'b.ns.example') };
    expect(await act('domainNameserversUpdate', input)).toMatchObject({
      ending: { __typename: 'ConflictError' },
      sent: [],
    });
    expect((await act('domainNameserversUpdate', input, { as: 'staff' })).sent).toHaveLength(1);
  });

  it('is found to have happened by asking the registrar, if the answer is lost', async () => {
    const input = { domainId: String(domain('Active').id), ...servers('x.ns.example', 'y.ns.example') };
    gateway.simulator.fail({ kind: 'reset-after', action: 'DomainUpdateNameservers', times: 1 });
    const { ending, sent } = await act('domainNameserversUpdate', input);
    expect([ending?.__typename, sent.length]).toEqual(['DomainNameserversUpdatePayload', 1]);
  });
});

it('domainLockUpdate sends the wanted state, also if it is off', async () => {
  const input = { domainId: String(domain('Active', { locked: true }).id), isLocked: false };
  const { ending, sent } = await act('domainLockUpdate', input, { shown: 'isLocked' });
  expect([ending, sent]).toMatchObject([{ domain: { isLocked: false } }, [{ params: { lockstatus: '0' } }]]);
});

describe('domainIdProtectionUpdate', () => {
  it('is for domains with which protection was bought, except for staff', async () => {
    const input = { domainId: String(domain('Active', { idprotection: false }).id), idProtection: true };
    const refused = await act('domainIdProtectionUpdate', input);
    expect(refused).toMatchObject({ ending: { subject: 'idProtection', actual: 'false' }, sent: [] });
    const done = await act('domainIdProtectionUpdate', input, { as: 'staff', shown: 'idProtection' });
    expect(done.ending).toMatchObject({ domain: { idProtection: true } });
  });

  it('switches off what was bought', async () => {
    const input = { domainId: String(domain('Active', { idprotection: true }).id), idProtection: false };
    expect((await act('domainIdProtectionUpdate', input)).sent).toMatchObject([{ params: { idprotect: '0' } }]);
  });
});

describe('domainContactsUpdate', () => {
  const tech = (...values: { name: string; value: string }[]) => ({ contacts: [{ role: 'Tech', values }] });

  it('sends XML with the names of the registrar', async () => {
    const input = {
      domainId: String(domain('Active').id),
      ...tech({ name: 'First Name', value: 'Ann & <Bo>' }, { name: 'Fax', value: '' }),
    };
    const { ending, sent } = await act('domainContactsUpdate', input, {
      shown: 'contacts { role values { name value } }',
    });
    expect(sent).toMatchObject([
      {
        params: {
          xml: '<contactdetails><Tech><First_Name>Ann &amp; &lt;Bo&gt;</First_Name><Fax></Fax></Tech></contactdetails>',
        },
      },
    ]);
    expect(ending).toMatchObject({
      domain: {
        contacts: expect.arrayContaining([
          {
            role: 'Tech',
            values: [
              { name: 'First_Name', value: 'Ann & <Bo>' },
              { name: 'Fax', value: null },
            ],
          },
        ]) as object[],
      },
    });
  });

  it.each([
    [tech({ name: 'a>b', value: 'x' }), ['contacts', '0', 'values', '0', 'name']],
    [tech({ name: 'Fax', value: '1' }, { name: 'Fax', value: '2' }), ['contacts', '0', 'values', '1', 'name']],
    [{ contacts: [{ role: '1st', values: [] }] }, ['contacts', '0', 'role']],
    [{ contacts: [] }, ['contacts']],
  ])('does not take %j', async (contacts, path) => {
    const { ending, sent } = await act('domainContactsUpdate', { domainId: '1', ...contacts });
    expect([ending, sent]).toMatchObject([{ __typename: 'InvalidInputError', path: ['input', ...path] }, []]);
  });
});

describe('domainUpdate', () => {
  it('clears what can be cleared, and leaves absent fields', async () => {
    const { id } = domain('Active', { notes: 'old', promoid: 2, subscriptionid: 'sub_1', donotrenew: true });
    await act(
      'domainUpdate',
      { domainId: String(id), notes: null, promotionId: null, subscriptionId: null, status: 'GRACE' },
      { as: 'staff' },
    );
    expect(world().domains.get(id)).toMatchObject({
      notes: '',
      promoid: 0,
      subscriptionid: '',
      donotrenew: true,
      status: 'Grace',
    });
  });

  it('tells the registrar of name servers, and of nothing else', async () => {
    const { id } = domain('Active');
    const change = (more: object) => act('domainUpdate', { domainId: String(id), ...more }, { as: 'staff' });
    const [recalculated] = (await change({ recalculateAmount: true, recurringAmount: '9.00' })).sent;
    expect(recalculated?.params).toMatchObject({ domainid: String(id), autorecalc: '1' });
    expect(Object.keys(recalculated?.params ?? {})).not.toEqual(
      expect.arrayContaining(['updatens', 'recurringamount']),
    );
    expect((await change({ nameservers: ['a.ns.example', 'b.ns.example'] })).sent).toMatchObject([
      { params: { updatens: '1', ns1: 'a.ns.example', ns2: 'b.ns.example' } },
    ]);
  });
});

describe('tldUpsert', () => {
  const upsert = async (input: object) => {
    const { data, calls } = await gateway.execute<{ tldUpsert: Ending }>(
      `mutation ($input: TldUpsertInput!) { tldUpsert(input: $input) { __typename
        ... on TldUpsertPayload { whmcsId tld { extension group register { years price { amount currencyCode } } transfer { years } redemptionPeriod { days fee { amount } } } }
        ... on InvalidInputError { message path } } }`,
      { input },
    );
    return { ending: data.tldUpsert, asked: calls.map(({ action }) => action) };
  };

  it('shows the prices as WHMCS has them then', async () => {
    await gateway.execute('{ tldPricing { extension } }');
    const { ending, asked } = await upsert({
      extension: 'Cafe',
      currencyCode: 'eur',
      group: 'NEW',
      register: [{ years: 1, price: '12.00' }],
      transfer: [{ years: 1, price: '-1' }],
      redemptionPeriodFee: '80.00',
    });
    expect(asked.at(-1)).toBe('GetTLDPricing');
    expect(ending).toMatchObject({
      whmcsId: expect.any(Number) as number,
      tld: {
        extension: 'cafe',
        group: 'new',
        register: [{ years: 1, price: { amount: '12.00', currencyCode: 'EUR' } }],
        transfer: [],
        redemptionPeriod: { days: 30 },
      },
    });
  });

  it.each([
    [{ extension: '.a', register: [{ years: 1, price: '1.00' }] }, ['currencyCode']],
    [{ extension: '.a', currencyCode: 'XXX' }, ['currencyCode']],
    [
      {
        extension: '.a',
        currencyCode: 'USD',
        renew: [
          { years: 1, price: '1.00' },
          { years: 1, price: '2.00' },
        ],
      },
      ['renew'],
    ],
  ])('does not take %j', async (input, path) => {
    const { ending, asked } = await upsert(input);
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', ...path] });
    expect(asked).not.toContain('CreateOrUpdateTLD');
  });
});
