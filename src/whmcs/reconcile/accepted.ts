/**
 * AcceptOrder, judged line by line. An order may be Active while the work on one of its lines has failed or continues, so it never counts
 * as not applied, and counts as applied only if no line waits any more.
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

/** `lines` are the items of the order, by kind and id, with their status before. */
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
  /** Whether the work on a line is done; a line that was not to be set up or registered counts as done. */
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
        // If left out, product and installation decide: perhaps.
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
      // A line without a reported status may have changed.
      const isAsBefore = Object.entries(lines).every(([line, was]) => was !== '' && now[line] === was);
      if (status === before && isAsBefore) return absent;
      // Modules work line by line: the order may still wait when one of its lines does not.
      if (before !== 'pending' || isTouched('orderid', id, later)) return unclear;
      const isAll = Object.keys(lines).every((line) => isDone(line, now[line], evidence));
      const isTold = status === 'active' && isAll && !isTouched('orderid', id, earlier);
      return isTold ? applied({ orderid: id }) : unclear;
    },
  });
};
