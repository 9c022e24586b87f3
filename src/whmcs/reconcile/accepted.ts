/**
 * AcceptOrder, judged line by line: an order may be Active while the work on one of its lines has failed or goes on, so that it never
 * counts as not applied, and as applied only when nothing of it waits any more.
 */
import { z } from 'zod';
import { absent, applied, reconcileRule, unclear, type FreshRead, type BoundReconcileRule } from './rule.ts';
import { collated } from '../wire/collation.ts';
import type { KindOf, Line, Order } from './ordered.ts';
import { isTouched } from './updated.ts';

interface Accepting {
  readonly orderid: number;
  readonly autosetup?: boolean | undefined;
  readonly sendregistrar?: boolean | undefined;
}

/** `lines` are what was ordered, by kind and number, with the status before. */
const form = z.object({
  named: z.string(),
  id: z.number(),
  before: z.string(),
  lines: z.record(z.string(), z.string()),
  setUp: z.boolean(),
  register: z.boolean(),
});

type Evidence = z.output<typeof form>;

export const accepted = (
  read: (id: number, look: FreshRead) => Promise<Order | undefined>,
  kindOf: KindOf,
): BoundReconcileRule<Accepting> => {
  const statusOf = (lines: readonly Line[]): Record<string, string> =>
    Object.fromEntries(
      lines.flatMap(({ type, relid, status }) => {
        const kind = kindOf({ type }) ?? collated(type);
        return kind && relid ? [[`${kind} ${relid}`, collated(status)]] : [];
      }),
    );
  /** Whether what is left to be done for a line is done; what nobody asked to set up or to register is. */
  const isDone = (line: string, now: string | undefined, { lines, setUp, register }: Evidence): boolean => {
    if (!(line.startsWith('service ') ? setUp : line.startsWith('domain ') && register)) return true;
    if (now === undefined || now === '') return false;
    // A transfer that was sent waits for the former registrar.
    return !now.startsWith('pending') || (now === 'pending transfer' && lines[line] !== now);
  };

  return reconcileRule<Accepting, Evidence>({
    evidence: form,
    absenceProves: false,
    async note({ orderid, autosetup, sendregistrar }, look) {
      const order = await read(orderid, look);
      return {
        named: 'orderid',
        id: orderid,
        before: collated(order?.status),
        lines: statusOf(order?.lineitems ?? []),
        // Left out, it is as product and installation say: perhaps.
        setUp: autosetup !== false,
        register: autosetup !== false || sendregistrar !== false,
      };
    },
    async judge(evidence, look, others) {
      const { id, before, lines } = evidence;
      const order = await read(id, look);
      const { earlier, later } = await others();
      const status = collated(order?.status);
      if (before === '' || !order?.lineitems) return unclear;
      const now = statusOf(order.lineitems);
      // A line whose status is not told may have moved.
      const isAsBefore = Object.entries(lines).every(([line, was]) => was !== '' && now[line] === was);
      if (status === before && isAsBefore) return absent;
      // Modules do their work line by line: the order may wait still, where a line does not any more.
      if (before !== 'pending' || isTouched('orderid', id, later)) return unclear;
      const isAll = Object.keys(lines).every((line) => isDone(line, now[line], evidence));
      const isTold = status === 'active' && isAll && !isTouched('orderid', id, earlier);
      return isTold ? applied({ orderid: id }) : unclear;
    },
  });
};
