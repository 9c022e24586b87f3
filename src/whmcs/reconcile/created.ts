/**
 * New records (orders, tickets, replies, payments, clients). The newest id of their kind is noted before the command is sent. One newer
 * record that matches the request, and that no other operation created or may have created, is taken for its result.
 */
import { z } from 'zod';
import { earliestDate } from '../../monotonic.ts';
import {
  reconcileRule,
  absent,
  unclear,
  type Ids,
  type FreshRead,
  type ConcurrentWrites,
  type BoundReconcileRule,
} from './rule.ts';
import { hashed } from './hashed.ts';

/** The traits of a record, in the same order for all of a kind; `undefined` if a trait is not known, which contradicts nothing. */
export type Traits = readonly unknown[];

/** A record that a list shows. */
export interface Found {
  readonly id: number | null | undefined;
  /** What the record certainly shares with the request: if it differs, it is another record. */
  readonly key: readonly unknown[];
  /** The other traits. If only these differ, WHMCS may have written them another way. */
  readonly like: Traits;
  /** Whether it existed before, according to its date. */
  readonly isOlder?: boolean;
  /** The ids that the command's answer would have reported. */
  readonly ids: Ids;
}

/** Records of the kind, as WHMCS lists them. */
export interface Listed {
  readonly found: readonly Found[];
  /** For an invoice: its balance. */
  readonly balance?: string | null | undefined;
  /** WHMCS's count of all of them, if it reports one. */
  readonly total?: number | null | undefined;
  /** Whether everything created since is among them, if that is known by other means than ids. */
  readonly isWhole?: boolean;
}

interface Creation<Asked> {
  /** The id by which the kind is listed: a client's, an invoice's, a ticket's; 0 if it is listed as a whole. */
  readonly scope: (asked: Asked) => number;
  readonly key: (asked: Asked) => readonly unknown[];
  /** @param before what existed before the command was sent */
  readonly like: (asked: Asked, before: Listed) => Traits;
  readonly list: (scope: number, look: FreshRead) => Promise<Listed>;
  /**
   * Another list of the same records, which is read before absence is concluded: filtered lists were seen to miss rows.
   * @param since when the evidence was noted, in milliseconds
   */
  readonly secondList?: (scope: number, look: FreshRead, since: number) => Promise<Listed>;
  /** The traits from the record itself, if lists do not report all of them. */
  readonly closer?: (id: number, look: FreshRead) => Promise<Traits>;
  /** What the answer calls the id of the new record. */
  readonly named: string;
  /** Whether the request names exactly one record, so that finding it proves the write. */
  readonly proves?: true;
  /** False if a third party may still be at work: a record that is not there may come later. */
  readonly absenceProves?: boolean;
}

const form = z.object({
  /** Evidence of earlier releases has no time; then only a complete list proves absence. */
  since: z.number().default(0),
  scope: z.number(),
  /** What the new record is, for writes of other commands that make the same. */
  named: z.string().default(''),
  newest: z.number(),
  key: z.string(),
  like: z.array(z.string().nullable()),
});
type Evidence = z.output<typeof form>;

const hashedEach = (traits: Traits): Evidence['like'] =>
  traits.map((trait) => (trait === undefined ? null : hashed(trait)));

/** Whether no trait contradicts another. */
const agree = (one: Evidence['like'], other: Evidence['like']): boolean =>
  one.every((trait, index) => trait === null || (other[index] ?? trait) === trait);

/** Whether these rows must include everything newer than `newest`. */
function isWhole({ found, total, isWhole: isKnown }: Listed, newest: number): boolean {
  // A row without an id may be the one.
  if (found.some(({ id }) => id == null)) return false;
  // Some answers count zero, or nothing at all, beside rows.
  if (isKnown ?? (total ?? 0) === found.length) return true;
  const ids = found.map(({ id }) => id ?? 0);
  const isNewestFirst = ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0));
  return isNewestFirst && ids.length > 0 && (ids.at(-1) ?? 0) <= newest;
}

/** @returns the id that another operation created under this name, or null */
function madeBy(ids: unknown, named: string): number | null {
  const created = z.record(z.string(), z.unknown()).safeParse(ids).data?.[named];
  return typeof created === 'number' ? created : null;
}

/** Whether another operation created the record, or may have created it and does not report what it created. */
function isContested(id: number, evidence: Evidence, named: string, { alike }: ConcurrentWrites): boolean {
  return alike.some((other) => {
    const made = madeBy(other.ids, named);
    if (made !== null) return made === id;
    if (other.isBlind) return true;
    const rival = form.safeParse(other.evidence).data;
    return (
      rival?.scope === evidence.scope &&
      rival.key === evidence.key &&
      agree(rival.like, evidence.like) &&
      rival.newest < id
    );
  });
}

export const created = <Asked>(creation: Creation<Asked>): BoundReconcileRule<Asked> => {
  const { scope, key, like, list, secondList, closer, named, proves, absenceProves = true } = creation;
  return reconcileRule<Asked, Evidence>({
    evidence: form,
    absenceProves,
    async note(asked, look) {
      const since = earliestDate();
      const before = await list(scope(asked), look);
      return {
        since,
        scope: scope(asked),
        named,
        newest: Math.max(0, ...before.found.map(({ id }) => id ?? 0)),
        key: hashed(...key(asked)),
        like: hashedEach(like(asked, before)),
      };
    },
    async judge(evidence, look, others) {
      for (const ask of secondList ? [list, secondList] : [list]) {
        const listed = await ask(evidence.scope, look, evidence.since);
        const { alike } = await others();
        const claimedIds = new Set(alike.map(({ ids }) => madeBy(ids, named)));
        const candidates = listed.found.filter(
          ({ id, key: found, isOlder }) =>
            id != null && !isOlder && id > evidence.newest && !claimedIds.has(id) && hashed(...found) === evidence.key,
        );
        const [only, ...more] = candidates.filter((each) => agree(evidence.like, hashedEach(each.like)));
        // A record that the first list missed may be older: only a match in every trait, or by name, counts.
        const isTelling = ask === list || closer !== undefined || proves;
        if (only?.id && more.length === 0 && isTelling) {
          const isLike = !closer || agree(evidence.like, hashedEach(await closer(only.id, look)));
          if (isLike && !isContested(only.id, evidence, named, await others()))
            return { is: 'applied', ids: only.ids, ...(proves ? {} : { inferred: true as const }) };
        }
        if (candidates.length > 0 || !isWhole(listed, evidence.newest)) return unclear;
      }
      return absent;
    },
  });
};
