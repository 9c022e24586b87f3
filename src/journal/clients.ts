/** The clients that an operation of the journal concerns. */
import type { Entry, Json } from './entry.ts';

/** The names of a created client's id: in the outcome of a mutation, and in the response of a command. */
const CREATED_CLIENT = ['clientId', 'clientid'] as const;

/** All known clients of an operation. A lost sign-up and a guest's ticket have none. */
export function clientsOf({ owner, outcome, steps }: Pick<Entry, 'owner' | 'outcome' | 'steps'>): ReadonlySet<number> {
  const owners = [owner, ...steps.map((step) => step.owner)];
  const created = [outcome, ...steps.map(({ ids }) => ids)].flatMap((result) =>
    CREATED_CLIENT.map((name) => numberIn(result, name)),
  );
  return new Set([...owners, ...created].filter((client) => typeof client === 'number'));
}

function numberIn(result: Json, name: string): number | null {
  if (typeof result !== 'object' || result === null) return null;
  const value: unknown = Object.entries(result).find(([key]) => key === name)?.[1];
  return typeof value === 'number' ? value : null;
}
