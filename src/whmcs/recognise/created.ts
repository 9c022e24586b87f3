/**
 * New things (orders, tickets, replies, payments, clients): the newest number of their kind is noted before sending; one newer thing
 * like the one that was asked for, which no other operation has made or may have made, is taken for its work.
 */
import { z } from 'zod';
import { recognised, absent, unclear, type Ids, type Look, type Others, type Recognised } from '../recognition.ts';
import { hashed } from './hashed.ts';

/** A thing of the kind that is made. */
export interface Found {
  readonly id: number | null | undefined;
  /** What a thing certainly shares with what was asked: where this differs it is something else, whatever the rest. */
  readonly key: readonly unknown[];
  /** Each way in which what was asked for may be described. Where only this differs, WHMCS may have written it another way. */
  readonly likes: readonly (readonly unknown[])[];
  /** What the command's answer would have told. */
  readonly ids: Ids;
}

/** Some things of the kind, as WHMCS lists them. */
export interface Listed {
  readonly found: readonly Found[];
  /** How many there are, where WHMCS says so. */
  readonly total?: number | null | undefined;
}

interface Creation<Asked> {
  /** The number by which the kind is listed: a client's, an invoice's, a ticket's; 0 where it is listed as a whole. */
  readonly scope: (asked: Asked) => number;
  readonly key: (asked: Asked) => readonly unknown[];
  readonly like: (asked: Asked) => readonly unknown[];
  readonly list: (scope: number, look: Look) => Promise<Listed>;
  /** Another list of the same, which is asked as well before nothing is said to be there. */
  readonly secondList?: (scope: number, look: Look) => Promise<Listed>;
  /** What the answer calls the new thing's number. */
  readonly named: string;
  /** Whether what is asked names one thing and no other, so that finding it proves. */
  readonly proves?: true;
}

const form = z.object({ scope: z.number(), newest: z.number(), key: z.string(), like: z.string() });
type Evidence = z.output<typeof form>;

/** Whether everything newer than `newest` must be among these rows. */
function isWhole({ found, total }: Listed, newest: number): boolean {
  // A row without a number may be the one.
  if (found.some(({ id }) => id == null)) return false;
  // Some answers count none, or nothing at all, beside rows.
  if ((total ?? 0) === found.length) return true;
  const ids = found.map(({ id }) => id ?? 0);
  const isNewestFirst = ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0));
  return isNewestFirst && ids.length > 0 && (ids.at(-1) ?? 0) <= newest;
}

/** @returns the number that another operation has made under this name, or null */
function madeBy(ids: unknown, named: string): number | null {
  const told = z.record(z.string(), z.unknown()).safeParse(ids).data?.[named];
  return typeof told === 'number' ? told : null;
}

/** Whether another operation that does not tell what it made may have made the thing. */
function isContested(id: number, evidence: Evidence, named: string, { alike }: Others): boolean {
  return alike.some((other) => {
    if (madeBy(other.ids, named) !== null) return false;
    if (other.isBlind) return true;
    const rival = form.safeParse(other.evidence).data;
    return (
      rival?.scope === evidence.scope && rival.key === evidence.key && rival.like === evidence.like && rival.newest < id
    );
  });
}

export const created = <Asked>(creation: Creation<Asked>): Recognised<Asked> => {
  const { scope, key, like, list, secondList, named, proves } = creation;
  return recognised<Asked, Evidence>({
    evidence: form,
    absenceProves: true,
    async note(asked, look) {
      const { found } = await list(scope(asked), look);
      return {
        scope: scope(asked),
        newest: Math.max(0, ...found.map(({ id }) => id ?? 0)),
        key: hashed(...key(asked)),
        like: hashed(...like(asked)),
      };
    },
    async judge(evidence, look, others) {
      for (const ask of secondList ? [list, secondList] : [list]) {
        const listed = await ask(evidence.scope, look);
        const now = others();
        const claimed = new Set(now.alike.map(({ ids }) => madeBy(ids, named)));
        const candidates = listed.found.filter(
          ({ id, key: told }) =>
            id != null && id > evidence.newest && !claimed.has(id) && hashed(...told) === evidence.key,
        );
        const matches = candidates.filter(({ likes }) => likes.some((each) => hashed(...each) === evidence.like));
        const [only, ...more] = matches;
        if (only?.id && more.length === 0 && !isContested(only.id, evidence, named, now))
          return { is: 'applied', ids: only.ids, ...(proves ? {} : { inferred: true as const }) };
        if (candidates.length > 0 || !isWhole(listed, evidence.newest)) return unclear;
      }
      return absent;
    },
  });
};
