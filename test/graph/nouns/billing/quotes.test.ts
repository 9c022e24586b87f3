/** Quotes: their data and its cost, and that only staff see drafts. */
import { describe, expect, it, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

interface Nodes<T> {
  readonly totalCount: number | null;
  readonly nodes: readonly T[];
}

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const quotes = () => gateway.simulator.world.quotes.all();
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);
const draft = () => quotes().find(({ stage, userid }) => stage === 'Draft' && userid > 0) ?? expect.fail('no draft');

describe('the data of a quote', () => {
  test('lists a client’s quotes with their lines, amounts and the client’s name for one call', async () => {
    const quote = quotes().find(({ userid, stage }) => userid > 0 && stage !== 'Draft');
    const { data, errors, calls } = await execute<{ quotes: Nodes<Record<string, unknown>> }>(
      `query ($client: ID!) { quotes(clientId: $client) { totalCount nodes {
        whmcsId subject stage validUntil createdOn total { amount } items { description quantity unitPrice { amount } isTaxed }
        client { fullName email } recipient { lastName }
      } } }`,
      { client: String(quote?.userid) },
    );
    expect(errors).toBeUndefined();
    expect(namesOf(calls)).toEqual(['GetQuotes']);
    const shown = data.quotes.nodes.find(({ whmcsId }) => whmcsId === quote?.id);
    const owner = gateway.simulator.world.clients.get(quote?.userid ?? 0);
    expect(shown).toMatchObject({
      subject: quote?.subject,
      validUntil: quote?.validuntil,
      client: { fullName: `${owner?.firstname} ${owner?.lastname}`, email: owner?.email },
      recipient: { lastName: null },
    });
    expect(shown?.['items']).toHaveLength(quote?.lines.length ?? -1);
  });

  test('amounts are in the quote’s currency', async () => {
    const quote = draft();
    const code = gateway.simulator.world.currencies.find(({ id }) => id === quote.currency)?.code;
    const { data } = await execute('query ($id: ID!) { quote(id: $id) { currency { code } total { currencyCode } } }', {
      id: String(quote.id),
    });
    expect(data).toEqual({ quote: { currency: { code }, total: { currencyCode: code } } });
  });

  test('several of a client by their ids cost one call', async () => {
    const owner = quotes().find(
      ({ userid }, index, all) => userid > 0 && all.slice(index + 1).some((other) => other.userid === userid),
    )?.userid;
    const some = quotes().filter(({ userid }) => userid === owner);
    const ids = some.map(({ id, userid }) => globalId('Quote', id, userid));
    const { data, calls } = await execute('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Quote { whmcsId } } }', {
      ids,
    });
    expect(some.length).toBeGreaterThan(1);
    expect(data).toEqual({ nodes: some.map(({ id }) => ({ whmcsId: id })) });
    expect(namesOf(calls)).toEqual(['GetQuotes']);
  });
});

describe('drafts', () => {
  const as = 'partner';

  it('are shown and counted for staff', async () => {
    const { data } = await execute<{ quotes: Nodes<{ stage: string }> }>(
      '{ quotes(first: 100) { totalCount nodes { stage } } }',
    );
    expect(data.quotes.totalCount).toBe(quotes().length);
    expect(data.quotes.nodes.filter(({ stage }) => stage === 'DRAFT')).not.toEqual([]);
  });

  it('are neither shown nor counted for others', async () => {
    const own = quotes().filter(({ userid }) => userid >= 1 && userid <= 5);
    expect(own.filter(({ stage }) => stage === 'Draft')).not.toEqual([]);
    const { data } = await execute<{ quotes: Nodes<{ whmcsId: number }> }>(
      '{ quotes(first: 100) { totalCount nodes { whmcsId } } }',
      {},
      { as },
    );
    const seen = own.filter(({ stage }) => stage !== 'Draft').map(({ id }) => id);
    expect(data.quotes.totalCount).toBe(seen.length);
    expect(new Set(data.quotes.nodes.map(({ whmcsId }) => whmcsId))).toEqual(new Set(seen));
  });

  it('look like missing ones to others, in response and calls', async () => {
    const { id, userid } = draft();
    const of = async (document: string, variables: object) => {
      const { data, errors, calls } = await execute(document, variables as Record<string, unknown>, { as });
      return { data, errors, calls: namesOf(calls) };
    };
    for (const document of [
      'query ($id: ID!) { quote(id: $id) { subject } }',
      'query ($id: ID!) { node(id: $id) { id } }',
    ])
      expect(await of(document, { id: globalId('Quote', id, userid) })).toEqual(
        await of(document, { id: globalId('Quote', 999_999, userid) }),
      );
  });

  it('are no value of the stage enum in the schema of others', async () => {
    const { errors } = await execute('{ quotes(stage: DRAFT) { totalCount } }', {}, { as });
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });
});

test('a quote without a client is shown to staff alone', async () => {
  const prospect = quotes().find(({ userid }) => userid === 0) ?? expect.fail('no prospect');
  const ask = (as: string) =>
    execute(
      'query ($id: ID!) { quote(id: $id) { recipient { email } client { id } } }',
      { id: String(prospect.id) },
      { as },
    );
  expect((await ask('staff')).data).toEqual({ quote: { recipient: { email: prospect.email }, client: null } });
  expect((await ask('partner')).data).toEqual({ quote: null });
});

describe('a client in the rows of quotes', () => {
  const shared = useGateway({ simulator: { clients: 12 } });

  it('is fresh after a change that leaves its name as it was', async () => {
    const quote = shared.simulator.world.quotes.all().find(({ userid }) => userid > 0) ?? expect.fail('no quote');
    const status = async () =>
      (
        await shared.execute<{ quotes: Nodes<{ client: { status: string } }> }>(
          'query ($client: ID!) { quotes(clientId: $client) { nodes { client { status } } } }',
          { client: String(quote.userid) },
        )
      ).data.quotes.nodes[0]?.client.status;
    expect(await status()).toBe('ACTIVE');
    await shared.execute('mutation ($id: ID!) { clientUpdate(input: { id: $id, status: CLOSED }) { __typename } }', {
      id: String(quote.userid),
    });
    expect(await status()).toBe('CLOSED');
  });
});
