/** The entries of a journal as they stand, in memory. */
import type { Claim, Entry } from './entry.ts';

/** Whose key it is, and for what; a derived key is never taken for one that a caller made up. */
export type KeyScope = Pick<Claim, 'viewer' | 'mutation' | 'key' | 'isDerived'>;

/** The same text for the same key, and for no other. */
export const keyName = ({ viewer, mutation, isDerived, key }: KeyScope): string =>
  JSON.stringify([viewer, mutation, isDerived, key]);

const older = (a: string, b: string): number => (a < b ? -1 : 1);

/** Whether its key leads to it: a derived key does not replay refusals, and what was found not to have happened may be tried again. */
const holdsKey = ({ key, isDerived, state, knownBy }: Entry): boolean =>
  key !== null && !(state === 'refused' && (isDerived || knownBy !== 'answer'));

/** @param moment by the monotonic clock */
export const hasEndedBefore = ({ monotonic: { ended } }: Entry, moment: number): boolean =>
  ended !== null && ended < moment;

export class Entries {
  readonly #entries = new Map<string, Entry>();
  readonly #byKey = new Map<string, string>();
  /** Oldest first; null until somebody asks. What is gone may still stand there. */
  #order: string[] | null = null;
  #newest = '';

  /** The highest id that was ever among them. */
  get newest(): string {
    return this.#newest;
  }

  at(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** The latest entry under the key. */
  under(scope: KeyScope): Entry | undefined {
    const id = scope.key === null ? undefined : this.#byKey.get(keyName(scope));
    return id === undefined ? undefined : this.#entries.get(id);
  }

  put(entry: Entry): void {
    const { id } = entry;
    if (id > this.#newest) this.#newest = id;
    if (!this.#entries.has(id)) this.#place(id);
    this.#entries.set(id, entry);
    const name = keyName(entry);
    const known = this.#byKey.get(name);
    if (holdsKey(entry)) {
      if (known === undefined || known < id) this.#byKey.set(name, id);
    } else if (known === id) this.#byKey.delete(name);
  }

  drop(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    const name = keyName(entry);
    if (this.#byKey.get(name) === id) this.#byKey.delete(name);
  }

  /** Forgets what ended before a moment, by the monotonic clock. */
  forget(before: number): void {
    for (const entry of this.#entries.values()) if (hasEndedBefore(entry, before)) this.drop(entry.id);
    this.#order = null;
  }

  get size(): number {
    return this.#entries.size;
  }

  all(): Iterable<Entry> {
    return this.#entries.values();
  }

  unresolved(): Entry[] {
    return [...this.#entries.values()].filter(({ state }) => state === 'unknown').toSorted((a, b) => older(a.id, b.id));
  }

  /** Newest first, from after `after` on. */
  page(first: number, after?: string): Entry[] {
    const order = (this.#order ??= [...this.#entries.keys()].toSorted(older));
    const found: Entry[] = [];
    for (let index = after === undefined ? order.length : placeOf(order, after); index > 0 && found.length < first;) {
      const entry = this.#entries.get(order[--index] ?? '');
      if (entry) found.push(entry);
    }
    return found;
  }

  #place(id: string): void {
    const last = this.#order?.at(-1);
    if (last !== undefined && last > id) this.#order = null;
    else this.#order?.push(id);
  }
}

/** How many stand before it. */
function placeOf(order: readonly string[], id: string): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle] ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
