/** Checks the options and custom fields of an ordered product: WHMCS drops those that the product does not have. */
import type { ProductOptionFacts } from '../catalogue/product-facts.ts';
import type { Product } from '../catalogue/product.ts';
import type { ResolverContext } from '../../read/scope.ts';
import { mayUseField } from '../../write/custom-fields.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { idIn } from '../../write/input.ts';
import type { ProductLine, Terms } from './order-line.ts';

/** WHMCS's numbers of the option types. */
const LIST = '1';
const RADIO = '2';
const YES_OR_NO = '3';
const QUANTITY = '4';

/** @throws InvalidInputError for an option or a choice that the product does not have */
export function checkOptions(product: Product, { input, path }: Terms<'configOptions'>): void {
  const options = product.known('configOptions');
  if (options == null) return;
  const seen = new Set<number>();
  for (const [index, { optionId, value }] of (input.configOptions ?? []).entries()) {
    const at = [...path, 'configOptions', String(index)];
    const id = idIn('ConfigOption', optionId, ...at, 'optionId');
    const option = options.find((each) => each.id === id);
    if (!option) {
      throw new InvalidInputError(`product ${product.whmcsId} has no configurable option ${id}`, [...at, 'optionId']);
    }
    if (seen.has(id)) throw new InvalidInputError(`option ${id} is chosen twice`, [...at, 'optionId']);
    seen.add(id);
    const expected = expectedFor(option, value);
    if (expected) {
      const message = `option ${id} takes ${expected}, got ${JSON.stringify(value.slice(0, 40))}`;
      throw new InvalidInputError(message, [...at, 'value']);
    }
  }
}

/** The values that the option accepts, if it does not accept this one; otherwise null. */
function expectedFor(option: ProductOptionFacts, value: string): string | null {
  const choices = option.choices.flatMap(({ id }) => (id === null ? [] : [String(id)]));
  switch (option.type) {
    case LIST:
    case RADIO:
      return choices.length === 0 || choices.includes(value) ? null : `one of ${choices.join(', ')}`;
    case YES_OR_NO:
      return ['0', '1', ...choices].includes(value) ? null : '1 for yes or 0 for no';
    case QUANTITY:
      return expectedQuantity(option, value);
    default:
      return null;
  }
}

function expectedQuantity({ minimumQuantity, maximumQuantity }: ProductOptionFacts, value: string): string | null {
  const least = minimumQuantity ?? 0;
  // 0 means no limit.
  const most = maximumQuantity || Infinity;
  if (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most) return null;
  return most === Infinity ? `a quantity of at least ${least}` : `a quantity from ${least} to ${most}`;
}

/**
 * Checks the custom fields. Every viewer may fill in the fields that the product requires.
 *
 * @throws InvalidInputError for a field that the product does not have, a field that this viewer may not use, or a missing required field
 */
export function checkFields(product: Product, { input, path }: ProductLine, graph: ResolverContext): void {
  const fields = product.known('customFields');
  const isRequired = (id: number) => fields?.some((each) => each.id === id && each.isRequired) === true;
  const isUsable = (id: number) =>
    (fields == null || fields.some((each) => each.id === id)) &&
    (isRequired(id) || mayUseField(graph, 'services', { fieldId: id }));
  const entered = new Map<number, string>();
  for (const [index, { fieldId, value }] of (input.customFields ?? []).entries()) {
    const at = [...path, 'customFields', String(index), 'fieldId'];
    const id = idIn('CustomField', fieldId, ...at);
    if (!isUsable(id)) {
      throw new InvalidInputError(`product ${product.whmcsId} has no custom field ${id}`, at);
    }
    if (entered.has(id)) throw new InvalidInputError(`custom field ${id} is filled in twice`, at);
    entered.set(id, value);
  }
  const missing = fields?.find(({ id }) => id !== null && isRequired(id) && (entered.get(id) ?? '').trim() === '');
  if (missing) {
    const name = missing.name === null ? '' : ` (${missing.name})`;
    throw new InvalidInputError(`product ${product.whmcsId} requires a value for custom field ${missing.id}${name}`, [
      ...path,
      'customFields',
    ]);
  }
}
