/** Rows by id, with the rows of one owner at hand: WHMCS's tables are indexed, so must ours be at 100,000 clients. */
export class Table<Row extends { readonly id: number }> implements Iterable<Row> {
  readonly #rows = new Map<number, Row>();
  readonly #owned = new Map<number, Row[]>();
  readonly #ownerOf: (row: Row) => number;
  #lastId: number;

  constructor(ownerOf: (row: Row) => number = () => 0, firstId = 1) {
    this.#ownerOf = ownerOf;
    this.#lastId = firstId - 1;
  }

  get size(): number {
    return this.#rows.size;
  }

  nextId(): number {
    return (this.#lastId += 1);
  }

  add(row: Row): Row {
    this.#rows.set(row.id, row);
    this.#lastId = Math.max(this.#lastId, row.id);
    const owner = this.#ownerOf(row);
    const owned = this.#owned.get(owner);
    if (owned) owned.push(row);
    else if (owner !== 0) this.#owned.set(owner, [row]);
    return row;
  }

  get(id: number): Row | undefined {
    return this.#rows.get(id);
  }

  /** The rows of one owner: usually a client, for transactions see the world. */
  of(owner: number): readonly Row[] {
    return this.#owned.get(owner) ?? [];
  }

  all(): Row[] {
    return [...this.#rows.values()];
  }

  find(wanted: (row: Row) => boolean): Row | undefined {
    for (const row of this.#rows.values()) if (wanted(row)) return row;
    return undefined;
  }

  [Symbol.iterator](): IterableIterator<Row> {
    return this.#rows.values();
  }
}
