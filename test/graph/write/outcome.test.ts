/** The contents of outcomes, as the journal stores them. */
import { expect, it } from 'vitest';
import { Client } from '../../../src/graph/nouns/clients/client.ts';
import { Invoice } from '../../../src/graph/nouns/billing/invoice.ts';
import { Ticket } from '../../../src/graph/nouns/support/ticket.ts';
import { optionalRef, ref, text } from '../../../src/graph/write/input-fields.ts';
import { made, outcomeOf, returnedBy } from '../../../src/graph/write/outcome.ts';

const input = { invoice: ref(Invoice, ''), client: optionalRef(Client, ''), note: text('') };
const read = { invoiceId: 7, clientId: undefined, note: 'n' };

it('holds the number of the entity that the input names', () => {
  const returned = returnedBy('invoice', input);
  expect(outcomeOf(returned, read, { answer: {} }, false)).toEqual({ invoiceId: 7 });
});

it('holds the numbers of several, null for an omitted one', () => {
  const returned = returnedBy(['invoice', 'client'], input);
  expect(outcomeOf(returned, read, { answer: {} }, false)).toEqual({ invoiceId: 7, clientId: null });
});

it('holds the number of a created entity, under the name of the payload', () => {
  const returned = returnedBy({ ticket: made(Ticket, 'id') }, input);
  expect(outcomeOf(returned, read, { answer: { id: 12, tid: 'ABC-1' } }, false)).toEqual({ ticketId: 12 });
  expect(outcomeOf(returned, read, { answer: {} }, false)).toEqual({ ticketId: null });
});

it('names both as the payload does, with the owner whose list contains the new one', () => {
  const returned = returnedBy({ bill: 'invoice', ticket: made(Ticket, 'id', { ownedBy: 'client' }) }, input);
  expect(outcomeOf(returned, { ...read, clientId: 3 }, { answer: { id: 12 } }, false)).toEqual({
    billId: 7,
    ticketId: 12,
    clientId: 3,
  });
});

it('holds whether it was already done, if the mutation reports that', () => {
  const returned = returnedBy('invoice', input);
  expect(outcomeOf(returned, read, { answer: {} }, true)).toEqual({ invoiceId: 7, alreadyDone: false });
  expect(outcomeOf(returned, read, null, true)).toEqual({ invoiceId: 7, alreadyDone: true });
});
