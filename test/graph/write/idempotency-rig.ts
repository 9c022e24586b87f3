/** Acts for tests, requested by key, with given endings. */
import { staff } from '../../../src/access/viewer.ts';
import type { Idempotency } from '../../../src/graph/write/idempotency.ts';
import type { JournalWriter } from '../../../src/graph/write/journal-writer.ts';
import { AddInvoicePayment } from '../../../src/whmcs/commands/invoices.ts';
import { MissingError, WhmcsRefusal } from '../../../src/whmcs/errors.ts';
import type { FreshRead } from '../../../src/whmcs/reconcile/rule.ts';

export const scope = { viewer: 'staff', mutation: 'invoicePaymentAdd' };
export const input = { invoiceId: '11', amount: '5.00' };

type Run = (recorder: JournalWriter) => Promise<object>;

/** Requests an act, under a caller's key by default. */
export const once = (
  keys: Idempotency,
  { viewer, mutation }: typeof scope,
  key: string,
  given: object,
  run: Run,
  { isDerived = false, onReplay = (): void => undefined } = {},
) =>
  keys.once({
    viewer: staff(viewer),
    mutation,
    input: given,
    key: { text: key, isDerived, field: isDerived ? 'transactionId' : 'idempotencyKey', clash: 'it was another' },
    requestId: 'r',
    run,
    recall: (found) => ({ recalled: found }),
    onReplay,
    onInferred: () => undefined,
  });

const payment = { invoiceid: 11, transid: 'T', gateway: 'stripe', date: '2026-11-01 08:00:00' };
const unseen: FreshRead = () => Promise.reject(new MissingError('GetInvoice', 'Invoice ID Not Found'));

/** An act that counts its runs and ends as given; with `sent`, after a command that ended like that. */
export function act(endings: readonly (object | Error)[], sent?: 'done' | 'refused' | 'unknown' | 'unsent') {
  let done = 0;
  return {
    async run(recorder: JournalWriter) {
      const ending = endings[Math.min(done++, endings.length - 1)] ?? {};
      if (sent) {
        await recorder.sending(AddInvoicePayment, payment, 1, unseen);
        recorder.sent(sent === 'refused' ? new WhmcsRefusal('AddInvoicePayment', 'no') : sent);
      }
      if (ending instanceof Error) throw ending;
      return ending;
    },
    get done() {
      return done;
    },
  };
}
