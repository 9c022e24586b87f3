/** Fields that contact a third party: for one entity at a time, in both executors. */
import { isObjectType } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { schema } from '../../../src/graph/schema.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 4 } });
const { execute } = gateway;

const message =
  'Domain.nameservers asks the registrar for each Domain, so that it cannot be asked for in a list: ask for one, as in `domain(id: …) { nameservers }`';
const first = (): string => globalId('Domain', 1, 1);

describe('Domain.nameservers', () => {
  it('shows the registrar’s answer, for one call next to that for the domain', async () => {
    const { data, errors, calls } = await execute<{ domain: { nameservers: string[] } }>(
      '{ domain(id: "1") { name nameservers } }',
    );
    expect(errors).toBeUndefined();
    expect(calls.map(({ action }) => action)).toEqual(['GetClientsDomains', 'DomainGetNameservers']);
    expect(data.domain.nameservers).toEqual(gateway.simulator.world.domains.get(1)?.nameservers);
    expect(data.domain.nameservers.length).toBeGreaterThan(0);
  });

  it('reports a refusal of WHMCS at its field for a domain without a registrar', async () => {
    const pending = gateway.simulator.world.domains.all().find(({ registrar }) => registrar === '');
    const { data, errors } = await execute<{ domain: object }>(
      'query ($id: ID!) { domain(id: $id) { name nameservers } }',
      {
        id: String(pending?.id),
      },
    );
    expect(data).toEqual({ domain: { name: pending?.domainname, nameservers: null } });
    expect(errors).toMatchObject([{ path: ['domain', 'nameservers'], extensions: { code: 'WHMCS_REFUSED' } }]);
  });

  it.each(['partner', 'client'])(
    'is null for a foreign domain and a %s, and the registrar is not contacted',
    async (as) => {
      const foreign = gateway.simulator.world.domains.all().find(({ userid }) => userid === 3 && as === 'client');
      const id = String(foreign?.id ?? 99_999);
      const { data, calls } = await execute('query ($id: ID!) { domain(id: $id) { nameservers } }', { id }, { as });
      expect(data).toEqual({ domain: null });
      expect(calls.map(({ action }) => action)).not.toContain('DomainGetNameservers');
    },
  );
});

/** Documents that can show the field for more than one entity. */
const refused: Readonly<Record<string, [string, Record<string, unknown>?]>> = {
  'a page': ['{ domains(first: 50) { nodes { nameservers } } }'],
  'a page of the usual length': ['{ domains { edges { node { nameservers } } } }'],
  'a page whose length is a variable': ['query ($n: Int) { domains(first: $n) { nodes { nameservers } } }', { n: 2 }],
  'a variable with a default': ['query ($n: Int = 2) { domains(first: $n) { nodes { nameservers } } }'],
  'the last of a list': ['{ domains(last: 2) { nodes { nameservers } } }'],
  'a list above the client': ['{ clients(first: 2) { nodes { domains(first: 1) { nodes { nameservers } } } } }'],
  'several ids': [
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Domain { nameservers } } }',
    { ids: [globalId('Domain', 1, 1), globalId('Domain', 2, 1)] },
  ],
  'a fragment': [
    '{ domains(first: 3) { nodes { ...d } } } fragment d on Domain { ... on Node { ... on Domain { nameservers } } }',
  ],
  'a list within one thing': ['{ order(id: "1") { items { domain { nameservers } } } }'],
  'an alias beside another': [
    '{ one: domains(first: 1) { nodes { id } } two: domains(first: 2) { nodes { ns: nameservers } } }',
  ],
  'a directive that includes it': [
    'query ($yes: Boolean!) { domains(first: 3) { nodes { nameservers @include(if: $yes) } } }',
    { yes: true },
  ],
};

/** Documents that can show it for at most one entity. */
const allowed: Readonly<Record<string, [string, Record<string, unknown>?]>> = {
  'a page of one': ['{ domains(first: 1) { nodes { nameservers } } }'],
  'a page of one by a variable': ['query ($n: Int) { domains(first: $n) { nodes { nameservers } } }', { n: 1 }],
  'the only domain of a page below one client': ['{ client(id: "1") { domains(first: 1) { nodes { nameservers } } } }'],
  'one id': ['query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Domain { nameservers } } }', { ids: [first()] }],
  'a directive that leaves it out': [
    'query ($yes: Boolean!) { domains(first: 3) { nodes { name nameservers @include(if: $yes) } } }',
    { yes: false },
  ],
};

describe('the rule of lists', () => {
  // From the second time on, a query is compiled.
  test.each(Object.entries(refused))('%s is refused before anything is sent', async (_, [document, variables]) => {
    for (const _time of [1, 2, 3]) {
      const { data, errors, calls } = await execute(document, variables ?? {});
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(calls).toEqual([]);
    }
  });

  test.each(Object.entries(allowed))('%s is answered', async (_, [document, variables]) => {
    for (const _time of [1, 2, 3]) {
      const { errors } = await execute(document, variables ?? {});
      expect(errors).toBeUndefined();
    }
  });

  it('is the same for a dry run', async () => {
    const { errors } = await execute(
      '{ domains { nodes { nameservers } } }',
      {},
      { headers: { 'x-gateway-explain': 'only' } },
    );
    expect(errors).toMatchObject([{ message }]);
  });
});

describe('every remote read', () => {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()) : [],
  );
  const reads = Object.values(commands).filter(
    (each) => each.kind === 'read' && (each.remote === 'registrar' || each.remote === 'whois'),
  );

  it.each(reads.map((each) => [each.name, each.remote] as const))('%s is under the rule', (name, remote) => {
    const showing = fields.filter(({ description }) =>
      new RegExp(`WHMCS: (?:\\w+, )*${name}\\b`).test(description ?? ''),
    );
    const reading = showing.filter(({ args }) => !args.some((arg) => arg.name === 'input'));
    expect(reading.map(({ extensions }) => extensions['remote'])).toEqual([remote]);
  });
});
