/** Parses YAML or JSON into plain data with positions. No message quotes the text: it may contain a secret. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type ErrorCode,
  type ParsedNode,
} from 'yaml';

/** The path of a value: keys of mappings and indexes of lists, outermost first. */
export type Path = readonly PropertyKey[];

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Mistake {
  readonly position: Position;
  readonly path: Path;
  readonly message: string;
}

export interface ParsedDocument {
  readonly value: unknown;
  /** The position of a value or of its key; for a missing value, that of the closest parent. */
  positionOf(path: Path, part: 'name' | 'value'): Position;
}

export type Language = 'YAML' | 'JSON';

/** The maximum of expanded aliases: a file with more is a mistake, or an attempt to exhaust memory. */
const MOST_ALIASES = 100;

/** Replaces messages of the parser that quote the text or address its developer. */
const ownMessages: Partial<Record<ErrorCode, string>> = {
  BAD_COLLECTION_TYPE: 'a tag (!) does not match the value after it; remove it',
  BAD_DIRECTIVE: 'the directive in a line that begins with % is unknown; remove it',
  BAD_DQ_ESCAPE: 'unknown escape sequence (\\) in double quotes; use single quotes',
  MULTIPLE_DOCS: 'a second document begins here; only one is allowed',
  NON_STRING_KEY: 'a key must be a plain string',
  TAG_RESOLVE_FAILED: 'a tag (!) is unknown; remove it, or quote a string that begins with !',
  UNEXPECTED_TOKEN: 'unexpected token; quotes, a comma, a bracket or a line break may be missing',
};

/** Parses a text. Only the first syntax error is reported: later ones may be its consequence. */
export function readDocument(text: string, language: Language): ParsedDocument | Mistake[] {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const wrong = (offset: number, message: string, path: Path = []): Mistake => ({
    position: positionAt(offset),
    path,
    message,
  });

  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      schema: language === 'JSON' ? 'json' : 'core',
      resolveKnownTags: false,
      stringKeys: true,
      // Checked below, with paths and in linear time.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
  } catch {
    // The parser is recursive: deep nesting exhausts the stack.
    return [wrong(0, 'is nested too deeply')];
  }
  const [first] = [...document.errors, ...document.warnings];
  if (first) {
    const says =
      language === 'JSON'
        ? 'quotes, a comma or a bracket may be missing here or just before'
        : (ownMessages[first.code] ?? first.message);
    return [wrong(first.pos[0], `is not ${language}: ${says}`)];
  }
  const found = [...faults(document.contents, [], new Set())];
  if (found.length > 0) return found.map(({ offset, path, says }) => wrong(offset, says, path));
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value, positionOf: (path, part) => positionAt(offsetOf(document, path, part)) };
  } catch {
    return [wrong(0, `expands too many aliases (*); the maximum is ${MOST_ALIASES}`)];
  }
}

interface Fault {
  readonly offset: number;
  readonly path: Path;
  readonly says: string;
}

/** Faults in valid YAML: duplicate keys, and aliases without an anchor. */
function* faults(node: ParsedNode | null, path: Path, anchors: Set<string>): Generator<Fault> {
  if (isAlias(node)) {
    if (!anchors.has(node.source))
      yield { offset: node.range[0], path, says: 'is an alias (*) without an anchor (&) before it' };
    return;
  }
  if (node?.anchor !== undefined) anchors.add(node.anchor);
  if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* faults(item, [...path, index], anchors);
  if (!isMap(node)) return;
  const names = new Set<string>();
  for (const { key, value } of node.items) {
    const name = nameOf(key);
    if (names.has(name)) yield { offset: key.range[0], path: [...path, name], says: 'is a duplicate key' };
    names.add(name);
    yield* faults(value, [...path, name], anchors);
  }
}

const nameOf = (key: ParsedNode): string => (isScalar(key) ? String(key.value) : '');

function offsetOf(document: Document.Parsed, path: Path, part: 'name' | 'value'): number {
  let node = document.contents;
  let offset = node?.range[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isSeq(node)) {
      node = node.items[Number(step)] ?? null;
      offset = node?.range[0] ?? offset;
    } else {
      const pair = isMap(node) ? node.items.find(({ key }) => nameOf(key) === step) : undefined;
      if (!pair) break;
      const isLast = depth === path.length - 1;
      node = pair.value;
      offset = (isLast && part === 'name' ? pair.key : (node ?? pair.key)).range[0];
    }
  }
  return offset;
}
