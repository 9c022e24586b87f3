/**
 * CapturePayment. Nothing but a new payment of the invoice's balance shows that money has moved, and until there is one the gateway may still
 * be at work: that none is there never proves that none will come.
 */
import { z } from 'zod';
import {
  absent,
  reconcileRule,
  unclear,
  type BoundReconcileRule,
  type ConcurrentWrite,
  type FreshRead,
} from './rule.ts';
import { amountOf } from './hashed.ts';

interface Charged {
  readonly userid: number | null;
  readonly balance?: string | null | undefined;
  readonly transactions: readonly {
    readonly id?: number | null | undefined;
    readonly amountin?: string | null | undefined;
  }[];
}

const form = z.object({
  named: z.string(),
  id: z.number(),
  client: z.number(),
  balance: z.string(),
  newest: z.number(),
});
type Evidence = z.output<typeof form>;

const TRANSACTION = 'transactionid';
const madeTransaction = z.object({ [TRANSACTION]: z.number() });
const rivalPayment = z.object({ named: z.literal(TRANSACTION), scope: z.number() });

export const captured = (
  read: (invoiceid: number, look: FreshRead) => Promise<Charged>,
): BoundReconcileRule<{ readonly invoiceid: number }> =>
  reconcileRule<{ readonly invoiceid: number }, Evidence>({
    evidence: form,
    absenceProves: false,
    async note({ invoiceid }, look) {
      const { userid, balance, transactions } = await read(invoiceid, look);
      return {
        named: 'invoiceid',
        id: invoiceid,
        client: userid ?? 0,
        balance: amountOf(balance ?? ''),
        newest: Math.max(0, ...transactions.map(({ id }) => id ?? 0)),
      };
    },
    async judge({ id: invoiceid, client, balance, newest }, look, others) {
      const { transactions } = await read(invoiceid, look);
      const { earlier, later } = await others();
      const writes: readonly ConcurrentWrite[] = [...earlier, ...later];
      const claimed = new Set(writes.map(({ ids }) => madeTransaction.safeParse(ids).data?.[TRANSACTION]));
      const isRival = ({ evidence, ids, isBlind }: ConcurrentWrite): boolean => {
        if (madeTransaction.safeParse(ids).success) return false;
        const payment = rivalPayment.safeParse(evidence).data;
        return isBlind === true || payment?.scope === invoiceid || (client > 0 && payment?.scope === client);
      };
      const payments = transactions.filter(
        ({ id, amountin }) => (id ?? 0) > newest && !claimed.has(id ?? 0) && amountOf(amountin ?? '') === balance,
      );
      if (balance === '' || writes.some(isRival) || payments.length > 1) return unclear;
      // A callback of the gateway may have recorded another payment of the same amount.
      return payments.length === 1 ? { is: 'applied', ids: { invoiceid }, inferred: true } : absent;
    },
  });
