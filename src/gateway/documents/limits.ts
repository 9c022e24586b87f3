/** Parses and validates documents within limits. A document is measured before it is validated: that takes longer the larger it is. */
import {
  GraphQLError,
  Lexer,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  Source,
  TokenKind,
} from 'graphql';
import type { Code } from '../../graph/base/errors.ts';
import { measureDocument, type Measures } from './measures.ts';
import type { DocumentLimits } from '../../config/limits.ts';

/** What each limit counts, as error messages name it. */
const subjects: Readonly<Record<keyof Measures, string>> = {
  depth: 'fields within each other',
  fields: 'fields',
  rootFields: 'fields at its top',
  aliases: 'aliases',
  repeats: 'fields of one name in one selection',
  directives: 'directives',
  directivesAtOnce: 'directives in one place',
};

const kinds = Object.keys(subjects).filter((kind): kind is keyof Measures => kind in subjects);

/** Validation stops after this many errors. */
const MOST_ERRORS = 10;

/**
 * Parses a document.
 *
 * @throws GraphQLError for a text that is no document, or is too large to be parsed
 */
export function parseWithin(limits: DocumentLimits, text: string): DocumentNode {
  if (Buffer.byteLength(text) > limits.bytes)
    throw excess(`The document is larger than ${limits.bytes} bytes (document.bytes); send values as variables.`);
  const source = new Source(text);
  if (nestsTooDeep(source, limits.tokens))
    throw excess(`The document nests more than ${MOST_DEPTH} brackets in each other; ask for less at once.`);
  const document = parse(source, { maxLexicalTokens: limits.tokens });
  // Each error counts the lines before its location: 500 errors in a document of 60,000 empty lines took three seconds.
  if (hasManyLines(text)) source.body = text.replaceAll(/[\n\r]/g, ' ');
  return document;
}

/** What is wrong with a document: the first limit that it exceeds, alone and unvalidated, or the rules that it breaks. */
export function validateWithin(
  limits: DocumentLimits,
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly GraphQLError[] {
  const exceeded = excesses(document, limits);
  return exceeded.length > 0 ? exceeded : validate(schema, document, undefined, { maxErrors: MOST_ERRORS });
}

/** Brackets of any kind within each other: fields nest less deep, and neither parser nor rules have a stack for thousands. */
const MOST_DEPTH = 250;

const openings = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closings = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Stops at the limit of tokens: that there are too many, or that one is invalid, is reported by the parser. */
function nestsTooDeep(document: Source, mostTokens: number): boolean {
  // A document of fewer brackets cannot nest them. Nearly all have fewer, and their tokens are not read twice.
  if (!hasMoreBrackets(document.body, MOST_DEPTH)) return false;
  const lexer = new Lexer(document);
  let depth = 0;
  for (let tokens = 0; tokens <= mostTokens; tokens++) {
    const { kind } = lexer.advance();
    if (kind === TokenKind.EOF) return false;
    if (openings.has(kind) && ++depth > MOST_DEPTH) return true;
    if (closings.has(kind)) depth--;
  }
  return false;
}

function hasMoreBrackets(text: string, most: number): boolean {
  let brackets = 0;
  for (const _ of text.matchAll(/[{[(]/g)) if (++brackets > most) return true;
  return false;
}

/** Errors in a document of more lines have only a column. */
const MOST_LINES = 1_000;

function hasManyLines(text: string): boolean {
  let lines = 0;
  for (const _ of text.matchAll(/[\n\r]/g)) if (++lines > MOST_LINES) return true;
  return false;
}

/** Reports only the first limit that is exceeded. */
function excesses(document: DocumentNode, most: DocumentLimits): readonly GraphQLError[] {
  const measures = measureDocument(document);
  const kind = kinds.find((each) => measures[each] > most[each]);
  if (kind === undefined) return [];
  return [excess(`The operation has more than ${most[kind]} ${subjects[kind]}; ask for less at once.`)];
}

const excess = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' satisfies Code } });
