/** What an operation selects below a field. */
import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What reading a selection takes; every GraphQLResolveInfo has it. */
export type Selecting = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

export interface SelectedField {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
}

const isWanted = (node: SelectionNode, { variableValues }: Selecting): boolean =>
  getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] !== true &&
  getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false;

const covers = (condition: string, type: GraphQLObjectType, { schema }: Selecting): boolean => {
  const wide = schema.getType(condition);
  return wide === type || (isAbstractType(wide) && schema.isSubType(wide, type));
};

function* fieldsOf(set: SelectionSetNode, type: GraphQLObjectType, selecting: Selecting): Generator<SelectedField> {
  for (const node of set.selections) {
    if (!isWanted(node, selecting)) continue;
    if (node.kind === Kind.FIELD) {
      const field = type.getFields()[node.name.value];
      if (field) yield { node, field };
      continue;
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : selecting.fragments[node.name.value];
    const condition = fragment?.typeCondition?.name.value;
    if (fragment && (condition === undefined || covers(condition, type, selecting)))
      yield* fieldsOf(fragment.selectionSet, type, selecting);
  }
}

/**
 * The fields of an object type that are selected below field nodes, fragments followed, @skip and @include obeyed.
 *
 * @param nodes of one field: all that an operation selects under one name
 */
export function* selected(
  nodes: readonly Pick<FieldNode, 'selectionSet'>[],
  typename: string,
  selecting: Selecting,
): Generator<SelectedField> {
  const type = selecting.schema.getType(typename);
  if (!isObjectType(type)) return;
  for (const { selectionSet } of nodes) if (selectionSet) yield* fieldsOf(selectionSet, type, selecting);
}

/**
 * The fields that are selected beside the one that is being resolved, itself included. Not every executor tells the types on the way
 * there: below an interface or a union all that may be there count.
 */
export function* beside(info: GraphQLResolveInfo): Generator<SelectedField> {
  const keys: string[] = [];
  // Places in lists are no fields.
  for (let at = info.path.prev; at; at = at.prev) if (typeof at.key === 'string') keys.unshift(at.key);
  let nodes: readonly Pick<FieldNode, 'selectionSet'>[] = [info.operation];
  let types = objectTypes(info.schema.getRootType(info.operation.operation)?.name, info);
  for (const key of keys) {
    const fields = types
      .flatMap(({ name }) => [...selected(nodes, name, info)])
      .filter(({ node: { alias, name } }) => (alias ?? name).value === key);
    nodes = [...new Set(fields.map(({ node }) => node))];
    types = [...new Set(fields.map(({ field }) => typeShown(field)))].flatMap((name) => objectTypes(name, info));
  }
  yield* selected(nodes, info.parentType.name, info);
}

const objectTypes = (name: string | undefined, { schema }: Selecting): readonly GraphQLObjectType[] =>
  possibleTypes(name, schema);

/** The object types that a thing of a type may have. */
export function possibleTypes(name: string | undefined, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const type = name === undefined ? undefined : schema.getType(name);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** The name of the type that a field shows, whatever lists and non-nulls stand around it. */
export const typeShown = ({ type }: GraphQLField<unknown, unknown>): string => getNamedType(type).name;
