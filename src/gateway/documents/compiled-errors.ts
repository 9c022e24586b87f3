/**
 * The errors of a compiled query as graphql-js reports them. graphql-jit knows what a resolver threw and at which path, but not the nodes of
 * the document. When it nulls a parent it reports other errors than graphql-js: such a result cannot be used.
 */
import {
  Kind,
  locatedError,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type SelectionSetNode,
} from 'graphql';
import { NotCompilableError } from '../../graph/schema-kit/count-rows.ts';

/** The result with the errors of graphql-js; null if they cannot be derived. */
export function withLocatedErrors(document: DocumentNode, result: ExecutionResult): ExecutionResult | null {
  const { data, errors } = result;
  if (!errors || !data) return null;
  const fields = fieldsByLocation(document);
  const located: GraphQLError[] = [];
  for (const { originalError, path, locations = [] } of errors) {
    if (!originalError || originalError instanceof NotCompilableError || !path || !isNullAt(data, path)) return null;
    // Compiled code names every field that may be merged into the value; graphql-js only those that are included this time.
    if (locations.length !== 1) return null;
    const nodes = locations.flatMap((location) => fields.get(keyOf(location)) ?? []);
    if (nodes.length !== 1) return null;
    located.push(locatedError(originalError, nodes, path));
  }
  return { ...result, errors: located };
}

/** Whether the value at a path is null, and no value above it is. */
function isNullAt(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value === null;
}

interface Location {
  readonly line: number;
  readonly column: number;
}

const keyOf = ({ line, column }: Location): string => `${line}:${column}`;

/** All fields of a document by the location of their first token. */
function fieldsByLocation({ definitions }: DocumentNode): ReadonlyMap<string, FieldNode> {
  const fields = new Map<string, FieldNode>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD && selection.loc) fields.set(keyOf(selection.loc.startToken), selection);
      if ('selectionSet' in selection && selection.selectionSet) collect(selection.selectionSet);
    }
  };
  for (const definition of definitions) if ('selectionSet' in definition) collect(definition.selectionSet);
  return fields;
}
