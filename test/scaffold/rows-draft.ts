/** The first drafts of what has no id in the graph: rows by a query or under a thing, and single things. */
import type { Documented } from '../support/documented.ts';
import { answerTree, columnsOf, listOfAnswer, type Node } from './answer.ts';
import type { Draft } from './command-draft.ts';
import { filtersDraft, UNDECIDED } from './filters-draft.ts';
import { fieldsDraft } from './noun-draft.ts';
import { plural } from './names.ts';
import { Imports } from './source.ts';

const lowered = (word: string): string => `${word.charAt(0).toLowerCase()}${word.slice(1)}`;

interface Place {
  readonly typename: string;
  /** The command, and its file. */
  readonly name: string;
  readonly file: string;
}

const importsFor = ({ name, file }: Place, kit: string, form: string): Imports =>
  new Imports({ [`../../../whmcs/commands/${file}.ts`]: [name], [`../../schema-kit/${kit}.ts`]: [form] });

/** The parts that all rows have; null where the rows are no objects. */
function rowsOf({ typename, name }: Place, facts: Documented, taken: ReadonlySet<string>): string[] | null {
  const found = listOfAnswer(answerTree(facts));
  if (!found || found[1].row.is !== 'object') return null;
  const [rows, list] = found;
  const filters = filtersDraft(facts, taken);
  return [
    `description: '${UNDECIDED}'`,
    `type: '${typename}'`,
    `each: '${UNDECIDED}'`,
    `command: ${name}`,
    `rows: ({ ${rows} }) => ${rows}`,
    ...(filters === '' ? [] : [filters]),
    `fields: (f) => ({ ${fieldsDraft(list.row).join(', ')} })`,
    ...(facts.paged ? [`as: 'connection'`] : []),
  ];
}

/** A query over rows. */
export function rowsDraft(place: Place, facts: Documented): Draft | null {
  const parts = rowsOf(place, facts, new Set());
  if (!parts) return null;
  const text = `rowsQuery('${plural(lowered(place.typename))}', { ${[...parts, `offered: 'staff'`].join(', ')} });\n`;
  return { imports: importsFor(place, 'declare-rows', 'rowsQuery'), text };
}

/** Rows of a thing, as its field; null if the command is not asked by the number of such a thing. */
export function childrenDraft(
  place: Place & { readonly parent: string; readonly base: string; readonly field: string },
  facts: Documented,
): Draft | null {
  const { parent, base, field } = place;
  const param = Object.keys(facts.params).find(
    (each) => facts.marks?.[each]?.entity?.toLowerCase() === parent.toLowerCase(),
  );
  if (param === undefined) return null;
  const parts = rowsOf(place, facts, new Set([param]));
  if (!parts) return null;
  const imports = importsFor(place, 'declare-rows', 'children');
  imports.from(`./${base}.ts`, parent);
  const own = `params: ({ whmcsId }) => ({ ${param}: whmcsId })`;
  return { imports, text: `children(${parent}, '${field}', { ${[...parts, own, `offered: 'staff'`].join(', ')} });\n` };
}

/** A single thing: the answer as it is, or the one object in it. */
export function singleDraft(place: Place, facts: Documented): Draft | null {
  const { typename, name } = place;
  const tree = answerTree(facts);
  const [only, ...others] = [...tree];
  const inner = only && others.length === 0 && only[1].is === 'object' ? only : null;
  const root: Node = inner ? inner[1] : { is: 'object', fields: tree };
  const fields = fieldsDraft(root);
  if (fields.length === 0 || columnsOf(root).size === 0) return null;
  const filters = filtersDraft(facts, new Set());
  const parts = [
    `description: '${UNDECIDED}'`,
    `command: ${name}`,
    ...(filters === '' ? [] : [filters]),
    `row: ${inner ? `({ ${inner[0]} }) => ${inner[0]}` : '(answer) => answer'}`,
    `fields: (f) => ({ ${fields.join(', ')} })`,
    `query: { name: '${lowered(typename)}', description: '${UNDECIDED}' }`,
    `offered: 'staff'`,
  ];
  const text = `single('${typename}', { ${parts.join(', ')} });\n`;
  return { imports: importsFor(place, 'declare-single', 'single'), text };
}
