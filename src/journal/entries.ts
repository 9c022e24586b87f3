/** The current entries of a journal, in memory. */
import type { Claim, Entry } from './entry.ts';

/** The scope of an idempotency key: viewer and mutation. A derived key never equals a caller's own key. */
export type KeyScope = Pick<Claim, 'viewer' | 'mutation' | 'key' | 'isDerived'>;

/** A text that identifies a key with its scope. */
export const keyName = ({ viewer, mutation, isDerived, key }: KeyScope): string =>
  JSON.stringify([viewer, mutation, isDerived, key]);

const older = (a: string, b: string): number => (a < b ? -1 : 1);

/** Whether the key replays the entry. A derived key does not replay a refusal, and an operation that did not happen may be sent again. */
const holdsKey = ({ key, isDerived, state, knownBy }: Entry): boolean =>
  key !== null && !(state === 'refused' && (isDerived || knownBy !== 'answer'));

/** @param moment of the monotonic clock */
export const hasEndedBefore = ({ monotonic: { ended } }: Entry, moment: number): boolean =>
  ended !== null && ended < moment;

export class Entries {
  readonly #entries = new Map<string, Entry>();
  readonly #byKey = new Map<string, string>();
  /** Ids, oldest first; null until a page is read. Ids of removed entries may still be in it. */
  #order: string[] | null = null;
  #newest = '';

  /** The highest id that any entry had. */
  get newest(): string {
    return this.#newest;
  }

  at(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** The latest entry with the key. */
  withKey(scope: KeyScope): Entry | undefined {
    const id = scope.key === null ? undefined : this.#byKey.get(keyName(scope));
    return id === undefined ? undefined : this.#entries.get(id);
  }

  put(entry: Entry): void {
    const { id } = entry;
    if (id > this.#newest) this.#newest = id;
    if (!this.#entries.has(id)) this.#insertInOrder(id);
    this.#entries.set(id, entry);
    const name = keyName(entry);
    const known = this.#byKey.get(name);
    if (holdsKey(entry)) {
      if (known === undefined || known < id) this.#byKey.set(name, id);
    } else if (known === id) this.#byKey.delete(name);
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    const name = keyName(entry);
    if (this.#byKey.get(name) === id) this.#byKey.delete(name);
  }

  /** Removes the entries that ended before a moment of the monotonic clock. */
  removeEndedBefore(moment: number): void {
    for (const entry of this.#entries.values()) if (hasEndedBefore(entry, moment)) this.remove(entry.id);
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

  /** Newest first; only entries older than `after`, if that is given. */
  page(first: number, after?: string): Entry[] {
    const order = (this.#order ??= [...this.#entries.keys()].toSorted(older));
    const entries: Entry[] = [];
    for (
      let index = after === undefined ? order.length : positionOf(order, after);
      index > 0 && entries.length < first;
    ) {
      const entry = this.#entries.get(order[--index] ?? '');
      if (entry) entries.push(entry);
    }
    return entries;
  }

  #insertInOrder(id: string): void {
    const last = this.#order?.at(-1);
    if (last !== undefined && last > id) this.#order = null;
    else this.#order?.push(id);
  }
}

/** How many ids are lower. */
function positionOf(order: readonly string[], id: string): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle] ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
