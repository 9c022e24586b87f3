/** What a dry run knows of a command from its declaration: which cells its parameters select, and what its rows are about. */
import type { EntityKind } from '../subjects.ts';
import { isPlainRead, paramNames, type Command, type ReadCommand } from '../command.ts';
import { commands } from '../commands/index.ts';
import { filterOf, kindsIn, pathOf } from '../declare/mentions.ts';
import { cellOf, listOfPath } from '../declare/path.ts';

const reads: readonly ReadCommand[] = Object.values<Command>(commands).filter(isPlainRead);

/** The kind of entity that the command's rows, or its record, are. */
export const ownKind = ({ mentions }: Pick<ReadCommand, 'mentions'>): EntityKind | undefined => kindsIn(mentions)[0];

/** Lists whose rows hold facts about their clients: these need not be requested elsewhere. */
export const listsNamingClients: readonly string[] = reads
  .filter((read) => ownKind(read) !== 'client' && pathOf(read.mentions.client) !== null)
  .map(({ name }) => name);

/** The cell of the answer that a parameter selects by: by default the one of its own name. */
export function cellSelectedBy(command: Command, param: string): string {
  const path = isPlainRead(command) ? command.filters[param] : undefined;
  return path === undefined ? param : cellOf(path);
}

/** The list whose rows a parameter selects, of the parameters that have several values. */
export const listSelectedBy = (command: Command, param: string): string | null =>
  isPlainRead(command) ? listOfPath(command.filters[param] ?? '') : null;

/** The kind of the entity whose id a parameter is; undefined for other parameters. */
export const kindNamedBy = ({ filters, mentions }: ReadCommand, param: string): EntityKind | undefined =>
  kindsIn(mentions).find((kind) => {
    const mention = mentions[kind];
    return filterOf(mention) === param || (filters[param] !== undefined && filters[param] === pathOf(mention));
  });

/** Where the ids of the command's own kind stand. */
function ownPath({ mentions }: ReadCommand): string | null {
  const [own] = kindsIn(mentions);
  return own === undefined ? null : pathOf(mentions[own]);
}

/** The cell of the record's own id, where a parameter selects the record by it. */
export function ownIdCell(read: ReadCommand): string | undefined {
  const path = ownPath(read);
  return path !== null && Object.values(read.filters).includes(path) ? cellOf(path) : undefined;
}

/** WHMCS's name of the list that the command answers with. */
export const rowsOf = (read: ReadCommand): string => listOfPath(ownPath(read) ?? '') ?? '';

/** A list of rows of several kinds: the cell that names the kind, and one of its values for each kind. */
export function kindsOfRows(
  command: Command,
  list: string,
): { readonly cell: string; readonly values: string[] } | null {
  if (!isPlainRead(command)) return null;
  const kinds = Object.values(command.mentions).flatMap((mention) =>
    typeof mention === 'object' && 'by' in mention && listOfPath(mention.path) === list ? [mention] : [],
  );
  const [first] = kinds;
  return first ? { cell: cellOf(first.by), values: kinds.flatMap(({ is }) => is.slice(0, 1)) } : null;
}

/** Whether the rows of a list are transactions, some of which name no client: it is that of their invoice. */
export const holdsTransactions = (command: Command, list: string | null): boolean =>
  isPlainRead(command) && list !== null && list === listOfPath(pathOf(command.mentions.transaction) ?? '');

/** A list that WHMCS answers whole, because it takes no page. */
export const isUnpaged = (command: Command): boolean =>
  isPlainRead(command) && command.keep === 'list' && !paramNames(command.params).includes('limitnum');
