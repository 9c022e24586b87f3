/** Products for sale. No client owns them, and every viewer sees them. */
import { questionOf } from '../../../whmcs/cache/question.ts';
import DataLoader from 'dataloader';
import { GetProducts } from '../../../whmcs/commands/products.ts';
import { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import type { Scope } from '../../read/scope.ts';
import { Entity, type Account } from '../../base/entity.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { nullIfMissing } from '../../base/found.ts';
import { withoutNullish } from '../../write/input.ts';
import { factSource } from '../../entity/noun.ts';
import { serviceRowProductFacts } from '../services/service-facts.ts';
import { productRowFacts, type ProductFacts, type ProductRow } from './product-facts.ts';

export class Product extends Entity<ProductFacts> {
  readonly typename = 'Product';

  private readonly graph: Scope;

  constructor(graph: Scope, id: number) {
    super(id, null);
    this.graph = graph;
  }

  protected override recall(): void {
    this.graph.noun(Products).recall(this.whmcsId);
  }

  protected override ask(fact: keyof ProductFacts): MaybePromise<unknown> {
    return fact === 'groupName' || this.known('whole') ? null : this.graph.noun(Products).row(this.whmcsId);
  }
}

export interface ProductsArgs {
  readonly groupId?: number | null | undefined;
  readonly module?: string | null | undefined;
}

export class Products {
  readonly #graph: Scope;
  readonly #things = new Map<number, Product>();
  readonly #tellers = [
    factSource(GetProducts, ({ products }, id, askedOn) => {
      const row = products.find(({ pid }) => pid === id);
      return row ? this.#row(row, askedOn) : null;
    }),
    // The product of a service whose row names none has been deleted.
    factSource(GetClientsProducts, ({ products }, id, askedOn) => {
      const row = products.find(({ pid, name }) => pid === id && name != null);
      return row ? this.of(id, serviceRowProductFacts(row), askedOn) : null;
    }),
  ];
  readonly #rows = new DataLoader((ids: readonly number[]) => this.#several(ids));

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  /** A product that another entity's row describes. */
  of(id: number | null | undefined, account?: Account<ProductFacts>, askedOn = 0): Product | null {
    if (!id) return null;
    const product = this.#things.get(id) ?? new Product(this.#graph, id);
    this.#things.set(id, product);
    if (account) product.learn(account, askedOn);
    return product;
  }

  /** GetProducts by number; null where there is no such product. */
  byId(id: number): MaybePromise<Product | null> {
    const known = this.#things.get(id);
    if (known?.known('whole')) return known;
    return this.recall(id) ?? this.row(id);
  }

  /** Several products as GetProducts tells of them; those that there are not are missing. */
  async whole(ids: readonly number[]): Promise<Map<number, Product>> {
    const products = await Promise.all(
      ids.map(async (id) => {
        const product = await this.byId(id);
        // A service's row proves that there is a product, and tells its name alone.
        return product === null || product.known('whole') ? product : this.row(id);
      }),
    );
    return byNumber(products);
  }

  /** As `whole`, whatever is in memory. */
  async now(ids: readonly number[]): Promise<Map<number, Product>> {
    const { session } = this.#graph;
    const wanted = new Set(ids);
    const answer = await nullIfMissing(session.read(GetProducts, questionFor([...wanted]), { notBefore: 'mutation' }));
    const rows = (answer?.products ?? []).filter(({ pid }) => pid && wanted.has(pid));
    return byNumber(rows.map((row) => this.#row(row, session.askedOn(answer))));
  }

  /** The product's row of GetProducts, for what no account at hand tells. */
  row(id: number): Promise<Product | null> {
    return this.#rows.load(id);
  }

  /** The product as the answers in memory tell of it, or null. */
  recall(id: number): Product | null {
    const { session } = this.#graph;
    let product: Product | null = null;
    for (const told of session.mentioning(`product:${id}`)) {
      const learnt = this.#tellers
        .find(({ command }) => command === told.command)
        ?.learn(told.answer, id, told.askedOn);
      if (!learnt) continue;
      session.use(told);
      product = learnt;
    }
    return product;
  }

  /** GetProducts, whole or filtered. */
  all({ groupId, module }: ProductsArgs): MaybePromise<Product[]> {
    const { session } = this.#graph;
    const filters = this.#wholeIsAtHand() ? {} : withoutNullish({ gid: groupId, module });
    return andThen(nullIfMissing(session.read(GetProducts, filters)), (answer) => {
      if (!answer) return [];
      const wanted = answer.products.filter(
        (row) => (groupId == null || row.gid === groupId) && (module == null || sameWord(row.module, module)),
      );
      return wanted.flatMap((row) => this.#row(row, session.askedOn(answer)) ?? []);
    });
  }

  /** Several products with one question. */
  async #several(ids: readonly number[]): Promise<(Product | null)[]> {
    const { session } = this.#graph;
    const filters = this.#wholeIsAtHand() ? {} : questionFor(ids);
    const answer = await nullIfMissing(session.read(GetProducts, filters));
    if (!answer) return ids.map(() => null);
    const rows = new Map(answer.products.map((row) => [row.pid, row]));
    return ids.map((id) => {
      const row = rows.get(id);
      return row ? this.#row(row, session.askedOn(answer)) : null;
    });
  }

  #wholeIsAtHand(): boolean {
    return this.#graph.session.peek(questionOf(GetProducts, {})) !== undefined;
  }

  #row(row: ProductRow, askedOn: number): Product | null {
    return this.of(row.pid, productRowFacts(row), askedOn);
  }
}

/** In ascending order, so that the same products are the same question. */
const questionFor = (ids: readonly number[]) => ({ pid: ids.toSorted((a, b) => a - b) });

const byNumber = (products: readonly (Product | null)[]): Map<number, Product> =>
  new Map(products.flatMap((product) => (product ? [[product.whmcsId, product]] : [])));

const sameWord = (told: string | null | undefined, wanted: string): boolean =>
  (told ?? '').toLowerCase() === wanted.toLowerCase();
