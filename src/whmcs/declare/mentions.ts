/**
 * `mentions` of a command: for each kind of entity, where the answer names entities that it holds facts about. The first kind is the
 * command's own: what its rows, or its record, are.
 */
import type { z } from 'zod';
import { entityKeys, type EntityKey } from '../cache/mentions.ts';
import type { EntityKind } from '../subjects.ts';
import { isFiltered } from '../wire/page.ts';
import type { ParamsSchema } from './common.ts';
import { columnAt, valueAt, type PathTo } from './path.ts';

/** The parameters of a command, by name. */
export type ParamName<P extends ParamsSchema> = keyof z.input<P> & string;

/** Where an id stands. */
export type IdPath<A extends z.ZodType> = PathTo<z.output<A>, number>;

/** Rows of a list of several kinds: the ids at `path` in those rows whose cell at `by` is one of `is`, in any case. */
interface OneKind<Path extends string, Text extends string> {
  readonly path: Path;
  readonly by: Text;
  readonly is: readonly string[];
}

/** Where the answer to a request without other filters, on its first page, is about the entity that this parameter names. */
interface Filter<Param extends string> {
  readonly filter: Param;
}

type Mention<Path extends string, Text extends string, Param extends string> =
  | Path
  /** Some builds use the second name: the first that a row has counts. */
  | readonly [Path, Path]
  | OneKind<Path, Text>
  | Filter<Param>;

/** As a command declares them, checked against its parameters and its answer. */
export type Mentions<P extends ParamsSchema, A extends z.ZodType> = {
  readonly [K in EntityKind]?: Mention<IdPath<A>, PathTo<z.output<A>, string>, ParamName<P>>;
};

/** The same of any command. */
export type AnyMention = Mention<string, string, string>;
export type AnyMentions = { readonly [K in EntityKind]?: AnyMention };

/** The kinds that a command mentions, its own first. */
export const kindsIn = (mentions: AnyMentions): EntityKind[] =>
  Object.keys(mentions).filter((kind): kind is EntityKind => kind in mentions);

/** The first path of a mention; null where a parameter names the entity. */
export function pathOf(mention: AnyMention | undefined): string | null {
  if (mention === undefined || typeof mention === 'string') return mention ?? null;
  if (isPair(mention)) return mention[0];
  return 'path' in mention ? mention.path : null;
}

/** The parameter that names the entity; null where the answer does. */
export const filterOf = (mention: AnyMention | undefined): string | null =>
  typeof mention === 'object' && !isPair(mention) && 'filter' in mention ? mention.filter : null;

const isPair = (mention: AnyMention): mention is readonly [string, string] => Array.isArray(mention);

type IdsOf = (params: unknown, answer: unknown) => unknown[];

function idsOf(mention: AnyMention): IdsOf {
  if (typeof mention === 'string') {
    const column = columnAt(mention);
    return (_, answer) => column(answer);
  }
  if (isPair(mention)) {
    const [first, second] = mention.map(columnAt);
    return (_, answer) => {
      const others = second?.(answer) ?? [];
      return (first?.(answer) ?? []).map((id, row) => id ?? others[row]);
    };
  }
  if ('filter' in mention)
    return (params) => (isFirstOfWhole(params, mention.filter) ? [valueAt(params, mention.filter)] : []);
  const [ids, texts] = [columnAt(mention.path), columnAt(mention.by)];
  return (_, answer) => {
    const kinds = texts(answer).map((kind) => (typeof kind === 'string' ? kind.toLowerCase() : ''));
    return ids(answer).filter((_id, row) => mention.is.includes(kinds[row] ?? ''));
  };
}

/** Whether a request has no other filter than this one, and begins at the first row. */
function isFirstOfWhole(params: unknown, filter: string): boolean {
  const others = Object.entries(params ?? {}).filter(([name]) => name !== filter);
  return !valueAt(params, 'limitstart') && !isFiltered(Object.fromEntries(others));
}

/** Reads the keys of all mentioned entities from a request and its answer. */
export function mentionReader(mentions: AnyMentions = {}): (params: unknown, answer: unknown) => EntityKey[] {
  const readers = kindsIn(mentions).flatMap((kind) => {
    const mention = mentions[kind];
    return mention === undefined ? [] : [{ kind, ids: idsOf(mention) }];
  });
  return (params, answer) =>
    readers.flatMap(({ kind, ids }) =>
      entityKeys(
        kind,
        ids(params, answer).map((id) => (typeof id === 'number' ? id : null)),
      ),
    );
}
