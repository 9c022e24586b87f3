/** Codes of what is wrong with a document itself: its syntax, and the rules of the specification that it breaks. */
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Code } from '../../graph/base/errors.ts';

const syntax: Code = 'GRAPHQL_PARSE_FAILED';
const rules: Code = 'GRAPHQL_VALIDATION_FAILED';

/** Said by the parser where a document exceeds the gateway's limit, which is no mistake in its syntax. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more that \d+ tokens/;

/** Gives these errors their codes, once: Yoga keeps them with their documents. What has a code, such as a limit's, keeps it. */
export function documentErrors(): Plugin {
  return {
    onParse: () => (parsed) => {
      const result: unknown = parsed.result;
      if (!(result instanceof GraphQLError)) return;
      result.extensions['code'] ??= TOO_MANY_TOKENS.test(result.message) ? ('BAD_USER_INPUT' satisfies Code) : syntax;
    },
    onValidate: () => (validated) => {
      const result: unknown = validated.result;
      if (!Array.isArray(result)) return;
      for (const error of result) if (error instanceof GraphQLError) error.extensions['code'] ??= rules;
    },
  };
}

/** The code of an error about the document; undefined for every other error. */
export const documentCodeOf = ({ extensions }: GraphQLError): Code | undefined =>
  [syntax, rules].find((code) => code === extensions['code']);
