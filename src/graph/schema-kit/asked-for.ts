/** What a field asks for by its arguments and directives, once the variables are known. */
import { valueFromASTUntyped, type FieldNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../read/paging.ts';

export type Values = Readonly<Record<string, unknown>>;

/** The variables of an operation, with the defaults of those that are not given. */
export function valuesOf({ variableDefinitions = [] }: OperationDefinitionNode, given: unknown): Values {
  const values: Record<string, unknown> = {};
  for (const { variable, defaultValue } of variableDefinitions)
    if (defaultValue) values[variable.name.value] = valueFromASTUntyped(defaultValue);
  return Object.assign(values, given);
}

export type Argument<T> = (values: Values) => T;

const argument = (node: FieldNode, name: string): Argument<unknown> | null => {
  const value = node.arguments?.find((each) => each.name.value === name)?.value;
  return value ? (values) => valueFromASTUntyped(value, values) : null;
};

/** How long a page is at most. */
export function sizeOf(node: FieldNode): Argument<number> {
  const [first, last] = [argument(node, 'first'), argument(node, 'last')];
  return (values) => {
    const size = Number(first?.(values) ?? last?.(values) ?? DEFAULT_PAGE);
    return Number.isNaN(size) ? DEFAULT_PAGE : Math.max(0, Math.min(LARGEST_PAGE, size));
  };
}

/** How many things are asked for by name. */
export function idsOf(node: FieldNode): Argument<number> | null {
  const ids = argument(node, 'ids');
  return (
    ids &&
    ((values) => {
      const given = ids(values);
      return Array.isArray(given) ? given.length : 1;
    })
  );
}

export const always: Argument<boolean> = () => true;

export const both = (one: Argument<boolean>, other: Argument<boolean>): Argument<boolean> =>
  one === always ? other : other === always ? one : (values) => one(values) && other(values);

/** Whether `@skip` and `@include` let a selection be. */
export function askedIn({ directives = [] }: SelectionNode): Argument<boolean> {
  const conditions = directives.flatMap(({ name, arguments: [given] = [] }) =>
    given && (name.value === 'skip' || name.value === 'include') ? [{ on: name.value === 'include', given }] : [],
  );
  if (conditions.length === 0) return always;
  return (values) => conditions.every(({ on, given }) => (valueFromASTUntyped(given.value, values) === true) === on);
}
