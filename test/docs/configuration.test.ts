/** docs/configuration.md lists every variable and every key of the file, with the type, default and example of the code. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { secretNames } from '../../src/graph/schema.ts';
import { parseConfigFile } from '../../src/config/parse-file.ts';
import { settingsFor } from '../../src/config/settings.ts';
import { required, variables } from '../../src/config/variables.ts';
import { namesIn, read, rowsIn } from './pages.ts';

const PAGE = 'docs/configuration.md';

interface Line {
  readonly name: string;
  readonly type: string;
  readonly standard: string;
  readonly example: string;
}

/** The rows of tables with these five columns. */
const lines = rowsIn(read(PAGE)).map(({ heading, cells: [name = '', type = '', standard = '', example = ''] }) => ({
  heading,
  name: name.replaceAll('`', ''),
  type,
  standard: standard.replaceAll('`', ''),
  // A hash is abbreviated to its first digits.
  example: example.replaceAll('`', '').replace('…', '0'.repeat(58)),
}));
const ofVariables = lines.filter(({ heading }) => heading === 'Environment variables');
const ofFile: readonly Line[] = lines.filter(({ heading }) => heading !== 'Environment variables');

/** The keys of a schema, lists as `name[]`; sections only if they may be omitted as a whole. */
function keysOf(schema: z.core.$ZodType, path: string): string[] {
  if (schema instanceof z.ZodObject)
    return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([name, part]) =>
      keysOf(part, path === '' ? name : `${path}.${name}`),
    );
  if (schema instanceof z.ZodPipe) {
    const isTransform = (side: z.core.$ZodType): boolean => side instanceof z.ZodTransform;
    return keysOf(isTransform(schema.in) ? schema.out : schema.in, path);
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return keysOf(schema.unwrap(), path);
  if (schema instanceof z.ZodNullable) return [path, ...keysOf(schema.unwrap(), path)];
  if (schema instanceof z.ZodArray && keysOf(schema.element, `${path}[]`).length > 1)
    return [path, ...keysOf(schema.element, `${path}[]`)];
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum && !path.endsWith('Of'))
    return schema.keyType.options.map((name) => `${path}.${name}`);
  return [path];
}

/** Sets a value at its key. */
function entered(file: Record<string, unknown>, key: string, value: unknown): Record<string, unknown> {
  const steps = key.split('.');
  let part = file;
  for (const step of steps.slice(0, -1)) {
    const name = step.replace('[]', '');
    const inner = (part[name] ??= step.endsWith('[]') ? [{}] : {});
    part = (Array.isArray(inner) ? inner[0] : inner) as Record<string, unknown>;
  }
  part[steps.at(-1) ?? key] = value;
  return file;
}

const problemsOf = (file: Record<string, unknown>): readonly string[] =>
  parseConfigFile(JSON.stringify(file), 'gateway.json', [], secretNames).problems ?? [];

/** The value at a key; of a list, its first item. */
const at = (value: unknown, key: string): unknown =>
  key
    .replaceAll('[]', '.0')
    .split('.')
    .reduce<unknown>((whole, step) => (whole as Record<string, unknown> | undefined)?.[step], value);

describe('the file', () => {
  it('has these keys and no others', () => {
    expect(ofFile.map(({ name }) => name).toSorted()).toEqual(keysOf(settingsFor([]), '').toSorted());
  });

  /** The smallest valid file. */
  const least = (clients: object) => ({
    viewers: [{ name: 'a', role: 'client', token: 'a-token-of-a', clients }],
    customCommands: [{ name: 'GetRacks', kind: 'read' }],
    jwt: { issuer: 'i', audience: 'a', jwksUrl: 'https://i.example', claims: { role: 'r', clients: 'c' } },
  });

  it.each(ofFile.filter(({ standard }) => !standard.startsWith('required')))('has the default of $name', (line) => {
    const { name, standard } = line;
    const file = /^(?:viewers|jwt|customCommands)\b./.test(name)
      ? JSON.stringify(least(name.endsWith('.group') ? { ids: [1] } : { group: 1 }))
      : '{}';
    const { settings: defaults } = parseConfigFile(file, 'gateway.json');
    expect(at(defaults, name)).toEqual(standard === 'not set' ? undefined : parse(standard));
  });

  it.each(ofFile.filter(({ standard }) => standard === 'required'))('requires $name', ({ name }) => {
    const whole = ofFile.reduce<Record<string, unknown>>(
      (file, { name: each, example }) => (each === name || example === '' ? file : entered(file, each, parse(example))),
      {},
    );
    expect(problemsOf(whole)).not.toEqual([]);
  });

  it('takes the examples, and each changes something', () => {
    const examples = ofFile.filter(({ example }) => example !== '');
    const file = examples.reduce<Record<string, unknown>>(
      (whole, { name, example }) => entered(whole, name, parse(example)),
      {},
    );
    expect(examples.length).toBeGreaterThan(80);
    // Only the environment's credential may omit identifier and secret; only staff may have no clients.
    expect(problemsOf(file)).toEqual([]);
    expect(examples.filter(({ standard, example }) => standard === example)).toEqual([]);
  });

  const numbers = ofFile.flatMap(({ name, type }) => {
    const [, least, most, unit] = /^integer, (\d+) to (\d+)(?: ([a-zA-Z ]+))?/.exec(type) ?? [];
    return most === undefined ? [] : [{ name, least, most, unit }];
  });

  it.each(numbers.filter(({ name }) => !name.startsWith('jwt')))('has the range of $name', (number) => {
    const { name, least, most, unit } = number;
    const whole = `a whole number${unit === undefined ? '' : ` of ${unit}`} from ${least} to ${most}`;
    expect(problemsOf(entered({}, name, Number(most) + 1)).join('\n')).toContain(whole);
  });
});

describe('the environment', () => {
  it('has these variables and no others', () => {
    expect(namesIn(PAGE, 'Environment variables').toSorted()).toEqual(Object.keys(variables.shape).toSorted());
  });

  it.each(ofVariables)('has the default of $name', ({ name, standard }) => {
    const schema: z.ZodType = variables.shape[name as keyof typeof variables.shape];
    const { success, data } = schema.safeParse(undefined);
    if (name in required) expect([standard, success]).toEqual(['required', false]);
    else expect(parse(standard === 'not set' ? '[]' : standard)).toEqual(data ?? []);
  });

  it.each(ofVariables.filter(({ example }) => example !== ''))('takes the example of $name', ({ name, example }) => {
    const schema: z.ZodType = variables.shape[name as keyof typeof variables.shape];
    expect(schema.safeParse(example).error).toBeUndefined();
  });
});
