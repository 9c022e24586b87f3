/** Invoices that staff make or generate. */
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';
import { performer } from './act-rig.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;
const at = () => gateway;

const create = performer(
  at,
  'invoiceCreate',
  'invoice { whmcsId status total { amount } items { description taxed } }',
);
const generate = performer(at, 'invoicesGenerate', 'createdCount latestInvoice { whmcsId client { whmcsId } }');

describe('a new invoice', () => {
  it('has its lines under numbered names', async () => {
    const items = [
      { description: 'Work & travel', amount: '100.00' },
      { description: 'Goodwill', amount: '-5.50', taxed: true },
    ];
    const { ending, sent } = await create({ clientId: '1', items, taxRate: '0' });
    expect(sent('CreateInvoice')).toMatchObject({
      itemdescription1: 'Work & travel',
      itemamount2: '-5.50',
      itemtaxed1: '0',
      itemtaxed2: '1',
    });
    expect(ending).toMatchObject({ invoice: { status: 'UNPAID', total: { amount: '94.50' } } });
  });

  it.each([
    [{ isDraft: true, sendEmail: true }, 'sendEmail'],
    [{ status: 'DRAFT', sendEmail: true }, 'sendEmail'],
    [{ status: 'PAID', isDraft: true }, 'status'],
  ])('is no draft that is mailed or in another status: %o', async (more, field) => {
    const { ending, calls } = await create({ clientId: '1', ...more });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', field] });
    expect(calls).toEqual([]);
  });

  it('is paid by a method that exists', async () => {
    const { ending, calls } = await create({ clientId: '1', paymentMethod: 'unheard-of' });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'paymentMethod'] });
    expect(calls).not.toContain('CreateInvoice');
  });

  it('is found by its lines where its answer was lost', async () => {
    gateway.simulator.fail({ kind: 'reset-after', action: 'CreateInvoice', times: 1 });
    const { ending } = await create({ clientId: '2', items: [{ description: 'Lost work', amount: '7.00' }] });
    expect(ending).toMatchObject({ invoice: { items: [{ description: 'Lost work', taxed: false }] } });
  });
});

describe('generated invoices', () => {
  const due = (client: number) => {
    const service = world().services.of(client)[0] ?? expect.fail('no service');
    return Object.assign(service, { status: 'Active', nextduedate: '2026-11-09' });
  };

  it('are of one client, and show the latest', async () => {
    due(3);
    const { ending, sent } = await generate({ clientId: '3', sendEmail: false });
    expect(sent('GenInvoices')).toMatchObject({ clientid: '3', noemails: '1' });
    expect(ending).toMatchObject({ createdCount: expect.any(Number), latestInvoice: { client: { whmcsId: 3 } } });
  });

  it.each([{}, { confirm: 'all' }, { serviceIds: [] }])(
    'are not of everybody unless it is confirmed: %o',
    async (input) => {
      const { ending, calls } = await generate(input);
      expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'confirm'] });
      expect(calls).toEqual([]);
    },
  );

  it('of everybody are in the lists of every client', async () => {
    const count = async (client: number) => {
      const { data } = await gateway.execute<{ client: { invoices: { totalCount: number } } }>(
        `{ client(id: "${client}") { invoices { totalCount } } }`,
      );
      return data.client.invoices.totalCount;
    };
    const before = [await count(4), await count(5)];
    due(4);
    due(5);
    expect((await generate({ confirm: 'ALL' })).ending).toMatchObject({ latestInvoice: null });
    const after = [await count(4), await count(5)];
    expect(after.map((each, index) => each > (before[index] ?? 0))).toEqual([true, true]);
  });

  it('are of services that exist, and of the named client', async () => {
    const theirs = world().services.of(5)[0]?.id;
    for (const input of [{ serviceIds: ['999999'] }, { clientId: '4', serviceIds: [String(theirs)] }]) {
      const { ending, calls } = await generate(input);
      expect([ending.__typename, calls.includes('GenInvoices')]).toEqual(['NotFoundError', false]);
    }
    expect((await generate({ serviceIds: [String(theirs)] })).ending).toMatchObject({ createdCount: 1 });
  });
});
