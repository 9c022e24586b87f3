/** The first draft of a command's declaration. */
import type { Documented } from '../support/documented.ts';
import { answerTree, columnsOf, fieldsOf, listOfAnswer, schemaOf, type Node } from './answer.ts';
import { kindOf } from './kinds.ts';
import { camel, kebab, singular } from './names.ts';
import { paramsSchema, probeOf } from './params.ts';
import { Imports } from './source.ts';

export interface Draft {
  readonly imports: Imports;
  readonly text: string;
}

interface Context {
  /** The file, without its ending: its plural noun is the topic. */
  readonly file: string;
  /** The documented errors of a write. */
  readonly refusals: readonly string[];
  /** Whether its rows are only shown under another thing, and are no things of their own. */
  readonly areChildren?: boolean;
}

export function commandDraft(name: string, facts: Documented, { file, refusals, areChildren = false }: Context): Draft {
  const imports = new Imports({ zod: ['z'], '../command.ts': [facts.kind] });
  const params = paramsSchema(facts, imports);
  const body =
    facts.kind === 'read' ? readBody(name, file, areChildren, facts, imports) : writeBody(facts, refusals, imports);
  const secret = facts.sensitiveFields ? `secret: ${JSON.stringify(facts.sensitiveFields)},` : '';
  const { before, fields } = body;
  const text = `${before}export const ${name} = ${facts.kind}('${name}', { params: ${params}, ${secret} ${fields} });\n`;
  return { imports, text };
}

interface Body {
  readonly before: string;
  readonly fields: string;
}

function readBody(name: string, file: string, areChildren: boolean, facts: Documented, imports: Imports): Body {
  const tree = answerTree(facts);
  const found = listOfAnswer(tree);
  const probe = `topics: ['${camel(file)}'], probe: ${probeOf(facts)}`;
  if (!found) {
    const owner = [...tree].find(([field, node]) => isOwner(field, node))?.[0];
    const answer = `z.object({ ${fieldsOf(tree, imports)} })`;
    return { before: '', fields: `answer: ${answer}, keep: 'record', ${owner ? `owner: '${owner}',` : ''} ${probe}` };
  }
  const [rows, list] = found;
  const rowName = `${camel(singular(kebab(name.replace(/^(Get|List)/, ''))))}Row`;
  const before = `const ${rowName} = ${schemaOf(rows, list.row, imports)};\n\n`;
  const listed = `${imports.from('../wire/values.ts', 'listOf')}('${list.singular ?? singular(rows)}', ${rowName}).default([])`;
  // Fields beside the rows echo the filters. They do not say who owns the rows.
  const beside = new Map([...tree].filter(([field]) => field !== rows && !isCount(field) && !isEcho(field, facts)));
  const echoes = [...tree.keys()].filter((field) => isEcho(field, facts));
  if (echoes.length > 0) imports.from('../wire/values.ts', 'id');
  const fields = [fieldsOf(beside, imports), ...echoes.map((field) => `${field}: id`), `${rows}: ${listed}`];
  const answer = `${imports.from('../wire/page.ts', 'page')}({ ${fields.filter((field) => field !== '').join(', ')} })`;
  const owner = [...columnsOf(list.row)].find(([field, node]) => isOwner(field, node))?.[0];
  const filters = filtersOf(facts, columnsOf(list.row));
  const byId = [...filters].find(([, column]) => column === 'id')?.[0];
  return {
    before,
    fields: [
      `answer: ${answer}`,
      `keep: ${byId ? `{ recordBy: '${byId}' }` : `'list'`}`,
      ...(owner ? [`owner: '${rows}[].${owner}'`] : []),
      ...(filters.size > 0
        ? [`filters: { ${[...filters].map(([param, column]) => `${param}: '${rows}[].${column}'`).join(', ')} }`]
        : []),
      ...(columnsOf(list.row).has('id') && !areChildren
        ? [`mentions: { ${camel(singular(file))}: '${rows}[].id' }`]
        : []),
      probe,
    ].join(', '),
  };
}

function writeBody(facts: Documented, refusals: readonly string[], imports: Imports): Body {
  const secret = Object.keys(facts.params).filter((param) => /password|secret|epp|customfields|token/i.test(param));
  // The declaration knows these; another one fails the comparison with the facts until it is added.
  const isKnown = ['server', 'registrar+server', 'mail'].includes(facts.remote ?? '');
  return {
    before: '',
    fields: [
      ...(secret.length > 0 ? [`secretParams: ${JSON.stringify(secret)}`] : []),
      `answer: z.object({ ${fieldsOf(answerTree(facts), imports)} })`,
      `purpose: 'dangerous'`,
      `repeat: '${facts.repeat}'`,
      ...(isKnown ? [`remote: '${facts.remote ?? ''}'`] : []),
      `refusals: ${JSON.stringify(refusals)}`,
      `reconcile: { never: 'undecided' }`,
      `changes: {}`,
    ].join(', '),
  };
}

const isCount = (field: string): boolean => ['totalresults', 'startnumber', 'numreturned'].includes(field);

/** A parameter that names a record and is answered as it was sent. */
const isEcho = (field: string, facts: Documented): boolean =>
  field in facts.params && facts.marks?.[field]?.entity !== undefined;

const isOwner = (field: string, node: Node): boolean => node.is === 'value' && kindOf(field, node.type) === 'owner';

/** The column that a parameter filters by: the one of its name, or the id of the row. */
export function filtersOf(facts: Documented, columns: ReadonlyMap<string, Node>): Map<string, string> {
  const owner = [...columns].find(([field, node]) => isOwner(field, node))?.[0];
  const columnOf = (param: string): string | undefined => {
    const entity = facts.marks?.[param]?.entity;
    if (entity === 'client') return owner;
    if (columns.has(param)) return param;
    return entity !== undefined && param === `${entity.toLowerCase()}id` && columns.has('id') ? 'id' : undefined;
  };
  return new Map(
    Object.keys(facts.params).flatMap((param) => {
      const column = columnOf(param);
      return column === undefined ? [] : [[param, column] as const];
    }),
  );
}
