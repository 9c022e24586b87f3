/** The first draft of a noun over a list command: every plain column is a field, described by a person. */
import type { Documented } from '../support/documented.ts';
import { answerTree, columnsOf, listOfAnswer } from './answer.ts';
import { filtersOf, type Draft } from './command-draft.ts';
import { kindOf, type Kind } from './kinds.ts';
import { Imports } from './source.ts';

/** Stands in every description that a person has to write. */
export const UNDECIDED = 'Undecided.';

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
  const columns = [...columnsOf(list.row)].flatMap(([column, node]) =>
    node.is === 'value' ? [{ column, kind: kindOf(column, node.type) }] : [],
  );
  const filtered = new Set(filtersOf(facts, columnsOf(list.row)).values());
  const owner = columns.find(({ column, kind }) => kind === 'owner' && filtered.has(column))?.column;
  const fields = columns.flatMap(({ column, kind }) =>
    kind === 'owner' || kind === 'currency' || column === 'id'
      ? []
      : [`${fieldName(column)}: f.${kits[kind]}('${column}', '${UNDECIDED}')`],
  );
  const isFoundAlone = owner !== undefined || filtered.has('id');
  const parts = [
    `description: '${UNDECIDED} WHMCS: ${name}.'`,
    `list: { command: ${name}, rows: '${rows}', id: 'id'${owner === undefined ? '' : `, client: '${owner}'`} }`,
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

/** `created_at` is `createdAt`. */
const fieldName = (column: string): string =>
  column.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
