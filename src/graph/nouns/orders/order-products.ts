/**
 * Checks that the products of an order are available as requested. WHMCS does not check: it silently orders something else, or more.
 */
import { AddOrder } from '../../../whmcs/commands/orders.ts';
import { type Product, Products } from '../catalogue/product.ts';
import { type Client, Clients } from '../clients/client.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { InvalidInputError, NotFoundError, UserError } from '../../base/errors.ts';
import { checkCycle } from './order-cycle.ts';
import type { ProductLine } from './order-line.ts';
import { checkFields, checkOptions } from './order-options.ts';

/**
 * Checks the cached products. Before it refuses an order, it reads them again: the cache may be older than the last change of a product.
 *
 * @throws NotFoundError, InvalidInputError
 */
export async function checkProducts(graph: WriteScope, client: Client, lines: readonly ProductLine[]): Promise<void> {
  if (lines.length === 0) return;
  const ids = lines.map(({ productId }) => productId);
  const currency = client.known('currencyCode') ?? null;
  const cached = await graph.noun(Products).whole(ids);
  const faultOf = (products: ReadonlyMap<number, Product>, code: string | null) =>
    faultIn(graph, lines, products, code);
  if (!mayHaveReducedStock(graph, cached) && faultOf(cached, currency) === null) return;
  const products = await graph.noun(Products).now(ids);
  const fault = faultOf(products, currency);
  if (fault === null) return;
  // If only the currency does not match, the client's currency may have changed.
  const isOfCurrency = faultOf(products, null) === null;
  const now = isOfCurrency ? await graph.noun(Clients).now(client.whmcsId) : null;
  if (now && faultOf(products, now.known('currencyCode') ?? null) === null) return;
  if (graph.session.planner.believes) throw fault;
}

/** Whether this operation has already placed an order, and a product has a stock: the known stock is then too high. */
const mayHaveReducedStock = ({ session }: WriteScope, products: ReadonlyMap<number, Product>): boolean =>
  session.written.includes(AddOrder.name) &&
  [...products.values()].some((product) => product.known('quantityAvailable'));

function faultIn(
  graph: WriteScope,
  lines: readonly ProductLine[],
  products: ReadonlyMap<number, Product>,
  currency: string | null,
): UserError | null {
  const ordered = new Map<Product, number>();
  try {
    for (const line of lines) {
      const product = products.get(line.productId);
      if (!product) throw new NotFoundError('There is no such product.');
      checkCycle(product, line, currency);
      checkOptions(product, line);
      checkFields(product, line, graph);
      const quantity = quantityOf(product, line);
      const sum = (ordered.get(product) ?? 0) + quantity;
      ordered.set(product, sum);
      checkStock(product, line, sum);
    }
    return null;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** Checks the quantity. For a product without quantities, WHMCS creates one service and bills several; before 8.12 it bills one. */
function quantityOf(product: Product, { input, path }: ProductLine): number {
  const quantity = input.quantity ?? 1;
  const allowed = product.known('allowQuantity');
  if (quantity === 1 || allowed) return quantity;
  const why =
    allowed === 0
      ? `product ${product.whmcsId} is ordered one at a time`
      : `WHMCS does not say that more than one of product ${product.whmcsId} can be ordered at once (8.12 and later do)`;
  throw new InvalidInputError(`${why}: quantity must be 1, got ${quantity}`, [...path, 'quantity']);
}

/** Checks the stock. WHMCS also reports 0 if stock is not controlled, so 0 means nothing. */
function checkStock(product: Product, { path }: ProductLine, ordered: number): void {
  const stock = product.known('quantityAvailable') ?? 0;
  if (stock > 0 && ordered > stock) {
    const message = `product ${product.whmcsId} has ${stock} in stock, but ${ordered} are ordered`;
    throw new InvalidInputError(message, [...path, 'quantity']);
  }
}
