/** The documents as tests read them: their text, code blocks, tables and headings. */
import { readdirSync, readFileSync } from 'node:fs';

export const root = new URL('../../', import.meta.url);

export const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Every document for readers, by its path in the repository. The changelog describes the past. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(new URL('docs/', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'schema/README.md',
];

export interface Block {
  readonly language: string;
  readonly code: string;
  /** The text between the preceding block or heading and this one. */
  readonly before: string;
  /** The nearest heading above it. */
  readonly heading: string;
}

const FENCE = /^ *```(\w*)\n([^]*?)^ *```$/gm;

/** The fenced code blocks of a page, in order. */
export function blocksIn(text: string): Block[] {
  let end = 0;
  let heading = '';
  return [...text.matchAll(FENCE)].map(({ 0: all, 1: language = '', 2: code = '', index }) => {
    const parts = text.slice(end, index).split(/^#+ (.*)$/m);
    if (parts.length > 1) heading = parts.at(-2) ?? '';
    end = index + all.length;
    return { language, code, before: parts.at(-1) ?? '', heading };
  });
}

/** A page without its code blocks, in which "#" and "](" have another meaning. */
export const proseOf = (text: string): string => text.replaceAll(FENCE, '');

export interface Row {
  readonly heading: string;
  readonly cells: readonly string[];
}

/** The rows of all tables of a page, without their heads. */
export function rowsIn(text: string): Row[] {
  let heading = '';
  let isBody = false;
  const rows: Row[] = [];
  for (const line of proseOf(text).split('\n')) {
    if (line.startsWith('#')) heading = line.replace(/^#+ /, '');
    if (!line.startsWith('|')) isBody = false;
    else if (/^\|[\s:|-]+\|$/.test(line)) isBody = true;
    else if (isBody)
      rows.push({
        heading,
        cells: line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      });
  }
  return rows;
}

/** The first cells of the rows below a heading, without their backticks. */
export const namesIn = (page: string, heading: string): string[] =>
  rowsIn(read(page))
    .filter((row) => row.heading === heading)
    .map(({ cells: [first = ''] }) => first.replaceAll('`', ''));

/** Code spans of a text. */
export const spansIn = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);

/** The anchors that GitHub gives the headings of a page. */
export function anchorsIn(text: string): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    [...proseOf(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
      const slug = heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}
