/** The first draft of a mutation: its input from the documented parameters, offered to nobody but staff. */
import type { Documented } from '../support/documented.ts';
import type { Draft } from './command-draft.ts';
import { UNDECIDED } from './filters-draft.ts';
import { Imports } from './source.ts';

const verbs =
  /^(Add|Create|Update|Delete|Apply|Accept|Cancel|Send|Open|Merge|Close|Block|Capture|Start|End|Activate|Deactivate)(\w+)$/;

const lowered = (word: string): string => `${word.charAt(0).toLowerCase()}${word.slice(1)}`;

/** `AddClientNote` is `clientNoteAdd`. */
export const mutationName = (command: string): string => lowered(command.replace(verbs, '$2$1'));

interface Field {
  /** The name in the input; null for what a person has to decide. */
  readonly name: string | null;
  readonly input: string;
  /** How the command's parameter is given. */
  readonly param: string;
}

/** @returns null if the command names no such entity, or needs what only a person can map */
export function mutationDraft(
  name: string,
  typename: string,
  base: string,
  file: string,
  facts: Documented,
): Draft | null {
  const imports = new Imports({
    [`../../../whmcs/commands/${file}.ts`]: [name],
    '../../write/declare-mutation.ts': ['mutation'],
    '../../write/input-fields.ts': ['ref'],
    [`./${base}.ts`]: [typename],
  });
  const kit = (helper: string): string => imports.from('../../write/input-fields.ts', helper);
  const entity = lowered(typename);
  const [own] = Object.entries(facts.marks ?? {}).flatMap(([param, mark]) =>
    mark.entity?.toLowerCase() === typename.toLowerCase() && facts.params[param] === 'required' ? [param] : [],
  );
  if (own === undefined) return null;
  const fields: Field[] = [{ name: entity, input: `ref(${typename}, '${UNDECIDED}')`, param: `${own}: ${entity}Id` }];
  for (const [param, standing] of Object.entries(facts.params)) {
    if (param === own || standing === 'deprecated') continue;
    const field = fieldOf(param, facts, kit);
    if (field) fields.push(standing === 'required' ? field : optional(field, kit));
    else if (standing === 'required') return null;
  }
  const named = fields.flatMap((field) => (field.name === null ? [] : [{ ...field, name: field.name }]));
  const taken = named.map((field) => (field.name === entity ? `${entity}Id` : field.name));
  const parts = [
    `description: '${UNDECIDED} WHMCS: ${name}.'`,
    `command: ${name}`,
    `offered: 'NOBODY'`,
    `input: { ${named.map((field) => `${field.name}: ${field.input}`).join(', ')} }`,
    `params: ({ ${taken.join(', ')} }) => ({ ${fields.map(({ param }) => param).join(', ')} })`,
    `returns: '${entity}'`,
  ];
  return { imports, text: `mutation('${mutationName(name)}', { ${parts.join(', ')} });\n` };
}

/** A flag is optional by itself. */
const optional = ({ name, input, param }: Field, kit: (helper: string) => string): Field => ({
  name,
  input: `${kit('optional')}(${input})`,
  param,
});

function fieldOf(param: string, facts: Documented, kit: (helper: string) => string): Field | null {
  const type = facts.types?.[param] ?? 'string';
  const { encoding, csv, oneOf, format, entity } = facts.marks?.[param] ?? {};
  if (encoding || csv || !/^\w+$/.test(param) || (format !== undefined && format !== 'YYYY-MM-DD')) return null;
  const made = (helper: string, ...more: string[]): Field => ({
    name: param,
    input: `${kit(helper)}(${[...more, `'${UNDECIDED}'`].join(', ')})`,
    param,
  });
  if (oneOf)
    return facts.params[param] === 'required'
      ? { name: null, input: '', param: `${param}: '${oneOf[0] ?? ''}'` }
      : null;
  if (type === 'int') return entity ? made('idOf', `'${entity}'`) : made('count');
  if (type === 'bool') return made('flag');
  if (type.startsWith('float')) return made('decimal');
  if (format === 'YYYY-MM-DD') return made('day');
  return type === 'string' ? made('text') : null;
}
