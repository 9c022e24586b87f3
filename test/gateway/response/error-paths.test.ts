/** The path of an error in a response: field names and list indexes as numbers, for each way of execution. */
import { expect, it, onTestFinished } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { defaultBreaker } from '../../../src/whmcs/transport/breaker-options.ts';
import { useGateway } from '../../support/gateway.ts';

const breaker = { ...defaultBreaker, failures: Infinity, percent: 100 };
const gateway = useGateway({ gateway: { limits: { breaker } } });

const ids = [1001, 1002].map((number) => `"${globalId('Invoice', number)}"`).join();

it.each([
  ['{ invoices(first: 2) { nodes { balance { amount } } } }', 'invoices.nodes', 'balance'],
  ['{ invoices(first: 2) { edges { node { items { id } } } } }', 'invoices.edges', 'node.items'],
  [`{ nodes(ids: [${ids}]) { ... on Invoice { items { id } } } }`, 'nodes', ''],
])('%s', async (query, list, field) => {
  gateway.simulator.fail({ action: 'GetInvoice', kind: 'html-403' });
  onTestFinished(() => gateway.simulator.heal());
  const split = (path: string) => path.split('.').filter((name) => name !== '');
  // The fourth execution is compiled.
  for (let time = 1; time <= 4; time++) {
    const { errors } = await gateway.execute(query, {}, { headers: { 'cache-control': 'no-cache' } });
    const paths = errors
      ?.map(({ path }) => path)
      .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    expect(paths).toEqual([0, 1].map((place) => [...split(list), place, ...split(field)]));
  }
});
