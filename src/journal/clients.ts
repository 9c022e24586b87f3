/** The clients whom an operation of the journal is about. */
import type { Entry, Json } from './entry.ts';

/** The names under which a client that an operation made stands: in its outcome, and in what its commands answered. */
const CREATED = ['clientId', 'clientid'] as const;

/** All of them, as far as they are known; none of a lost sign-up, or of a guest's ticket. */
export function clientsOf({ owner, outcome, steps }: Pick<Entry, 'owner' | 'outcome' | 'steps'>): ReadonlySet<number> {
  const named = [owner, ...steps.map((step) => step.owner)];
  const created = [outcome, ...steps.map(({ ids }) => ids)].flatMap((told) =>
    CREATED.map((name) => numberIn(told, name)),
  );
  return new Set([...named, ...created].filter((client) => typeof client === 'number'));
}

function numberIn(told: Json, name: string): number | null {
  if (typeof told !== 'object' || told === null) return null;
  const value: unknown = Object.entries(told).find(([each]) => each === name)?.[1];
  return typeof value === 'number' ? value : null;
}
