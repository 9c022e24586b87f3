/** What is in no schema until the configuration names it, what a purpose shows, and what the printed schema marks. */
import { GraphQLObjectType, GraphQLSchema, GraphQLString, GraphQLUnionType, specifiedDirectives } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Offered } from '../../../src/access/permissions.ts';
import { configured, type ViewerDescription } from '../../../src/access/viewer.ts';
import { parseConfigFile } from '../../../src/config/parse-file.ts';
import { dangerous, printedWithDirectives } from '../../../src/graph/schema-kit/dangerous.ts';
import { withPermission } from '../../../src/graph/schema-kit/permission.ts';
import { offIn, served } from '../../../src/graph/schema-kit/served.ts';
import { variantsOf } from '../../../src/graph/schema-kit/variants.ts';
import type { Purpose } from '../../../src/whmcs/command.ts';

const mutationOf = (name: string, purpose: Purpose, offered: Offered, isOff: boolean) => {
  const Payload = new GraphQLObjectType({ name: `${name}Payload`, fields: { done: { type: GraphQLString } } });
  const type = new GraphQLUnionType({ name: `${name}Result`, types: [Payload] });
  return [
    name,
    { type, args: { input: { type: GraphQLString } }, ...withPermission({ name, purpose, offered, isOff }) },
  ];
};

const schema = new GraphQLSchema({
  directives: [...specifiedDirectives, dangerous],
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      subject: { type: GraphQLString },
      body: { type: GraphQLString, extensions: { meta: { shownBy: 'secret' } } },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: Object.fromEntries([
      mutationOf('notesSet', 'support', 'NOBODY', false),
      mutationOf('everythingDelete', 'dangerous', 'NOBODY', false),
      mutationOf('keyReveal', 'secret', 'NOBODY', true),
      mutationOf('linkCreate', 'secret', 'ALLOWED', true),
      mutationOf('cardAdd', 'billing', 'NOBODY', true),
    ]),
  }),
});

const partsFor = (viewer: Omit<ViewerDescription, 'name'>, secrets: readonly string[] = []) => {
  const shown = variantsOf(schema, secrets)(configured({ name: 'someone', ...viewer }));
  return {
    mutations: Object.keys(shown.getMutationType()?.getFields() ?? {}),
    queries: Object.keys(shown.getQueryType()?.getFields() ?? {}),
    types: Object.keys(shown.getTypeMap()),
  };
};

describe('a mutation that is off', () => {
  it('is in no schema, with its types, whatever a viewer may do', () => {
    expect(offIn(schema)).toEqual(['keyReveal', 'linkCreate', 'cardAdd']);
    const everything = ['read', 'billing', 'secret', 'keyReveal', 'linkCreate', 'cardAdd'];
    for (const viewer of [
      { role: 'STAFF' },
      { role: 'STAFF', allow: everything },
      { role: 'PARTNER', allow: everything },
      { role: 'CLIENT', allow: everything },
    ] as const) {
      const { mutations, types } = partsFor(viewer);
      expect(mutations.filter((name) => offIn(schema).includes(name))).toEqual([]);
      expect(types.filter((name) => /^(?:key|link|card)/.test(name))).toEqual([]);
    }
  });

  it('is offered to staff when the configuration names it, and only that one', () => {
    const { mutations, types } = partsFor({ role: 'STAFF' }, ['keyReveal']);
    expect(mutations).toEqual(['notesSet', 'everythingDelete', 'keyReveal']);
    expect(types).toEqual(expect.arrayContaining(['keyRevealResult', 'keyRevealPayload']));
    expect(types).not.toContain('linkCreateResult');
  });

  it('is offered to staff with a list if the list has its purpose or its name', () => {
    const secrets = offIn(schema);
    expect(partsFor({ role: 'STAFF', allow: ['read', 'secret'] }, secrets).mutations).toEqual([
      'keyReveal',
      'linkCreate',
    ]);
    expect(partsFor({ role: 'STAFF', allow: ['read', 'cardAdd'] }, secrets).mutations).toEqual(['cardAdd']);
    expect(partsFor({ role: 'STAFF', allow: ['read'] }, secrets).mutations).toEqual([]);
  });

  it('is offered to clients by its name alone, if it is for them at all', () => {
    const secrets = offIn(schema);
    expect(partsFor({ role: 'CLIENT', allow: ['secret', 'billing'] }, secrets).mutations).toEqual([]);
    expect(partsFor({ role: 'CLIENT', allow: ['linkCreate', 'keyReveal', 'cardAdd'] }, secrets).mutations).toEqual([
      'linkCreate',
    ]);
  });

  it('is all that the served schema lacks: other types are shared with the whole one', () => {
    expect(served(schema, offIn(schema))).toBe(schema);
    expect(served(schema, []).getType('notesSetResult')).toBe(schema.getType('notesSetResult'));
  });
});

describe('secrets of the configuration file', () => {
  const problemsOf = (text: string) => parseConfigFile(text, 'gateway.yaml', [], offIn(schema)).problems ?? [];

  it('may name each mutation that is off', () => {
    expect(parseConfigFile('secrets: [keyReveal, cardAdd]', '', [], offIn(schema)).settings?.secrets).toEqual([
      'keyReveal',
      'cardAdd',
    ]);
    expect(problemsOf('secrets: []')).toEqual([]);
  });

  it.each([
    [
      'secrets: [keyRevael]',
      '1:11 secrets[0] is "keyRevael", which is no mutation that is off by default; did you mean keyReveal?',
    ],
    [
      'secrets: [notesSet]',
      '1:11 secrets[0] is "notesSet", which is no mutation that is off by default; schema/full.graphql has them',
    ],
    ['secrets: keyReveal', '1:10 secrets must be a list of names of mutations, not a string'],
    ['secrets: [7]', '1:11 secrets[0] must be the name of a mutation, not a number'],
  ])('refuses %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([`gateway.yaml:${problem}`]);
  });
});

it.each([
  [{ role: 'STAFF' }, true],
  [{ role: 'STAFF', allow: ['read', 'support'] }, false],
  [{ role: 'STAFF', allow: ['read', 'secret'] }, true],
  [{ role: 'PARTNER' }, false],
  [{ role: 'PARTNER', allow: ['secret'] }, true],
  [{ role: 'CLIENT', allow: ['support', 'billing', 'linkCreate'] }, false],
  [{ role: 'CLIENT', allow: ['secret'] }, true],
] as const)('shows what a purpose shows to %j: %s', (viewer, isShown) => {
  expect(partsFor(viewer).queries).toEqual(isShown ? ['subject', 'body'] : ['subject']);
});

describe('@dangerous', () => {
  it('marks in the printed schema the mutations of that purpose, and no others', () => {
    const marked = printedWithDirectives(schema)
      .split('\n')
      .filter((line) => line.endsWith(' @dangerous'));
    expect(marked).toEqual(['  everythingDelete(input: String): everythingDeleteResult @dangerous']);
  });

  it('is not even declared for a viewer without such a mutation', () => {
    const schemaFor = variantsOf(schema);
    const printedFor = (viewer: Omit<ViewerDescription, 'name'>) =>
      printedWithDirectives(schemaFor(configured({ name: 'someone', ...viewer })));
    expect(printedFor({ role: 'STAFF' })).toContain('directive @dangerous on FIELD_DEFINITION');
    expect(printedFor({ role: 'STAFF', allow: ['read', 'support'] })).not.toContain('@dangerous');
  });
});
