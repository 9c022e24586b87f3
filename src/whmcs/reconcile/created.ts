/**
 * New things (orders, tickets, replies, payments, clients): the newest number of their kind is noted before sending; one newer thing
 * like the one that was asked for, which no other operation has made or may have made, is taken for its work.
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

/** What a thing is like, in the same order for all of a kind; `undefined` where nothing is said, which contradicts nothing. */
export type Traits = readonly unknown[];

/** A thing of the kind that is made. */
export interface Found {
  readonly id: number | null | undefined;
  /** What a thing certainly shares with what was asked: where this differs it is something else, whatever the rest. */
  readonly key: readonly unknown[];
  /** What else it was asked with. Where only this differs, WHMCS may have written it another way. */
  readonly like: Traits;
  /** Whether it was there before, as its date tells. */
  readonly isOlder?: boolean;
  /** What the command's answer would have told. */
  readonly ids: Ids;
}

/** Some things of the kind, as WHMCS lists them. */
export interface Listed {
  readonly found: readonly Found[];
  /** What is left to be paid, of an invoice. */
  readonly balance?: string | null | undefined;
  /** How many there are, where WHMCS says so. */
  readonly total?: number | null | undefined;
  /** Whether everything that was made since is among them, where that is known otherwise than by numbers. */
  readonly isWhole?: boolean;
}

interface Creation<Asked> {
  /** The number by which the kind is listed: a client's, an invoice's, a ticket's; 0 where it is listed as a whole. */
  readonly scope: (asked: Asked) => number;
  readonly key: (asked: Asked) => readonly unknown[];
  /** @param before what was there before it was sent */
  readonly like: (asked: Asked, before: Listed) => Traits;
  readonly list: (scope: number, look: FreshRead) => Promise<Listed>;
  /**
   * Another list of the same, which is asked as well before nothing is said to be there: filtered lists were seen to miss rows.
   *
   * @param since when the evidence was noted, in milliseconds
   */
  readonly secondList?: (scope: number, look: FreshRead, since: number) => Promise<Listed>;
  /** What a closer look at one thing tells, where lists do not tell all that it is like. */
  readonly closer?: (id: number, look: FreshRead) => Promise<Traits>;
  /** What the answer calls the new thing's number. */
  readonly named: string;
  /** Whether what is asked names one thing and no other, so that finding it proves. */
  readonly proves?: true;
}

const form = z.object({
  /** Evidence of earlier releases does not tell; then only a list that is whole proves absence. */
  since: z.number().default(0),
  scope: z.number(),
  newest: z.number(),
  key: z.string(),
  like: z.array(z.string().nullable()),
});
type Evidence = z.output<typeof form>;

const hashedEach = (traits: Traits): Evidence['like'] =>
  traits.map((trait) => (trait === undefined ? null : hashed(trait)));

/** Whether nothing contradicts. */
const agree = (one: Evidence['like'], other: Evidence['like']): boolean =>
  one.every((trait, index) => trait === null || (other[index] ?? trait) === trait);

/** Whether everything newer than `newest` must be among these rows. */
function isWhole({ found, total, isWhole: isKnown }: Listed, newest: number): boolean {
  // A row without a number may be the one.
  if (found.some(({ id }) => id == null)) return false;
  // Some answers count none, or nothing at all, beside rows.
  if (isKnown ?? (total ?? 0) === found.length) return true;
  const ids = found.map(({ id }) => id ?? 0);
  const isNewestFirst = ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0));
  return isNewestFirst && ids.length > 0 && (ids.at(-1) ?? 0) <= newest;
}

/** @returns the number that another operation has made under this name, or null */
function madeBy(ids: unknown, named: string): number | null {
  const told = z.record(z.string(), z.unknown()).safeParse(ids).data?.[named];
  return typeof told === 'number' ? told : null;
}

/** Whether another operation has made the thing, or does not tell what it made and may have made it. */
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
  const { scope, key, like, list, secondList, closer, named, proves } = creation;
  return reconcileRule<Asked, Evidence>({
    evidence: form,
    absenceProves: true,
    async note(asked, look) {
      const since = earliestDate();
      const before = await list(scope(asked), look);
      return {
        since,
        scope: scope(asked),
        newest: Math.max(0, ...before.found.map(({ id }) => id ?? 0)),
        key: hashed(...key(asked)),
        like: hashedEach(like(asked, before)),
      };
    },
    async judge(evidence, look, others) {
      for (const ask of secondList ? [list, secondList] : [list]) {
        const listed = await ask(evidence.scope, look, evidence.since);
        const { alike } = await others();
        const claimed = new Set(alike.map(({ ids }) => madeBy(ids, named)));
        const candidates = listed.found.filter(
          ({ id, key: told, isOlder }) =>
            id != null && !isOlder && id > evidence.newest && !claimed.has(id) && hashed(...told) === evidence.key,
        );
        const [only, ...more] = candidates.filter((each) => agree(evidence.like, hashedEach(each.like)));
        // What the first list missed may have been there before: only what it is like in every detail, or names it, tells.
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
