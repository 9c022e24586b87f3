/** Numbers of things that nobody has asked WHMCS about yet. Each stands for as many things as there may be in its place. */

/** For how much a number stands. */
export interface PlaceholderGroup {
  readonly things: number;
  /** By how many answers these become known. */
  readonly answers: number;
}

/** WHMCS will not have numbered so many things, and GraphQL's Int holds no more than a few more. */
const FIRST = 2_000_000_000;

const isStranger = (id: number): boolean => id >= FIRST;

/** A stranger's number, alone or within a text. */
const inText = /\b2\d{9}\b/g;

export class PlaceholderIds {
  readonly #numbers = new Map<string, number>();
  readonly #crowds = new Map<number, PlaceholderGroup>();

  /** @param place whatever is in the same place is the same */
  at(place: string, crowd: PlaceholderGroup): number {
    let id = this.#numbers.get(place);
    if (id === undefined) {
      id = FIRST + this.#numbers.size;
      this.#numbers.set(place, id);
    }
    this.#crowds.set(id, crowd);
    return id;
  }

  /** How many things these numbers stand for. */
  count(ids: readonly number[]): number {
    return ids.reduce((sum, id) => sum + this.#thingsAt(id), 0);
  }

  /** How many calls a question stands for that names things. Several are named at once where they became known at once. */
  calls(params: unknown): number {
    let calls = 1;
    for (const value of Object.values(params ?? {}))
      calls *= Array.isArray(value) ? this.#batches(value) : this.#named(value);
    return calls;
  }

  #named(value: unknown): number {
    if (typeof value !== 'string' && typeof value !== 'number') return 1;
    const named = String(value).match(inText) ?? [];
    return named.reduce((product, id) => product * this.#thingsAt(Number(id)), 1);
  }

  #batches(values: readonly unknown[]): number {
    const batches = new Map<PlaceholderGroup, number>();
    let alone = 0;
    for (const value of values) {
      const crowd = typeof value === 'number' ? this.#crowds.get(value) : undefined;
      if (crowd) batches.set(crowd, crowd.answers);
      else alone++;
    }
    return [...batches.values()].reduce((sum, answers) => sum + answers, alone);
  }

  #thingsAt(id: number): number {
    return isStranger(id) ? (this.#crowds.get(id)?.things ?? 1) : 1;
  }
}
