/** Accepting quotes: what partners and clients may accept, and that one invoice is made. */
import { describe, expect, it } from 'vitest';
import type { Quote } from '../../../../src/simulator/world/model.ts';
import { useGateway, type As } from '../../../support/gateway.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;

const document = `mutation ($input: QuoteAcceptInput!) { quoteAccept(input: $input) {
  __typename
  ... on QuoteAcceptPayload { alreadyDone quote { whmcsId stage } invoice { status client { whmcsId } } }
  ... on UserError { message } ... on ConflictError { subject expected actual }
} }`;

async function accept(quoteId: number | string, as: As, more: object = {}) {
  const { data, calls, extensions } = await gateway.execute<{ quoteAccept: Ending }>(
    document,
    { input: { quoteId: String(quoteId), ...more } },
    { as },
  );
  return { ending: data.quoteAccept, calls: calls.map(({ action }) => action), extensions };
}

/** A quote like a delivered one, valid for ever. */
function quote(changes: Partial<Quote> = {}): Quote {
  const like = world().quotes.find(({ stage }) => stage === 'Delivered') ?? expect.fail('no delivered quote');
  return world().quotes.add({
    ...structuredClone(like),
    id: world().quotes.nextId(),
    userid: 1,
    validuntil: '2999-12-31',
    ...changes,
  });
}

it.each<As>(['client', 'partner', 'staff'])('%s accept what is delivered, and are shown the invoice', async (as) => {
  const { id } = quote();
  const { ending, calls } = await accept(id, as);
  expect(ending).toEqual({
    __typename: 'QuoteAcceptPayload',
    alreadyDone: false,
    quote: { whmcsId: id, stage: 'ACCEPTED' },
    invoice: { status: 'UNPAID', client: { whmcsId: 1 } },
  });
  expect(calls.slice(0, 2)).toEqual(['GetQuotes', 'AcceptQuote']);
});

describe('partners and clients', () => {
  it.each([
    ['On Hold', 'ON_HOLD'],
    ['Lost', 'LOST'],
    ['Dead', 'DEAD'],
  ])('accept no quote in stage %s, as read afresh', async (stage, actual) => {
    const own = quote();
    await gateway.execute(`{ quote(id: "${own.id}") { stage } }`, {}, { as: 'client' });
    own.stage = stage;
    const { ending, calls } = await accept(own.id, 'client');
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'stage', expected: ['DELIVERED'], actual });
    expect(calls).not.toContain('AcceptQuote');
  });

  it('accept on the last day, and not after it', async () => {
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    const { ending, calls } = await accept(quote({ validuntil: day(-1) }).id, 'client');
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'validUntil', actual: day(-1) });
    expect(calls).not.toContain('AcceptQuote');
    expect((await accept(quote({ validuntil: day(0) }).id, 'client')).ending.__typename).toBe('QuoteAcceptPayload');
    expect((await accept(quote({ validuntil: '0000-00-00' }).id, 'client')).ending.__typename).toBe(
      'QuoteAcceptPayload',
    );
  });

  it('find no draft, nor a quote of somebody else, whatever stage it is in', async () => {
    const missing = await accept(999_999, 'client');
    for (const id of [quote({ stage: 'Draft' }).id, quote({ userid: 7 }).id, quote({ userid: 0 }).id]) {
      const { ending, calls } = await accept(id, 'client');
      expect(ending).toEqual(missing.ending);
      expect(calls).not.toContain('AcceptQuote');
    }
  });
});

it('staff accept what is no longer on offer, as in WHMCS', async () => {
  for (const changes of [{ stage: 'Draft' }, { stage: 'Lost' }, { validuntil: '2020-01-01' }])
    expect((await accept(quote(changes).id, 'staff')).ending).toMatchObject({ alreadyDone: false });
});

describe('once', () => {
  it('a quote that was accepted elsewhere is done already, and nothing is sent', async () => {
    const { id } = quote({ stage: 'Accepted' });
    const { ending, calls } = await accept(id, 'client');
    expect(ending).toMatchObject({ alreadyDone: true, quote: { stage: 'ACCEPTED' }, invoice: null });
    expect(calls).not.toContain('AcceptQuote');
  });

  it('of two at once one makes an invoice, and both show it', async () => {
    const { id } = quote();
    const before = world().invoices.of(1).length;
    const [one, other] = await Promise.all([accept(id, 'client'), accept(id, 'client')]);
    expect(one.ending).toEqual(other.ending);
    expect(one.ending['invoice']).not.toBeNull();
    expect(world().invoices.of(1)).toHaveLength(before + 1);
  });

  it('of two callers at once one makes an invoice, and the other is told that it was done', async () => {
    const { id } = quote();
    const before = world().invoices.of(1).length;
    const both = await Promise.all([accept(id, 'client'), accept(id, 'staff')]);
    expect(new Set(both.map(({ ending }) => ending['alreadyDone']))).toEqual(new Set([true, false]));
    expect(world().invoices.of(1)).toHaveLength(before + 1);
  });

  it('a lost answer is reconciled by the stage, and makes no second invoice', async () => {
    const { id } = quote();
    const before = world().invoices.of(1).length;
    gateway.simulator.fail({ kind: 'reset-after', action: 'AcceptQuote', times: 1 });
    const lost = await accept(id, 'client');
    expect(lost.ending).toMatchObject({ __typename: 'QuoteAcceptPayload', quote: { stage: 'ACCEPTED' } });
    const again = await accept(id, 'client');
    expect([again.ending, again.calls]).toEqual([lost.ending, expect.not.arrayContaining(['AcceptQuote'])]);
    expect(world().invoices.of(1)).toHaveLength(before + 1);
  });
});
