/**
 * Fields that cost a call to a third party, such as a registrar: each is slow, so that an operation may ask for one thing's, and not for
 * those of a list. That is decided before anything is sent.
 */
import {
  getNamedType,
  getNullableType,
  getOperationAST,
  isListType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { badInput } from '../base/errors.ts';
import { nullIfMissing } from '../base/found.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { scopeOf, type ResolverContext } from '../read/scope.ts';
import { askedIn, idsOf, sizeOf, valuesOf, type Values } from './asked-for.ts';
import { isConnection } from './row-types.ts';
import { possibleTypes } from './selection.ts';

/**
 * Put among the options of a field: it shows what a command of a third party answers of the thing, and is refused in lists.
 *
 * @param question the parameters, by the number of the thing
 */
export const remote = <C extends ReadCommand, T>(
  command: C,
  question: (id: number) => Params<C>,
  show: (answer: Answer<C>) => T,
) => ({
  extensions: { remote: command.remote },
  resolve: ({ whmcsId }: { readonly whmcsId: number }, _: object, context: ResolverContext): MaybePromise<T | null> =>
    andThen(nullIfMissing(scopeOf(context).session.read(command, question(whmcsId))), (answer) =>
      answer === null ? null : show(answer),
    ),
});

/** The third party that a field asks. */
const remoteOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): string | null =>
  typeof extensions['remote'] === 'string' ? extensions['remote'] : null;

const namesIn = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** The names of all remote fields of a schema: few documents have one. */
function remoteNames(schema: GraphQLSchema): ReadonlySet<string> {
  const known = namesIn.get(schema);
  if (known) return known;
  const names = new Set<string>();
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type))
      for (const field of Object.values(type.getFields())) if (remoteOf(field) !== null) names.add(field.name);
  namesIn.set(schema, names);
  return names;
}

const fieldNames = new WeakMap<DocumentNode, ReadonlySet<string>>();

function namesOf(document: DocumentNode): ReadonlySet<string> {
  const known = fieldNames.get(document);
  if (known) return known;
  const names = new Set<string>();
  visit(document, { Field: ({ name }) => void names.add(name.value) });
  fieldNames.set(document, names);
  return names;
}

/** Why an operation is refused that asks for a remote field of more than one thing; undefined if it does not. */
export function remoteInList({
  schema,
  document,
  operationName,
  variableValues,
}: ExecutionArgs): GraphQLError | undefined {
  const inDocument = namesOf(document);
  if (![...remoteNames(schema)].some((name) => inDocument.has(name))) return undefined;
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return undefined;
  const search = new Search(schema, document, valuesOf(operation, variableValues));
  const found = search.below(operation.selectionSet, [root], false);
  return found && badInput(refusalOf(found, schema));
}

interface Found {
  readonly type: GraphQLObjectType;
  readonly field: string;
  readonly asks: string;
}

/** How one thing of this type is asked for: by a query of its own where there is one. */
function refusalOf({ type, field, asks }: Found, schema: GraphQLSchema): string {
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const one = queries.find((query) => query.type === type && query.args.some(({ name }) => name === 'id'));
  const example = one ? `${one.name}(id: …) { ${field} }` : `node(id: …) { ... on ${type.name} { ${field} } }`;
  return `${type.name}.${field} asks the ${asks} for each ${type.name}, so that it cannot be asked for in a list: ask for one, as in \`${example}\``;
}

/** Looks for a remote field below something that may be shown more than once. */
class Search {
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #values: Values;

  constructor(schema: GraphQLSchema, document: DocumentNode, values: Values) {
    this.#schema = schema;
    for (const each of document.definitions)
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(each.name.value, each);
    this.#values = values;
  }

  below(set: SelectionSetNode, types: readonly GraphQLObjectType[], isSeveral: boolean): Found | undefined {
    for (const selection of set.selections) {
      if (!askedIn(selection)(this.#values)) continue;
      const found =
        selection.kind === Kind.FIELD
          ? this.#inField(selection, types, isSeveral)
          : this.#inFragment(selection, types, isSeveral);
      if (found) return found;
    }
    return undefined;
  }

  #inFragment(
    selection: Exclude<SelectionSetNode['selections'][number], FieldNode>,
    types: readonly GraphQLObjectType[],
    isSeveral: boolean,
  ): Found | undefined {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    if (!fragment) return undefined;
    const narrowed = fragment.typeCondition && possibleTypes(fragment.typeCondition.name.value, this.#schema);
    return this.below(
      fragment.selectionSet,
      narrowed ? types.filter((type) => narrowed.includes(type)) : types,
      isSeveral,
    );
  }

  #inField(node: FieldNode, types: readonly GraphQLObjectType[], isSeveral: boolean): Found | undefined {
    for (const type of types) {
      const field = type.getFields()[node.name.value];
      if (!field) continue;
      const asks = remoteOf(field);
      if (asks !== null && isSeveral) return { type, field: field.name, asks };
      if (!node.selectionSet) continue;
      const named = getNamedType(field.type);
      const below = possibleTypes(named.name, this.#schema);
      const found = this.below(node.selectionSet, below, isSeveral || this.#showsSeveral(node, type, field.type));
      if (found) return found;
    }
    return undefined;
  }

  /** Whether a field can show more than one thing. The lists of a page are as long as the page. */
  #showsSeveral(node: FieldNode, parent: GraphQLObjectType, type: GraphQLOutputType): boolean {
    if (isConnection(getNamedType(type).name)) return sizeOf(node)(this.#values) > 1;
    if (!isListType(getNullableType(type)) || isConnection(parent.name)) return false;
    return (idsOf(node)?.(this.#values) ?? Infinity) > 1;
  }
}
