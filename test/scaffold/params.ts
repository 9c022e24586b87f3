/** The schema of a command's parameters, written from the documented facts. */
import type { Documented } from '../support/documented.ts';
import type { Imports } from './source.ts';

const reserved = new Set(['action', 'identifier', 'secret', 'username', 'password', 'accesskey', 'responsetype']);

type Mark = NonNullable<Documented['marks']>[string];

/** @returns the text of a `z.strictObject` */
export function paramsSchema(facts: Documented, imports: Imports): string {
  const usable = Object.entries(facts.params).filter(
    ([name, standing]) => standing !== 'deprecated' && !reserved.has(name) && !(facts.paged && isOfPage(name)),
  );
  const plain = usable.filter(([name]) => !name.includes('['));
  const fields = [
    ...(facts.paged ? [`...${imports.from('../wire/page.ts', 'pageParams')}`] : []),
    ...plain.map(([name, standing]) => field(name, paramType(name, facts, imports), standing === 'required')),
    ...groups(usable.map(([name]) => name)).map(([name, keys]) => {
      const inner = keys.map((key) => field(key, paramType(`${name}[${key}]`, facts, imports), false));
      return field(name, `z.strictObject({ ${inner.join(', ')} })`, false);
    }),
  ];
  return `z.strictObject({ ${fields.join(', ')} })`;
}

/** A parameter that a lookup by the doctor has to send, with its value. */
export function probeOf(facts: Documented): string {
  if (facts.paged && !Object.values(facts.params).includes('required')) return '{ limitnum: 1 }';
  const required = Object.entries(facts.params).filter(([, standing]) => standing === 'required');
  const value = (name: string): string => {
    const { oneOf } = facts.marks?.[name] ?? {};
    if (oneOf) return `'${oneOf[0] ?? ''}'`;
    return /int/.test(facts.types?.[name] ?? '') ? '1' : `'example'`;
  };
  return `{ ${required.map(([name]) => `${name}: ${value(name)}`).join(', ')} }`;
}

const isOfPage = (name: string): boolean => name === 'limitstart' || name === 'limitnum';

const field = (name: string, schema: string, isRequired: boolean): string =>
  `${/^\w+$/.test(name) ? name : `'${name}'`}: ${schema}${isRequired ? '' : '.optional()'}`;

/** `email_preferences[general]` is one of the keys of `email_preferences`; of deeper names the outer parameter decides. */
function groups(names: readonly string[]): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const [, outer = '', key = ''] = /^(\w+)\[(\w+)\]$/.exec(name) ?? [];
    if (outer !== '' && !names.includes(outer)) found.set(outer, [...(found.get(outer) ?? []), key]);
  }
  return [...found];
}

function paramType(name: string, facts: Documented, imports: Imports): string {
  const type = facts.types?.[name] ?? 'string';
  const param = (helper: string): string => imports.from('../wire/params.ts', helper);
  const mark: Mark = facts.marks?.[name] ?? {};
  if (mark.csv) return param('csvParam');
  if (mark.encoding?.includes('serialize')) return param('serializedParam');
  if (mark.encoding?.includes('json')) return param('attachmentsParam');
  if (type.endsWith('[]')) return `z.array(${scalar(name, type.slice(0, -2), mark, facts, param)})`;
  if (type === 'array') return 'z.record(z.string(), z.string())';
  return scalar(name, type, mark, facts, param);
}

function scalar(name: string, type: string, mark: Mark, facts: Documented, param: (helper: string) => string): string {
  if (mark.oneOf) return `z.enum([${mark.oneOf.map((word) => JSON.stringify(word)).join(', ')}])`;
  if (type === 'int') return param(mark.entity ? 'idParam' : 'countParam');
  if (type.startsWith('float')) return param('decimalParam');
  // An option of a read is left out when it is off; a setting that a write changes has to be sent.
  if (type === 'bool') return param(facts.kind === 'read' ? 'optionParam' : 'settingParam');
  if (mark.format === 'YYYY-MM-DD') return param('dateParam');
  if (mark.format === 'YYYY-MM-DD HH:mm:ss') return param('dateTimeParam');
  return facts.params[name] === 'required' ? 'z.string().min(1)' : 'z.string()';
}
