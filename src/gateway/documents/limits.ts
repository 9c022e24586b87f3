/**
 * How much a document may contain. It is measured before it is validated, which takes longer the larger it is, and once: documents
 * are kept, and what came of them with them.
 */
import {
  GraphQLError,
  isSchema,
  Kind,
  Lexer,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ParseOptions,
  Source,
  TokenKind,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Code } from '../../graph/base/errors.ts';
import { measureDocument, type Measures } from './measures.ts';
import type { DocumentLimits } from '../../config/limits.ts';

/** What the limits are about, in the words of who has to ask for less. */
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

/** After so many mistakes a document is not looked at any further. */
const MOST_ERRORS = 10;

/** How documents are read, on the way through Yoga and without it. */
export interface DocumentReader {
  /** @throws GraphQLError for a text that is no document, or too large to be looked at */
  parse(text: string, options?: ParseOptions): DocumentNode;
  /** What is wrong with a document: that it asks for too much, alone and unvalidated, or the rules that it breaks. Looked for once. */
  errorsIn(document: DocumentNode, schema: GraphQLSchema): readonly GraphQLError[];
}

export function documentReader(most: DocumentLimits): DocumentReader {
  const known = new WeakMap<DocumentNode, WeakMap<GraphQLSchema, readonly GraphQLError[]>>();
  return {
    parse(text, options) {
      if (Buffer.byteLength(text) > most.bytes)
        throw excess(`The document is larger than ${most.bytes} bytes (document.bytes); send values as variables.`);
      const located = new Source(text);
      if (nestsTooDeep(located, most.tokens))
        throw excess(`The document nests more than ${MOST_DEPTH} brackets in each other; ask for less at once.`);
      const document = parse(located, { ...options, maxLexicalTokens: most.tokens });
      // Each error counts the lines before its place: 500 of them in a document of 60,000 empty lines took three seconds.
      if (hasManyLines(text)) located.body = text.replaceAll(/[\n\r]/g, ' ');
      return document;
    },
    errorsIn(document, schema) {
      let bySchema = known.get(document);
      if (!bySchema) known.set(document, (bySchema = new WeakMap()));
      let errors = bySchema.get(schema);
      if (!errors) {
        const tooMuch = excesses(document, most);
        errors = tooMuch.length > 0 ? tooMuch : validate(schema, document, undefined, { maxErrors: MOST_ERRORS });
        bySchema.set(schema, errors);
      }
      return errors;
    },
  };
}

/** Has Yoga read documents so. */
export function documentLimits(reader: DocumentReader): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) =>
        reader.parse(typeof source === 'string' ? source : source.body, options),
      );
    },
    onValidate({ params, setResult }) {
      const document: unknown = params.documentAST;
      const schema: unknown = params.schema;
      if (isDocument(document) && isSchema(schema)) setResult(reader.errorsIn(document, schema));
    },
  };
}

/** Brackets of any kind within each other: fields nest less deep, and neither parser nor rules have a stack for thousands. */
const MOST_DEPTH = 250;

const openings = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closings = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Where a document has so many tokens that it is refused, or one that is none, the parser says so. */
function nestsTooDeep(document: Source, mostTokens: number): boolean {
  // A document of fewer brackets cannot nest them: nearly all need no second look at their tokens.
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

/** Errors in a document of more lines say the column alone. */
const MOST_LINES = 1_000;

function hasManyLines(text: string): boolean {
  let lines = 0;
  for (const _ of text.matchAll(/[\n\r]/g)) if (++lines > MOST_LINES) return true;
  return false;
}

/** Yoga says "any". */
const isDocument = (node: unknown): node is DocumentNode =>
  typeof node === 'object' && node !== null && 'kind' in node && node.kind === Kind.DOCUMENT;

/** The first that is exceeded says enough. */
function excesses(document: DocumentNode, most: DocumentLimits): readonly GraphQLError[] {
  const measures = measureDocument(document);
  const kind = kinds.find((each) => measures[each] > most[each]);
  if (kind === undefined) return [];
  return [excess(`The operation has more than ${most[kind]} ${subjects[kind]}; ask for less at once.`)];
}

const excess = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' satisfies Code } });
