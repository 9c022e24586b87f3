/** Merged tickets, and new notes of tickets. */
import { z } from 'zod';
import { created } from './created.ts';
import { isFound } from './found.ts';
import { hashed } from './hashed.ts';
import type { ListPage } from './newest.ts';
import { absent, applied, reconcileRule, unclear, type BoundReconcileRule, type FreshRead } from './rule.ts';
import { isTouched } from './updated.ts';

interface Reply {
  /** 0 is the opening message. */
  readonly replyid?: number | null | undefined;
  readonly message?: string | null | undefined;
}

type ReadTicket = (ticketid: number, look: FreshRead) => Promise<{ readonly replies: readonly Reply[] }>;

interface Merging {
  readonly ticketid: number;
  readonly mergeticketids: readonly number[];
}

const form = z.object({
  named: z.literal('ticketid'),
  id: z.number(),
  /** The tickets that are merged into it. */
  also: z.array(z.number()),
  /** Their opening messages, hashed. */
  openings: z.array(z.string()),
});
type Evidence = z.output<typeof form>;

/** Merged tickets are gone, and their messages have moved to the ticket that is left. */
export const ticketsMerged = (record: ReadTicket): BoundReconcileRule<Merging> =>
  reconcileRule<Merging, Evidence>({
    evidence: form,
    absenceProves: true,
    async note({ ticketid, mergeticketids }, look) {
      const merged = await Promise.all(mergeticketids.map((id) => record(id, look)));
      const openings = merged.flatMap(({ replies }) => replies.find(({ replyid }) => replyid === 0) ?? []);
      return {
        named: 'ticketid',
        id: ticketid,
        also: [...mergeticketids],
        openings: openings.map(({ message }) => hashed(message)),
      };
    },
    async judge({ id, also, openings }, look, others) {
      const left = await Promise.all(also.map((each) => isFound(record(each, look))));
      const { replies } = await record(id, look);
      const { earlier, later } = await others();
      const around = [...earlier, ...later];
      if ([id, ...also].some((each) => isTouched('ticketid', each, around))) return unclear;
      if (left.every((isThere) => isThere)) return absent;
      const messages = new Set(replies.map(({ message }) => hashed(message)));
      const isMoved = left.every((isThere) => !isThere) && openings.every((opening) => messages.has(opening));
      return isMoved ? applied({ ticketid: id }) : unclear;
    },
  });

interface Noting {
  readonly ticketid?: number | undefined;
  readonly message: string;
}

interface Note {
  readonly id?: number | null | undefined;
  /** Some builds name the id as GetTicket does. */
  readonly noteid?: number | null | undefined;
  readonly message?: string | null | undefined;
}

/** A newer note of the ticket with the same words. A ticket that is named by its public number has no list of notes. */
export const ticketNoted = (
  notes: (ticketid: number, look: FreshRead) => Promise<ListPage<Note>>,
): BoundReconcileRule<Noting> =>
  created<Noting>({
    scope: ({ ticketid }) => ticketid ?? 0,
    key: () => [],
    like: ({ message }) => [message],
    async list(ticketid, look) {
      if (ticketid === 0) return { found: [], isWhole: false };
      const { rows, total } = await notes(ticketid, look);
      return {
        total,
        found: rows.map(({ id, noteid, message }) => ({
          id: noteid ?? id,
          key: [],
          like: [message],
          ids: { ticketid },
        })),
      };
    },
    named: 'noteid',
  });
