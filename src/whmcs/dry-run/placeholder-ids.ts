/** Placeholder ids stand for entities that a dry run has not read. Each may stand for many entities. */

/** How much a placeholder id stands for. */
export interface PlaceholderGroup {
  readonly entities: number;
  /** The number of answers that would name these entities. */
  readonly answers: number;
}

/** Above every id that WHMCS has assigned, and below the limit of GraphQL's Int. */
const FIRST = 2_000_000_000;

const isPlaceholder = (id: number): boolean => id >= FIRST;

/** A placeholder id, alone or within a text. */
const inText = /\b2\d{9}\b/g;

export class PlaceholderIds {
  readonly #ids = new Map<string, number>();
  readonly #groups = new Map<number, PlaceholderGroup>();

  /** @param place where the id stands in an answer; the same place gets the same id */
  at(place: string, group: PlaceholderGroup): number {
    let id = this.#ids.get(place);
    if (id === undefined) {
      id = FIRST + this.#ids.size;
      this.#ids.set(place, id);
    }
    this.#groups.set(id, group);
    return id;
  }

  /** How many entities these ids stand for. */
  count(ids: readonly number[]): number {
    return ids.reduce((sum, id) => sum + this.#entitiesAt(id), 0);
  }

  /** How many calls a request with these parameters stands for. Ids that one answer named are requested together. */
  calls(params: unknown): number {
    let calls = 1;
    for (const value of Object.values(params ?? {}))
      calls *= Array.isArray(value) ? this.#batches(value) : this.#named(value);
    return calls;
  }

  #named(value: unknown): number {
    if (typeof value !== 'string' && typeof value !== 'number') return 1;
    const named = String(value).match(inText) ?? [];
    return named.reduce((product, id) => product * this.#entitiesAt(Number(id)), 1);
  }

  #batches(values: readonly unknown[]): number {
    const batches = new Map<PlaceholderGroup, number>();
    let alone = 0;
    for (const value of values) {
      const group = typeof value === 'number' ? this.#groups.get(value) : undefined;
      if (group) batches.set(group, group.answers);
      else alone++;
    }
    return [...batches.values()].reduce((sum, answers) => sum + answers, alone);
  }

  #entitiesAt(id: number): number {
    return isPlaceholder(id) ? (this.#groups.get(id)?.entities ?? 1) : 1;
  }
}
