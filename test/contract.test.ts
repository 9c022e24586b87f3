/** The printed schema contains the whole core contract, member by member: callers outside this repository rely on it. */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  printSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { printedSchema } from '../src/cli/schema.ts';
import { schema } from '../src/graph/schema.ts';
import { describeBeside } from './support/shared.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const core = buildSchema(read('../schema/core.graphql'));
const printed = buildSchema(read('../schema/gateway.graphql'));

const types = Object.values(core.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** Name, type with nullability, and default of an argument or input field. */
const taken = ({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
  `${name}: ${String(type)}${defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`}`;

/** The promises of a type: a line for each member, written so that a superset contains every line. */
function promises(type: GraphQLNamedType): string[] {
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields());
    return [
      ...type.getInterfaces().map(({ name }) => `implements ${name}`),
      ...fields.map((field) => `${field.name}: ${String(field.type)}`),
      ...fields.flatMap((field) => field.args.map((arg) => `${field.name}(${taken(arg)})`)),
    ];
  }
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(taken);
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isUnionType(type)) return type.getTypes().map(({ name }) => name);
  return [];
}

describe('the printed schema contains the core contract', () => {
  test.each(types.map((type) => [type.name, type] as const))('%s', (name, type) => {
    const ours = printed.getType(name);
    expect(ours?.astNode?.kind, `${name} is a ${type.astNode?.kind}`).toBe(type.astNode?.kind);
    expect(promises(ours ?? type)).toEqual(expect.arrayContaining(promises(type)));
  });

  test('requires no input that callers of the core do not know', () => {
    const unknownToCore = types.flatMap((type) => {
      const ours = printed.getType(type.name);
      if (isInputObjectType(type) && isInputObjectType(ours)) {
        const required = Object.values(ours.getFields()).filter(isRequiredInputField);
        return required.filter(({ name }) => !type.getFields()[name]).map(({ name }) => `${type.name}.${name}`);
      }
      if (!isObjectType(type) || !isObjectType(ours)) return [];
      return Object.values(type.getFields()).flatMap((field) => {
        const required = ours.getFields()[field.name]?.args.filter(isRequiredArgument) ?? [];
        return required
          .filter(({ name }) => !field.args.some((arg) => arg.name === name))
          .map(({ name }) => `${type.name}.${field.name}(${name})`);
      });
    });
    expect(unknownToCore).toEqual([]);
  });

  test('adds nothing to enums and unions that callers switch over, except mutation errors', () => {
    const grown = types
      .filter((type) => isEnumType(type) || isUnionType(type))
      .flatMap((type) =>
        promises(printed.getType(type.name) ?? type).filter((member) => !promises(type).includes(member)),
      );
    expect([...new Set(grown)]).toEqual(['ConflictError']);
    const conflict = printed.getType('ConflictError');
    expect(isObjectType(conflict) && conflict.getInterfaces().map(({ name }) => name)).toEqual(['UserError']);
  });
});

test.each(['full', 'staff', 'partner', 'client'] as const)(
  'schema/%s.graphql matches the code: `npm run schema` prints it',
  (which) => {
    expect(read(`../schema/${which}.graphql`)).toBe(printedSchema(which));
  },
);

test('schema/gateway.graphql matches the code: `npm run schema` prints it', () => {
  expect(read('../schema/gateway.graphql')).toBe(printedSchema());
});

test('describes every member of the graph', () => {
  const missing: string[] = [];
  const look = (name: string, { description }: { description?: string | null | undefined }) => {
    if (!description) missing.push(name);
  };
  for (const type of Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))) {
    look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name})`, arg);
    }
  }
  expect(missing).toEqual([]);
});

describeBeside('contract', 'the binding contract next to the checkout', (folder) => {
  test('equals the copy in the repository', () => {
    expect(printSchema(core)).toBe(printSchema(buildSchema(readFileSync(new URL('core.graphql', folder), 'utf8'))));
  });
});
