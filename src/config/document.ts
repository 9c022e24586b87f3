/** A text of YAML or JSON as plain data whose parts know where they stood. No message repeats what stands in the text: it may be a secret. */
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

/** A part of the data: names in mappings and numbers in lists, from the outermost on. */
export type Path = readonly PropertyKey[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Mistake {
  readonly place: Place;
  readonly path: Path;
  readonly says: string;
}

export interface Data {
  readonly value: unknown;
  /** Where a part stands, or its name; for a part that is missing, where it is missed. */
  placeOf(path: Path, part: 'name' | 'value'): Place;
}

export type Language = 'YAML' | 'JSON';

/** Aliases may unfold to so many parts: more is a mistake, or meant to fill the memory. */
const MOST_ALIASES = 100;

/** The parser's own words say most things well; these would repeat the text, or advise whoever called it. */
const inOurWords: Partial<Record<ErrorCode, string>> = {
  BAD_COLLECTION_TYPE: 'a tag (!) does not fit what follows it; take it out',
  BAD_DIRECTIVE: 'a line that begins with % is not known; take it out',
  BAD_DQ_ESCAPE: 'there is no such escape (\\) between double quotes; use single ones',
  MULTIPLE_DOCS: 'a second document begins here; there may be one',
  NON_STRING_KEY: 'a name must be a plain text',
  TAG_RESOLVE_FAILED: 'a tag (!) is not known; take it out, or put quotes around a text that begins with it',
  UNEXPECTED_TOKEN: 'nothing like this may stand here; quotes, a comma, a bracket or a line break may be missing',
};

/** Reads a text. What follows a mistake in the language itself may only be its consequence, so that one is told alone. */
export function readDocument(text: string, language: Language): Data | Mistake[] {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const wrong = (offset: number, says: string, path: Path = []): Mistake => ({ place: placeAt(offset), path, says });

  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      schema: language === 'JSON' ? 'json' : 'core',
      resolveKnownTags: false,
      stringKeys: true,
      // Found below, with their paths, and in linear time.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
  } catch {
    // The parser calls itself for each level, and the stack ends somewhere.
    return [wrong(0, 'cannot be read: it is nested too deeply')];
  }
  const [first] = [...document.errors, ...document.warnings];
  if (first) {
    const says =
      language === 'JSON'
        ? 'quotes, a comma or a bracket may be missing here or just before'
        : (inOurWords[first.code] ?? first.message);
    return [wrong(first.pos[0], `is not ${language}: ${says}`)];
  }
  const found = [...faults(document.contents, [], new Set())];
  if (found.length > 0) return found.map(({ offset, path, says }) => wrong(offset, says, path));
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value, placeOf: (path, part) => placeAt(offsetOf(document, path, part)) };
  } catch {
    return [wrong(0, `unfolds to too much by its aliases (*); ${MOST_ALIASES} are the most`)];
  }
}

interface Fault {
  readonly offset: number;
  readonly path: Path;
  readonly says: string;
}

/** What is good YAML and yet has no meaning: a name that stands twice in a mapping, an alias of nothing. */
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
    if (names.has(name)) yield { offset: key.range[0], path: [...path, name], says: 'stands there twice' };
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
      const isSought = depth === path.length - 1;
      node = pair.value;
      offset = (isSought && part === 'name' ? pair.key : (node ?? pair.key)).range[0];
    }
  }
  return offset;
}
