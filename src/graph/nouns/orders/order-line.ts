/** The products of an order, each with its path in the input. */
import { idIn } from '../../write/input.ts';
import type { OrderAddInput } from './order-add-input.type.ts';

type Input = typeof OrderAddInput.$inferInput;

export interface ProductLine {
  readonly productId: number;
  readonly input: NonNullable<Input['products']>[number];
  /** The path in the input, for errors. */
  readonly path: readonly string[];
}

/** Some of the fields of a product in an input. */
export interface Terms<Name extends keyof ProductLine['input']> extends Pick<ProductLine, 'path'> {
  readonly input: Pick<ProductLine['input'], Name>;
}

export const productLinesOf = ({ products }: Input): ProductLine[] =>
  (products ?? []).map((input, index) => {
    const path = ['products', String(index)];
    return { productId: idIn('Product', input.productId, ...path, 'productId'), input, path };
  });
