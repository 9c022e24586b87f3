/** Writing, changing, sending and deleting quotes: what reaches WHMCS, and what is checked. */
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';
import { performer } from './act-rig.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;
const at = () => gateway;

const create = performer(
  at,
  'quoteCreate',
  'quote { whmcsId stage validUntil client { whmcsId } recipient { firstName address { postcode } } items { description quantity unitPrice { amount } } }',
);
const update = performer(
  at,
  'quoteUpdate',
  'quote { stage validUntil customerNotes client { whmcsId } items { description unitPrice { amount } } }',
);
const send = performer(at, 'quoteSend', 'quote { stage sentOn }');
const remove = performer(at, 'quoteDelete', 'deletedQuoteId');

const fresh = { subject: 'A new shop', stage: 'DRAFT', validUntil: '2027-02-28' };
const quoteOf = (client: number) => world().quotes.of(client)[0] ?? expect.fail('no quote');

describe('a new quote', () => {
  it('is sent with days as the installation writes them, and lines in the documented encoding', async () => {
    const items = [{ description: 'Größe & more', quantity: '1.5', unitPrice: '80.00', isTaxed: true }];
    const { ending, sent } = await create({ ...fresh, clientId: '1', items });
    expect(sent('CreateQuote')).toMatchObject({ userid: '1', validuntil: '28/02/2027', stage: 'Draft' });
    expect(ending).toMatchObject({
      quote: {
        stage: 'DRAFT',
        validUntil: '2027-02-28',
        client: { whmcsId: 1 },
        items: [{ description: 'Größe & more', quantity: '1.5', unitPrice: { amount: '80.00' } }],
      },
    });
  });

  it('may be to somebody who is not a client', async () => {
    const recipient = { firstName: 'Wim', email: 'wim@elsewhere.example', postcode: '1010', countryCode: 'AT' };
    const { ending } = await create({ ...fresh, recipient, currencyId: '1' });
    expect(ending).toMatchObject({
      quote: { client: null, recipient: { firstName: 'Wim', address: { postcode: '1010' } } },
    });
  });

  it('is to a client or to somebody else, and costs no call if it is to both', async () => {
    for (const more of [{ recipient: { firstName: 'Wim' } }, { currencyId: '1' }]) {
      const { ending, calls } = await create({ ...fresh, clientId: '1', ...more });
      expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', Object.keys(more)[0]] });
      expect(calls).toEqual([]);
    }
  });

  it('is to a client that exists, which WHMCS does not check', async () => {
    const { ending, calls } = await create({ ...fresh, clientId: '999999' });
    expect([ending.__typename, calls.includes('CreateQuote')]).toEqual(['NotFoundError', false]);
  });

  it('is inferred where its answer was lost', async () => {
    gateway.simulator.fail({ kind: 'reset-after', action: 'CreateQuote', times: 1 });
    const { ending, extensions } = await create({ ...fresh, clientId: '2', subject: 'Lost and found' });
    expect(ending).toMatchObject({ __typename: 'QuoteCreatePayload', quote: { client: { whmcsId: 2 } } });
    expect(extensions).toMatchObject({ inferred: ['quoteCreate'] });
  });
});

describe('a change', () => {
  it('changes and adds lines, and nothing that is left out', async () => {
    const quote = quoteOf(3);
    const [line] = quote.lines;
    const { proposal } = quote;
    const { ending, sent } = await update({
      quoteId: String(quote.id),
      validUntil: '2027-03-31',
      updateItems: [{ whmcsId: line?.id, unitPrice: '81.00' }],
      addItems: [{ description: 'Travel', unitPrice: '9.90' }],
    });
    expect(sent('UpdateQuote')).toMatchObject({ validuntil: '31/03/2027' });
    expect(ending).toMatchObject({ quote: { validUntil: '2027-03-31' } });
    expect(quote.lines.at(0)).toMatchObject({ description: line?.description, unitprice: 8100 });
    expect(quote.lines.at(-1)).toMatchObject({ description: 'Travel', unitprice: 990 });
    expect(quote.proposal).toBe(proposal);
  });

  it('names no line of another quote: WHMCS would add it', async () => {
    const [own, other] = [quoteOf(3), quoteOf(4)];
    const before = own.lines.length;
    const updateItems = [{ whmcsId: other.lines[0]?.id, unitPrice: '1.00' }];
    const { ending, calls } = await update({ quoteId: String(own.id), updateItems });
    expect([ending.__typename, calls.includes('UpdateQuote'), own.lines.length]).toEqual([
      'NotFoundError',
      false,
      before,
    ]);
  });

  it('gives it to another client, whose lists and those of the former are read afresh', async () => {
    const quote = quoteOf(5);
    const count = async (client: number) => {
      const { data } = await gateway.execute<{ client: { quotes: { totalCount: number } } }>(
        `{ client(id: "${client}") { quotes { totalCount } } }`,
      );
      return data.client.quotes.totalCount;
    };
    const [former, later] = [await count(5), await count(6)];
    expect((await update({ quoteId: String(quote.id), clientId: '6' })).ending).toMatchObject({
      quote: { client: { whmcsId: 6 } },
    });
    expect([await count(5), await count(6)]).toEqual([former - 1, later + 1]);
  });

  it('shows a client no recipient', async () => {
    const { ending } = await update({ quoteId: String(quoteOf(7).id), recipient: { firstName: 'Wim' } });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'recipient'] });
  });
});

it('sending delivers a draft, and a key sends it once', async () => {
  const quote = quoteOf(1);
  quote.stage = 'Draft';
  const input = { quoteId: String(quote.id), idempotencyKey: 'send once' };
  expect((await send(input)).ending).toMatchObject({ quote: { stage: 'DELIVERED' } });
  expect((await send(input)).calls).not.toContain('SendQuote');
});

it('a deleted quote is gone, also if the answer was lost', async () => {
  const quote = quoteOf(4);
  gateway.simulator.fail({ kind: 'reset-after', action: 'DeleteQuote', times: 1 });
  expect((await remove({ quoteId: String(quote.id) })).ending.__typename).toBe('QuoteDeletePayload');
  expect(world().quotes.get(quote.id)).toBeUndefined();
  const { data } = await gateway.execute(`{ quote(id: "${quote.id}") { subject } }`);
  expect(data).toEqual({ quote: null });
});

it.each(['partner', 'client'] as const)('a %s writes no quotes', async (as) => {
  for (const [perform, input] of [
    [create, fresh],
    [update, { quoteId: '1' }],
    [send, { quoteId: '1' }],
    [remove, { quoteId: '1' }],
  ] as const)
    expect((await perform(input, as)).ending.__typename).toBe('rejected');
});
