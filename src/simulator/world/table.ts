export interface Stored {
  readonly id: number;
}

/** Rows that can be listed, with the indexes that they have. */
export interface Rows<Row> extends Iterable<Row> {
  /** The column that names the owner. */
  readonly owner?: string | undefined;
  get?(id: number): Row | undefined;
  of?(owner: number): readonly Row[];
}

/** Rows by id and by owner: WHMCS's tables have indexes, and a world of 100,000 clients needs them as well. */
export class Table<Row extends Stored> implements Rows<Row> {
  readonly owner: (keyof Row & string) | undefined;
  readonly #rows = new Map<number, Row>();
  readonly #owned = new Map<number, Row[]>();
  #lastId: number;

  constructor(owner?: keyof Row & string, firstId = 1) {
    this.owner = owner;
    this.#lastId = firstId - 1;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The id of the next row. */
  get freeId(): number {
    return this.#lastId + 1;
  }

  /** Takes the next id, so that no other row gets it. */
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

  delete(id: number): void {
    const row = this.#rows.get(id);
    if (!row) return;
    this.#rows.delete(id);
    const owned = this.#owned.get(this.#ownerOf(row)) ?? [];
    const at = owned.indexOf(row);
    if (at >= 0) owned.splice(at, 1);
  }

  get(id: number): Row | undefined {
    return this.#rows.get(id);
  }

  /** The rows of one owner, usually a client. For the transactions of an invoice see `World.payments`. */
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

  #ownerOf(row: Row): number {
    return this.owner === undefined ? 0 : Number(row[this.owner]);
  }
}
