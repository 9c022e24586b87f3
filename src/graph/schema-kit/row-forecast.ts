/**
 * How many rows an operation can show at most, by `first` and nesting alone: what it really shows hangs on what exists, of which a
 * refusal must not tell.
 */
import {
  getNamedType,
  getOperationAST,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  typeFromAST,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { always, askedIn, both, idsOf, sizeOf, valuesOf, type Argument, type Values } from './asked-for.ts';
import { isConnection, isRow, isWrapper, listOf } from './row-types.ts';

/** Rows below one object of a type, given the variables. */
type Formula = (values: Values, lengthOf: LengthOf) => number;
/** How many rows everybody's list of a command has; Infinity where that is not known, or not to be told. */
export type LengthOf = (command: string) => number;

const unknownLength: LengthOf = () => Infinity;

const formulas = new WeakMap<object, Map<string, Formula>>();

/**
 * The rows that a valid operation shows at most. A list without paging counts as one row here, and as what it has when it is shown.
 *
 * @param lengthOf for viewers who may know the length of lists
 */
export function rowForecast(
  { schema, document, operationName, variableValues }: ExecutionArgs,
  lengthOf = unknownLength,
): number {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return 0;
  let known = formulas.get(document);
  if (!known) {
    known = new Map<string, Formula>();
    formulas.set(document, known);
  }
  const key = operation.name?.value ?? '';
  let formula = known.get(key);
  if (!formula) {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const each of document.definitions)
      if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
    known.set(key, (formula = below(root, [operation.selectionSet.selections], { schema, fragments })));
  }
  return formula(valuesOf(operation, variableValues), lengthOf);
}

interface Whole {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface Found {
  readonly parent: GraphQLNamedType;
  readonly nodes: Selected[];
}

interface Selected {
  readonly node: FieldNode;
  /** Whether the variables let it be, and the fragments around it. */
  readonly isAsked: Argument<boolean>;
}

/** What stands below an object of a type. Selections of one name are one field, as they are in the answer. */
function below(type: GraphQLNamedType, selections: readonly (readonly SelectionNode[])[], whole: Whole): Formula {
  const fields = new Map<string, Found>();
  for (const each of selections) gather(type, each, whole, fields, always);
  const parts = [...fields.values()].map((found) => ofField(found, whole));
  return (values, lengthOf) => parts.reduce((sum, part) => sum + part(values, lengthOf), 0);
}

function gather(
  parent: GraphQLNamedType,
  selections: readonly SelectionNode[],
  whole: Whole,
  into: Map<string, Found>,
  around: Argument<boolean>,
): void {
  for (const selection of selections) {
    const isAsked = both(around, askedIn(selection));
    if (selection.kind === Kind.FIELD) {
      const key = `${parent.name} ${(selection.alias ?? selection.name).value}`;
      const known = into.get(key);
      if (known) known.nodes.push({ node: selection, isAsked });
      else into.set(key, { parent, nodes: [{ node: selection, isAsked }] });
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : whole.fragments.get(selection.name.value);
    if (!fragment) continue;
    const narrowed = fragment.typeCondition ? typeFromAST(whole.schema, fragment.typeCondition) : parent;
    const type = isObjectType(parent) ? parent : narrowed;
    if (type) gather(type, fragment.selectionSet.selections, whole, into, isAsked);
  }
}

function ofField({ parent, nodes }: Found, whole: Whole): Formula {
  const node = nodes[0]?.node;
  const field =
    node && (isObjectType(parent) || isInterfaceType(parent)) ? parent.getFields()[node.name.value] : undefined;
  const named = field && getNamedType(field.type);
  if (!node || !field || !named || !isCompositeType(named)) return () => 0;
  const inside = below(
    named,
    nodes.map((each) => each.node.selectionSet?.selections ?? []),
    whole,
  );
  const isAsked: Argument<boolean> = (values) => nodes.some((each) => each.isAsked(values));
  if (isConnection(named.name)) {
    const size = sizeOf(node);
    const lists = listOf(field);
    return (values, lengthOf) =>
      isAsked(values) ? Math.min(size(values), lists ? lengthOf(lists) : Infinity) * inside(values, lengthOf) : 0;
  }
  const isList = isListType(getNullableType(field.type));
  const isCounted = isList || (isRow(named) && !isWrapper(parent.name));
  const ids = isConnection(parent.name) ? null : idsOf(node);
  return (values, lengthOf) =>
    isAsked(values) ? (ids?.(values) ?? 1) * ((isCounted ? 1 : 0) + inside(values, lengthOf)) : 0;
}
