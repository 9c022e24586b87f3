/** Codes of errors in a document itself: its syntax, and the rules of the specification that it breaks. */
import type { GraphQLError } from 'graphql';
import type { Code } from '../../graph/base/errors.ts';

const documentCodes = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'] as const satisfies readonly Code[];

export type DocumentCode = (typeof documentCodes)[number];

/** The parser's message if a document exceeds the gateway's limit of tokens, which is no mistake in its syntax. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more that \d+ tokens/;

/** Gives an error its code. One that has a code, such as that of an exceeded limit, keeps it. */
export function withCode(error: GraphQLError, code: DocumentCode): GraphQLError {
  error.extensions['code'] ??= TOO_MANY_TOKENS.test(error.message) ? ('BAD_USER_INPUT' satisfies Code) : code;
  error.extensions['http'] ??= { spec: true, status: 400 };
  return error;
}

/** The code of an error in the document; undefined for every other error. */
export const documentCodeOf = ({ extensions }: GraphQLError): DocumentCode | undefined =>
  documentCodes.find((code) => code === extensions['code']);
