/** The outcome under a key after its act has failed, sent to WHMCS or not. */
import { describe, expect, it, vi } from 'vitest';
import {
  badInput,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  NotSentError,
  RefusedError,
  UnknownOutcomeError,
} from '../../../src/graph/base/errors.ts';
import { idempotency } from '../../../src/graph/write/idempotency.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import { failureOf } from '../../whmcs/rig.ts';
import { act, input, once, scope } from './idempotency-rig.ts';

describe('an act that was sent to WHMCS', () => {
  it.each([
    ['refused', new RefusedError('AddInvoicePayment', 'Invoice is cancelled')],
    ['unknown', new UnknownOutcomeError('AddInvoicePayment')],
  ] as const)('and that is %s is told again', async (state, failure) => {
    const keys = idempotency(memoryJournal());
    const pay = act([failure, { invoiceId: 11 }], state);
    const first = JSON.stringify(await failureOf(once(keys, scope, 'k', input, pay.run)));
    const again = await failureOf(once(keys, scope, 'k', input, pay.run));
    expect(again).toMatchObject({ name: failure.name, message: failure.message });
    expect(JSON.stringify(again)).toBe(first);
    expect(pay.done).toBe(1);
  });

  it('is unknown if it was done and something else failed, until it is reconciled', async () => {
    const journal = memoryJournal();
    const unforeseen = vi.fn<(error: unknown, id: string, isForeseen: boolean) => void>();
    const keys = idempotency(journal, unforeseen);
    const mistake = new TypeError('a mistake of ours');
    const pay = act([mistake], 'done');
    const told = await failureOf(once(keys, scope, 'k', input, pay.run));
    const [entry] = await journal.unresolved();
    expect(told).toMatchObject({
      name: 'UnknownOutcomeError',
      command: 'AddInvoicePayment',
      operationId: entry?.id,
    });
    expect(unforeseen).toHaveBeenCalledExactlyOnceWith(mistake, entry?.id, false);
    expect(await failureOf(once(keys, scope, 'k', input, pay.run))).toMatchObject({ operationId: entry?.id });
    expect(pay.done).toBe(1);
  });

  it('is replayed with the outcome that a read has found', async () => {
    const journal = memoryJournal();
    const keys = idempotency(journal);
    const pay = act([new UnknownOutcomeError('AddInvoicePayment')], 'unknown');
    await failureOf(once(keys, scope, 'k', input, pay.run));
    const id = (await journal.unresolved())[0]?.id ?? '';
    await journal.sent(id, 'done', { transactionid: 7 });
    await journal.end(id, { state: 'done', outcome: null, knownBy: 'reading' });
    expect(await once(keys, scope, 'k', input, pay.run)).toEqual({ recalled: { transactionid: 7 } });
    expect(pay.done).toBe(1);
  });
});

describe('an act that was not sent to WHMCS', () => {
  it.each([
    new NotSentError('WHMCS is busy', 'WHMCS_BUSY', 100),
    new NotFoundError('There is no such invoice.'),
    new ForbiddenError('not yours to do'),
    new InvalidInputError('amount must be positive', ['amount']),
    new RefusedError('GetInvoice', 'a read was refused'),
    badInput('no such day'),
    new TypeError('a mistake of ours'),
  ])('frees its key: $name', async (failure) => {
    const journal = memoryJournal();
    const keys = idempotency(journal);
    const pay = act([failure, { invoiceId: 11 }]);
    const both = [once(keys, scope, 'k', input, pay.run), once(keys, scope, 'k', input, pay.run)].map(failureOf);
    expect(await Promise.all(both)).toEqual([failure, failure]);
    expect(pay.done).toBe(1);
    expect(await journal.page(9)).toEqual([]);
    expect(await once(keys, scope, 'k', { ...input, amount: '6.00' }, pay.run)).toEqual({ invoiceId: 11 });
    expect(pay.done).toBe(2);
  });

  it('frees its key although sending had been announced', async () => {
    const keys = idempotency(memoryJournal());
    const pay = act([new NotSentError('no connection', 'WHMCS_UNREACHABLE', null)], 'unsent');
    await failureOf(once(keys, scope, 'k', input, pay.run));
    await failureOf(once(keys, scope, 'k', input, pay.run));
    expect(pay.done).toBe(2);
  });
});
