/** Transactions: paged here, as WHMCS returns all of them at once. */
import { describe, expect, test } from 'vitest';
import { actions, useTransactions, type Page } from './transaction-rig.ts';

const { execute, transactions } = useTransactions();

describe('pages', () => {
  const document = `query ($first: Int, $after: String, $last: Int, $before: String, $offset: Int) {
    client(id: "1") { transactions(first: $first, after: $after, last: $last, before: $before, offset: $offset) {
      totalCount nodes { id whmcsId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }`;
  const page = async (variables: object = {}) => {
    const { data, errors, calls } = await execute<{ client: { transactions: Page } }>(document, { ...variables });
    expect(errors).toBeUndefined();
    expect(actions(calls).filter((action) => action === 'GetTransactions')).toHaveLength(1);
    return data.client.transactions;
  };
  const all = () =>
    transactions()
      .of(1)
      .map(({ id }) => id);
  const numbers = ({ nodes }: Page) => nodes.map(({ whmcsId }) => whmcsId);

  test("keep WHMCS's order", async () => {
    const whole = await page();
    expect(whole.totalCount).toBe(all().length);
    expect(numbers(whole)).toEqual(all());
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  test('go forward to the last one', async () => {
    const first = await page({ first: 3 });
    expect(numbers(first)).toEqual(all().slice(0, 3));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const next = await page({ first: 100, after: first.pageInfo.endCursor });
    expect(numbers(next)).toEqual(all().slice(3));
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const behind = await page({ first: 5, after: next.pageInfo.endCursor });
    expect(behind).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  test('go backward, also without before', async () => {
    const last = await page({ last: 2 });
    expect(numbers(last)).toEqual(all().slice(-2));
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(numbers(await page({ last: 2, before: last.pageInfo.startCursor }))).toEqual(all().slice(-4, -2));
  });

  test('are numbered by offset', async () => {
    const second = await page({ first: 2, offset: 2 });
    expect(numbers(second)).toEqual(all().slice(2, 4));
  });

  test('of nothing are empty', async () => {
    const { data, calls } = await execute('{ transactions(transactionId: "none") { totalCount nodes { id } } }');
    expect(data).toEqual({ transactions: { totalCount: 0, nodes: [] } });
    expect(calls).toHaveLength(1);
  });

  test.each(['first: 101', 'last: 101', 'first: 1, last: 1', 'offset: -1', 'offset: 1, last: 1', 'after: "x"'])(
    '%s is refused, and costs nothing',
    async (args) => {
      const { errors, calls } = await execute(`{ transactions(clientId: "1", ${args}) { totalCount } }`);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(calls).toEqual([]);
    },
  );

  test.each(['', '(first: 5)', '(clientId: null)', '(transactionId: "")'])(
    'everything is never requested: transactions%s',
    async (args) => {
      const { errors, calls } = await execute(`{ transactions${args} { totalCount } }`);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(calls).toEqual([]);
    },
  );
});
