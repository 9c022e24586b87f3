/** The first draft of the simulated twin: it answers an invented record until it has a table of the world. */
import type { Documented } from '../support/documented.ts';
import { answerTree, columnsOf, listOfAnswer, sampleOf } from './answer.ts';
import { filtersOf, type Draft } from './command-draft.ts';
import { Imports } from './source.ts';

/** The constant that the draft answers from; the finished command has none. */
export const inventedName = (name: string): string => `invented${name}`;

export function twinDraft(name: string, facts: Documented): Draft {
  const imports = new Imports();
  const tree = answerTree(facts);
  const found = facts.kind === 'read' ? listOfAnswer(tree) : null;
  const invented = inventedName(name);
  const remotely = (text: string): string =>
    facts.remote === undefined ? text : `${imports.from('./command.ts', 'remote')}(${text})`;
  if (!found) {
    const answer = Object.fromEntries([...tree].map(([field, node]) => [field, sampleOf(field, node)]));
    const helper = imports.from('./command.ts', facts.kind);
    const command = remotely(`${helper}(() => ({ ...${invented} }))`);
    return {
      imports,
      text: `export const ${invented} = ${JSON.stringify(answer)};\n\nexport const ${name} = ${command};\n`,
    };
  }
  const [rows, list] = found;
  const columns = filtersOf(facts, columnsOf(list.row));
  const where = [...columns].map(([param, column]) => `${param}: '${column}'`).join(', ');
  const counts = ['totalresults', 'startnumber', 'numreturned'].filter((count) => facts.response.includes(count));
  const spelled = counts
    .filter((count) => facts.fields?.[count] === 'numericString')
    .map((count) => `${count}: 'text'`);
  const missing = facts.paged
    ? ['totalresults', 'startnumber', 'numreturned'].filter((count) => !counts.includes(count))
    : [];
  const spelling = [...spelled, ...missing.map((count) => `${count}: 'none'`)];
  const fields = [
    `from: () => ${invented}`,
    `rows: '${list.singular === null ? rows : `${rows}.${list.singular}`}'`,
    ...(where === '' ? [] : [`where: { ${where} }`]),
    ...(facts.paged ? [] : ['unpaged: true']),
    ...(spelling.length > 0 ? [`counts: { ${spelling.join(', ')} }`] : []),
    'row: (row) => row',
  ];
  const command = remotely(`${imports.from('./table-command.ts', 'list')}({ ${fields.join(', ')} })`);
  const row = JSON.stringify([sampleOf(rows, list.row)]);
  return { imports, text: `export const ${invented} = ${row};\n\nexport const ${name} = ${command};\n` };
}
