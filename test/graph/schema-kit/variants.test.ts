/** Which part of the schema each role has. schema/*.graphql show the whole parts; these tests name the differences. */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  printSchema,
  validate,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { actions } from '../../../src/access/permissions.ts';
import { configured, narrowed, restricted, staff } from '../../../src/access/viewer.ts';
import { operations } from '../../../src/cli/package-files.ts';
import { metaOf } from '../../../src/graph/base/field-meta.ts';
import { schema } from '../../../src/graph/schema.ts';
import { served } from '../../../src/graph/schema-kit/served.ts';
import { isForStaff } from '../../../src/graph/schema-kit/staff.ts';
import { variantsOf } from '../../../src/graph/schema-kit/variants.ts';
import { roleOf } from '../../bench/variables.ts';

const schemaFor = variantsOf(schema);
const partner = configured({ name: 'partner', role: 'PARTNER', clients: [1, 2] });
const client = configured({ name: 'client', role: 'CLIENT', clients: [1] });

/** Types, and fields, input fields and enum values by their type. */
function partsOf(shown: GraphQLSchema): string[] {
  return Object.values(shown.getTypeMap()).flatMap((type) => {
    if (isEnumType(type)) return [type.name, ...type.getValues().map(({ name }) => `${type.name}.${name}`)];
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [type.name];
    return [type.name, ...Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)];
  });
}

/** Sorted; a scalar that no remaining member uses does not count as missing. */
function difference(whole: GraphQLSchema, shown: GraphQLSchema): string[] {
  const parts = new Set(partsOf(shown));
  return partsOf(whole)
    .filter((part) => !parts.has(part) && part !== 'Float')
    .toSorted();
}

interface Part {
  readonly name: string;
  readonly description: string;
  readonly isMarked: boolean;
  /** The types that it leads to. */
  readonly leadsTo: readonly string[];
}

/** The types, fields, input fields and enum values of a schema. */
const partsIn = (whole: GraphQLSchema): Part[] =>
  Object.values(whole.getTypeMap()).flatMap((type) => [
    { name: type.name, description: type.description ?? '', isMarked: isForStaff(type), leadsTo: [] },
    ...membersOf(type),
  ]);

function membersOf(type: GraphQLNamedType): Part[] {
  const partOf = ({ name, description }: { name: string; description?: string | null | undefined }) => ({
    name: `${type.name}.${name}`,
    description: description ?? '',
  });
  if (isEnumType(type))
    return type.getValues().map((value) => ({ ...partOf(value), isMarked: isForStaff(value), leadsTo: [] }));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => ({
      ...partOf(field),
      isMarked: isForStaff(field),
      leadsTo: [getNamedType(field.type).name],
    }));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).map((field) => ({
    ...partOf(field),
    isMarked: metaOf(field).forStaff === true || metaOf(field).shownBy !== undefined,
    leadsTo: [field, ...field.args].map((each) => getNamedType(each.type).name),
  }));
}

it('gives staff with all permissions everything that is on', () => {
  const whole = schemaFor(staff('a'));
  expect(printSchema(whole)).toBe(printSchema(served(schema, [])));
  expect(schemaFor(configured({ name: 'b', role: 'STAFF', allow: actions }))).toBe(whole);
});

it('gives viewers with the same permissions the same schema, whatever their clients', () => {
  expect(schemaFor(narrowed(partner, 1))).toBe(schemaFor(partner));
  expect(schemaFor(configured({ name: 'other', role: 'PARTNER', clients: [7] }))).toBe(schemaFor(partner));
  expect(schemaFor(restricted('demo-partner', 'PARTNER', [1]))).toBe(schemaFor(client));
  expect(schemaFor(configured({ name: 'more', role: 'CLIENT', clients: [1], allow: ['dangerous'] }))).not.toBe(
    schemaFor(client),
  );
});

it('gives partners suspend and unsuspend, which clients lack, and nothing else', () => {
  const roots = difference(schemaFor(partner), schemaFor(client)).filter((part) => part.startsWith('Mutation.'));
  expect(roots).toEqual(['Mutation.serviceSuspend', 'Mutation.serviceUnsuspend']);
  expect(difference(schemaFor(client), schemaFor(partner))).toEqual([]);
});

describe('a viewer that is not staff, whatever else is permitted', () => {
  const shown = schemaFor({ ...partner, may: () => true });
  const lacking = new Set(difference(schema, shown));
  const parts = partsIn(schema);
  const typeOf = (part: string) => part.replace(/\..*/, '');

  it('lacks everything that is marked for staff', () => {
    const marked = parts.filter(({ isMarked }) => isMarked).map(({ name }) => name);
    expect(marked.length).toBeGreaterThan(60);
    expect(marked.filter((name) => !lacking.has(name))).toEqual([]);
  });

  it('lacks everything whose description says that it is for staff', () => {
    const said = parts.filter(({ description }) => /(?:^|\. )(?:Staff only|For staff)\.$/.test(description));
    expect(said.length).toBeGreaterThan(40);
    expect(said.map(({ name }) => name).filter((name) => !lacking.has(name))).toEqual([]);
  });

  it('lacks nothing else, except the types of those parts and the fields of such types', () => {
    const others = parts.filter(({ name, isMarked }) => lacking.has(name) && !isMarked);
    const unexplained = others.filter(({ name, leadsTo }) => {
      if (name.includes('.')) return !lacking.has(typeOf(name)) && !leadsTo.some((type) => lacking.has(type));
      return parts.some((part) => part.leadsTo.includes(name) && !lacking.has(part.name));
    });
    expect(unexplained.map(({ name }) => name)).toEqual([]);
  });
});

it.each([...operations()])('%s is valid for its own role', (name, text) => {
  const role = ({ staff: 'STAFF', partner: 'PARTNER', client: 'CLIENT' } as const)[roleOf(name)];
  expect(validate(schemaFor(configured({ name: 'x', role, clients: [1] })), parse(text))).toEqual([]);
});
