/** Updates of a record: each field to change is compared with its value before, and with the requested value. */
import { z } from 'zod';
import {
  absent,
  applied,
  reconcileRule,
  unclear,
  type FreshRead,
  type BoundReconcileRule,
  type ConcurrentWrite,
} from './rule.ts';
import { hashed } from './hashed.ts';

/** The compared values, by name; a missing name is the same as empty text. */
export type Values = Readonly<Record<string, string>>;

interface Update<Asked, Reported> {
  /** What the evidence, and the command's answer, call the record's id. */
  readonly named: string;
  readonly id: (asked: Asked) => number;
  /** What is needed beside the id to read the record, such as the client in whose list it stands. */
  readonly scope?: (asked: Asked, owner: number | null) => number | null;
  readonly read: (id: number, look: FreshRead, scope: number | null) => Promise<Reported>;
  readonly valuesOf: (record: Reported) => Values;
  /** The requested values, as the record would report them; values that cannot be compared are left out. */
  readonly wanted: (asked: Asked, record: Reported) => Values;
  /** As in ReconcileRule; true unless said. */
  readonly absenceProves?: boolean | undefined;
}

const pair = z.object({ before: z.string(), asked: z.string() });
const form = z.object({
  id: z.number(),
  named: z.string(),
  scope: z.number().nullable().default(null),
  fields: z.record(z.string(), pair),
});
type Evidence = z.output<typeof form>;

/** The record that a write is done to, and others of its kind that it changes as well. */
const touching = z.object({ named: z.string(), id: z.number(), also: z.array(z.number()).default([]) });

/** Whether other operations have changed the record, or may have. */
export const isTouched = (named: string, id: number, others: readonly ConcurrentWrite[]): boolean =>
  others.some(({ evidence, isBlind }) => {
    if (isBlind) return true;
    const other = touching.safeParse(evidence).data;
    return other?.named === named && [other.id, ...other.also].includes(id);
  });

export const updated = <Asked, Reported>({
  named,
  id,
  scope: scopeOf = () => null,
  read,
  valuesOf,
  wanted,
  absenceProves = true,
}: Update<Asked, Reported>): BoundReconcileRule<Asked> =>
  reconcileRule<Asked, Evidence>({
    evidence: form,
    absenceProves,
    async note(asked, look, owner) {
      const scope = scopeOf(asked, owner);
      const record = await read(id(asked), look, scope);
      const before = valuesOf(record);
      const fields: Record<string, z.output<typeof pair>> = {};
      for (const [name, value] of Object.entries(wanted(asked, record)))
        fields[name] = { before: hashed(before[name] ?? ''), asked: hashed(value) };
      return { id: id(asked), named, scope, fields };
    },
    async judge({ id: record, scope, fields }, look, others) {
      const now = valuesOf(await read(record, look, scope));
      const { earlier, later } = await others();
      // A field that had the requested value before proves nothing.
      const telling = Object.entries(fields).filter(([, { before, asked }]) => before !== asked);
      if (telling.length === 0 || isTouched(named, record, later)) return unclear;
      const is = (which: 'before' | 'asked') =>
        telling.every(([name, field]) => hashed(now[name] ?? '') === field[which]);
      if (is('asked')) return isTouched(named, record, earlier) ? unclear : applied({ [named]: record });
      return is('before') ? absent : unclear;
    },
  });
