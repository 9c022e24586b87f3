/**
 * Documents by their text. Each is parsed once, and validated once for each schema: parsing and validating a screen's query costs more
 * than executing it from the cache.
 */
import { getOperationAST, GraphQLError, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { DocumentLimits } from '../../config/limits.ts';
import { boundedStore, ENTRY_BYTES, textBytes } from '../../whmcs/cache/bounded-store.ts';
import { queryByPost } from '../../graph/schema-kit/by-post.ts';
import { withCode } from './errors.ts';
import { parseWithin, validateWithin } from './limits.ts';

export interface DocumentCache {
  /**
   * Returns a document that is valid in a schema and has the operation, or its errors.
   *
   * @param readOnly whether a mutation is an error
   */
  find(
    schema: GraphQLSchema,
    text: string,
    operationName: string | null | undefined,
    readOnly: boolean,
  ): { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };
}

const MOST_BYTES = 64 * 1024 * 1024;

/** A token with its part of the tree, as measured. */
const TOKEN_BYTES = 350;

/** The memory that a document takes: its text is small beside the tree. */
export function documentBytes({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token = loc?.startToken ?? null; token; token = token.next) tokens++;
  return tokens * TOKEN_BYTES + textBytes(loc?.source.body ?? '');
}

export function documentCache(limits: DocumentLimits): DocumentCache {
  const parsed = boundedStore<string, DocumentNode>({
    name: 'documents',
    maxBytes: MOST_BYTES,
    bytesOf: (document, text) => ENTRY_BYTES + textBytes(text) + documentBytes(document),
  });
  const validated = new WeakMap<DocumentNode, WeakMap<GraphQLSchema, readonly GraphQLError[]>>();

  /** @throws GraphQLError for a text that is no document, or exceeds a limit */
  const documentOf = (text: string): DocumentNode => {
    const known = parsed.get(text);
    if (known) return known;
    // Errors are not cached: they are quick to find again, and a caller that makes mistakes rarely repeats them.
    const document = parseWithin(limits, text);
    parsed.set(text, document);
    return document;
  };
  const errorsIn = (document: DocumentNode, schema: GraphQLSchema): readonly GraphQLError[] => {
    let bySchema = validated.get(document);
    if (!bySchema) validated.set(document, (bySchema = new WeakMap()));
    let errors = bySchema.get(schema);
    if (!errors) {
      errors = validateWithin(limits, schema, document).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
      bySchema.set(schema, errors);
    }
    return errors;
  };

  return {
    find(schema, text, operationName, readOnly) {
      try {
        const document = documentOf(text);
        const fault =
          operationFault(document, operationName, readOnly) ?? (readOnly ? notByGet(document, schema) : null);
        const errors = fault ? [fault] : errorsIn(document, schema);
        return errors.length > 0 ? { errors } : { document };
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
        throw error;
      }
    },
  };
}

/** Why the operation of a document cannot be executed, whatever its fields; null if it can. */
function operationFault(
  document: DocumentNode,
  operationName: string | null | undefined,
  readOnly: boolean,
): GraphQLError | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return refusal('Could not determine what operation to execute.', { status: 400 });
  if (operation.operation === OperationTypeNode.MUTATION && readOnly)
    return refusal('Can only perform a mutation operation from a POST request.', onlyPost);
  // graphql-js would answer it with `data: null`, as if it had been executed.
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    return new GraphQLError('Schema is not configured to execute subscription operation.', { nodes: operation });
  return null;
}

const onlyPost = { status: 405, headers: { Allow: 'POST' } };

function notByGet(document: DocumentNode, schema: GraphQLSchema): GraphQLError | null {
  const query = queryByPost(document, schema);
  return query === undefined ? null : refusal(`Can only ask ${query} from a POST request.`, onlyPost);
}

const refusal = (message: string, http: object): GraphQLError => new GraphQLError(message, { extensions: { http } });
