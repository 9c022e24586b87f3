/** What is for sale. Products belong to nobody, and everybody sees them. */
import DataLoader from 'dataloader';
import { GetProducts } from '../../whmcs/commands/products.ts';
import type { Graph } from '../context.ts';
import { Entity, type Account, type MaybePromise } from '../entity.ts';
import { found } from '../found.ts';
import { given } from '../input.ts';
import { productRowFacts, type ProductFacts, type ProductRow } from './product-facts.ts';

export class Product extends Entity<ProductFacts> {
  readonly typename = 'Product';

  constructor(graph: Graph, id: number) {
    super(graph, id, null);
  }

  protected override async ask(fact: keyof ProductFacts): Promise<void> {
    if (fact !== 'groupName') await this.graph.products.byId(this.whmcsId);
  }
}

export interface ProductsArgs {
  readonly groupId?: number | null | undefined;
  readonly module?: string | null | undefined;
}

export class Products {
  readonly #graph: Graph;
  readonly #things = new Map<number, Product>();
  readonly #rows = new DataLoader((ids: readonly number[]) => this.#rowsOf(ids));

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** A product of which another thing's row tells. */
  of(id: number | null | undefined, account: Account<ProductFacts> = {}): Product | null {
    if (!id) return null;
    const product = this.#things.get(id) ?? new Product(this.#graph, id);
    this.#things.set(id, product);
    product.learn(account);
    return product;
  }

  /** GetProducts by number; null where there is no such product. */
  byId(id: number): MaybePromise<Product | null> {
    const known = this.#things.get(id);
    if (known?.known('whole')) return known;
    return this.#rows.load(id).then((row) => (row ? this.#row(row) : null));
  }

  /** GetProducts, whole or filtered. */
  async all({ groupId, module }: ProductsArgs): Promise<Product[]> {
    const { session } = this.#graph;
    const filters = this.#wholeIsAtHand() ? {} : given({ gid: groupId, module });
    const answer = await found(session.read(GetProducts, filters));
    const wanted = (answer?.products ?? []).filter(
      (row) => (groupId == null || row.gid === groupId) && (module == null || sameWord(row.module, module)),
    );
    return wanted.map((row) => this.#row(row)).filter((product) => product !== null);
  }

  /** The rows of several products with one question. */
  async #rowsOf(ids: readonly number[]): Promise<(ProductRow | null)[]> {
    // In ascending order, so that the same products are the same question.
    const filters = this.#wholeIsAtHand() ? {} : { pid: ids.toSorted((a, b) => a - b) };
    const answer = await found(this.#graph.session.read(GetProducts, filters));
    const rows = new Map(answer?.products.map((row) => [row.pid, row]));
    return ids.map((id) => rows.get(id) ?? null);
  }

  #wholeIsAtHand(): boolean {
    return this.#graph.session.peek(GetProducts, {}) !== undefined;
  }

  #row(row: ProductRow): Product | null {
    return this.of(row.pid, productRowFacts(row));
  }
}

const sameWord = (told: string | null | undefined, wanted: string): boolean =>
  (told ?? '').toLowerCase() === wanted.toLowerCase();
