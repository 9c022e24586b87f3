/** The first draft of a noun over a list command: every plain column is a field, described by a person. */
import type { Documented } from '../support/documented.ts';
import { answerTree, columnsOf, listOfAnswer, type Node } from './answer.ts';
import { filtersOf, type Draft } from './command-draft.ts';
import { filtersDraft, UNDECIDED } from './filters-draft.ts';
import { kindOf, type Kind } from './kinds.ts';
import { Imports } from './source.ts';

/** The field of a column, by its kind. Owners are shown as the client. */
const kits: Readonly<Record<Exclude<Kind, 'owner' | 'currency'>, string>> = {
  id: 'id',
  money: 'money',
  rate: 'decimal',
  count: 'count',
  flag: 'flag',
  date: 'day',
  dateTime: 'instant',
  text: 'text',
};

/** @returns null if the answer has no rows with an id: such a type is declared by hand */
export function nounDraft(typename: string, name: string, file: string, facts: Documented): Draft | null {
  const found = listOfAnswer(answerTree(facts));
  if (!found || !columnsOf(found[1].row).has('id')) return null;
  const [rows, list] = found;
  const columns = plainColumns(list.row);
  const byParam = filtersOf(facts, columnsOf(list.row));
  const filtered = new Set(byParam.values());
  const owner = columns.find(({ column, kind }) => kind === 'owner' && filtered.has(column))?.column;
  const fields = fieldsDraft(list.row, true);
  const isFoundAlone = owner !== undefined || filtered.has('id');
  // The things of one client, and one thing, are asked for without an argument of the list's.
  const taken = [...byParam].flatMap(([param, column]) => (column === owner || column === 'id' ? [param] : []));
  const filters = filtersDraft(facts, new Set(taken));
  const lists = [
    `command: ${name}`,
    `rows: '${rows}'`,
    `id: 'id'`,
    ...(owner === undefined ? [] : [`client: '${owner}'`]),
    ...(filters === '' ? [] : [filters]),
  ];
  const parts = [
    `description: '${UNDECIDED} WHMCS: ${name}.'`,
    `list: { ${lists.join(', ')} }`,
    `fields: (f) => ({ ${fields.join(', ')} })`,
    ...(owner === undefined ? [`offered: 'staff'`] : []),
    ...(isFoundAlone ? [] : [`byHand: ['one']`]),
  ];
  return {
    imports: new Imports({
      [`../../../whmcs/commands/${file}.ts`]: [name],
      '../../schema-kit/declare-noun.ts': ['noun', 'type ThingOf'],
    }),
    text: `export const ${typename} = noun('${typename}', { ${parts.join(', ')} });
export type ${typename} = ThingOf<typeof ${typename}>;
`,
  };
}

interface PlainColumn {
  readonly column: string;
  readonly kind: Kind;
}

const plainColumns = (row: Node): PlainColumn[] =>
  [...columnsOf(row)].flatMap(([column, node]) =>
    node.is === 'value' ? [{ column, kind: kindOf(column, node.type) }] : [],
  );

/** A field for each plain column but those that are shown otherwise: the owner and the currency; of a noun its number as well. */
export const fieldsDraft = (row: Node, isNoun = false): string[] =>
  plainColumns(row).flatMap(({ column, kind }) => {
    if (kind === 'owner' || kind === 'currency' || !/^\w+$/.test(column)) return [];
    if (column === 'id') return isNoun ? [] : [`whmcsId: f.count('id', '${UNDECIDED}')`];
    return [`${fieldName(column)}: f.${kits[kind]}('${column}', '${UNDECIDED}')`];
  });

/** `created_at` is `createdAt`. */
const fieldName = (column: string): string =>
  column.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
