/** What WHMCS tells of a product, in our words. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetProducts } from '../../../whmcs/commands/products.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { enumWords } from '../../base/enum-words.ts';
import { pricesOf, type Prices } from './product-pricing.ts';

export const payType = enumWords({ FREE: 'free', ONE_TIME: 'onetime', RECURRING: 'recurring' });

export interface ProductCustomFieldFacts {
  readonly id: number | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly isRequired: boolean | null;
}

export interface ProductOptionChoiceFacts {
  readonly id: number | null;
  readonly name: string | null;
  readonly rawName: string | null;
  readonly recurring: string | null;
  readonly isRequired: boolean | null;
  readonly pricing: readonly Prices[];
}

export interface ProductOptionFacts {
  readonly id: number | null;
  readonly name: string | null;
  readonly type: string | null;
  readonly minimumQuantity: number | null;
  readonly maximumQuantity: number | null;
  readonly choices: readonly ProductOptionChoiceFacts[];
}

export interface ProductFacts {
  /** Told by GetProducts, which tells everything but the group's name. */
  whole: true;
  name: string | null;
  /** Only rows of services know it. */
  groupName: string | null;
  groupId: number | null;
  type: string | null;
  slug: string | null;
  url: string | null;
  description: string | null;
  module: string | null;
  payType: (typeof payType.names)[number] | 'OTHER' | null;
  allowQuantity: number | null;
  quantityAvailable: number | null;
  pricing: readonly Prices[];
  customFields: readonly ProductCustomFieldFacts[];
  configOptions: readonly ProductOptionFacts[];
}

export type ProductRow = Answer<typeof GetProducts>['products'][number];
type OptionRow = NonNullable<ProductRow['configoptions']>[number];

/** GetProducts. */
export const productRowFacts = accounts((row: ProductRow): Account<ProductFacts> => {
  const paidOnce = row.paytype === payType.write('ONE_TIME');
  return {
    whole: true,
    name: row.name,
    groupId: row.gid,
    type: row.type,
    slug: row.slug,
    // The documentation's sample has a hyphen, its change log an underscore.
    url: row['product-url'] ?? row.product_url,
    description: row.description,
    module: row.module,
    payType: payType.read(row.paytype),
    allowQuantity: row.allowqty,
    quantityAvailable: row.quantity_available,
    pricing: row.pricing && pricesOf(row.pricing, paidOnce),
    customFields: row.customfields?.map((field) => ({
      id: field.id ?? null,
      name: field.name ?? null,
      description: field.description ?? null,
      isRequired: field.required ?? null,
    })),
    configOptions: row.configoptions?.map((option) => optionFacts(option, paidOnce)),
  };
});

const optionFacts = (option: OptionRow, paidOnce: boolean): ProductOptionFacts => ({
  id: option.id ?? null,
  name: option.name ?? null,
  type: option.type ?? null,
  minimumQuantity: option.minqty ?? null,
  maximumQuantity: option.maxqty ?? null,
  choices: (option.options ?? []).map((choice) => ({
    id: choice.id ?? null,
    name: choice.name ?? null,
    rawName: choice.rawName ?? null,
    recurring: choice.recurring ?? null,
    isRequired: choice.required ?? null,
    pricing: pricesOf(choice.pricing ?? {}, paidOnce),
  })),
});
