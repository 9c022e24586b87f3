/** A field hidden from a viewer fails byte for byte like one that never existed, and only staff get suggestions. */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  getNullableType,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { actions, type Action } from '../../../src/access/permissions.ts';
import { configured, type Viewer } from '../../../src/access/viewer.ts';
import { schema } from '../../../src/graph/schema.ts';
import { mutations } from '../../../src/graph/write/declare-mutation.ts';
import { variantsOf } from '../../../src/graph/schema-kit/variants.ts';
import { EveryField } from '../../support/every-field.ts';
import { useGateway } from '../../support/gateway.ts';

const of = (role: Viewer['role'], allow?: readonly Action[]): Viewer =>
  configured({ name: `${role} ${allow?.join() ?? ''}`.trim().toLowerCase(), role, clients: [1], allow });

const others = [of('PARTNER'), of('CLIENT'), of('PARTNER', actions), of('CLIENT', actions)];
const someStaff = actions.map((action) => of('STAFF', ['read', action]));
const viewers = [...others, ...someStaff];

const schemaFor = variantsOf(schema);
const gateway = useGateway({ tokens: viewers.map((viewer) => ({ token: viewer.name, viewer })) });

interface Request {
  readonly query: string;
  readonly variables?: object;
}

/** A schema member that the viewer lacks, and a request for it under any name. */
interface Absent {
  readonly name: string;
  ask(name: string): Request;
}

const members = (type: GraphQLNamedType | undefined): string[] => {
  if (isObjectType(type) || isInputObjectType(type)) return Object.keys(type.getFields());
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
};

/** The members of the type that the viewer's schema lacks. */
const lacking = (type: GraphQLNamedType): string[] => {
  const shown = new Set(members(type));
  return members(schema.getType(type.name)).filter((name) => !shown.has(name));
};

function absentFor(viewer: Viewer): Absent[] {
  const shown = schemaFor(viewer);
  const types = Object.keys(schema.getTypeMap()).filter((name) => !shown.getType(name));
  const hidden = [...mutations.values()].filter((mutation) => !viewer.may(mutation)).map(({ name }) => name);
  return [
    ...[...new EveryField(shown, {}).ways()].flatMap(([type, [way = '']]) =>
      lacking(type).map((field): Absent => ({ name: field, ask: (name) => ({ query: way.replace('…', name) }) })),
    ),
    ...hidden.map((mutation): Absent => ({
      name: mutation,
      ask: (name) => ({ query: `mutation { ${name}(input: { id: "1" }) { __typename } }` }),
    })),
    ...types.flatMap((type): Absent[] => [
      { name: type, ask: (name) => ({ query: `{ __type(name: "${name}") { kind } }` }) },
      { name: type, ask: (name) => ({ query: `{ node(id: "x") { ... on ${name} { __typename } } }` }) },
      { name: type, ask: (name) => ({ query: `query ($x: ${name}) { __typename }` }) },
    ]),
    ...Object.values(shown.getMutationType()?.getFields() ?? {}).flatMap(({ name, args: [input] }) =>
      inputsOf(name, getNamedType(input?.type)),
    ),
    ...Object.values(shown.getTypeMap())
      .filter(isEnumType)
      .flatMap((type) => lacking(type).flatMap((value) => enumValue(type.name, value))),
  ];
}

/** Input fields that the viewer lacks, at any depth, as a literal and as a variable. */
function inputsOf(mutation: string, input: GraphQLNamedType | undefined): Absent[] {
  const absent: Absent[] = [];
  const look = (type: GraphQLInputObjectType, within: (inner: object) => object): void => {
    for (const field of lacking(type)) {
      const given = (name: string) => within({ [name]: '1' });
      const literal = (name: string) => JSON.stringify(given(name)).replaceAll(/"(\w+)":/g, '$1:');
      absent.push(
        { name: field, ask: (name) => ({ query: `mutation { ${mutation}(input: ${literal(name)}) { __typename } }` }) },
        {
          name: field,
          ask: (name) => ({
            query: `mutation ($input: ${input?.name}!) { ${mutation}(input: $input) { __typename } }`,
            variables: { input: given(name) },
          }),
        },
      );
    }
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      const isList = isListType(getNullableType(field.type));
      if (isInputObjectType(inner)) look(inner, (value) => within({ [field.name]: isList ? [value] : value }));
    }
  };
  if (isInputObjectType(input)) look(input, (value) => value);
  return absent;
}

/** An enum value where a query accepts it: as an argument, or in the order of clients. */
function enumValue(type: string, value: string): Absent[] {
  if (type === 'ClientOrderField')
    return [
      {
        name: value,
        ask: (name) => ({ query: `{ clients(orderBy: { field: ${name}, direction: ASC }) { totalCount } }` }),
      },
      {
        name: value,
        ask: (field) => ({
          query: 'query ($by: ClientOrder) { clients(orderBy: $by) { totalCount } }',
          variables: { by: { field, direction: 'ASC' } },
        }),
      },
    ];
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((query) =>
    query.args
      .filter((each) => getNamedType(each.type).name === type)
      .flatMap(({ name: argument }): Absent[] => [
        { name: value, ask: (name) => ({ query: `{ ${query.name}(${argument}: ${name}) { __typename } }` }) },
        {
          name: value,
          ask: (name) => ({
            query: `query ($value: ${type}) { ${query.name}(${argument}: $value) { __typename } }`,
            variables: { value: name },
          }),
        },
      ]),
  );
}

const withoutHint = (text: string) => text.replaceAll(/ Did you mean [^?]*\?/g, '');

async function answer({ name, role }: Viewer, request: Request) {
  const before = gateway.simulator.calls.entries.length;
  const response = await gateway.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${name}` },
    body: JSON.stringify(request),
  });
  const told = [...response.headers].filter(([header]) => !['date', 'x-request-id'].includes(header));
  const text = await response.text();
  return {
    status: response.status,
    // Staff get suggestions, which differ by name.
    headers: role === 'STAFF' ? [] : told,
    text: role === 'STAFF' ? withoutHint(text) : text,
    calls: gateway.simulator.calls.entries.length - before,
  };
}

describe.each(viewers.map((viewer) => [viewer.name, viewer] as const))('%s', (_, viewer) => {
  it('gets the same error for a hidden member as for one that does not exist', async () => {
    const absent = absentFor(viewer);
    for (const { name, ask } of absent) {
      // The same length, so that positions and lengths match.
      const unknown = 'Q'.repeat(name.length);
      const [hidden, missing] = [await answer(viewer, ask(name)), await answer(viewer, ask(unknown))];
      expect(hidden).toEqual({ ...missing, text: missing.text.replaceAll(unknown, name) });
      expect(hidden.calls).toBe(0);
      if (!ask(name).query.includes('__type(')) expect(JSON.parse(hidden.text)).not.toHaveProperty('data');
    }
    expect(absent.length).toBeGreaterThan(viewer.role === 'STAFF' ? 5 : 80);
  });
});

const typos: readonly (readonly [string, Request])[] = [
  ['a field', { query: '{ client(id: "1") { fullNam } }' }],
  ['a field of the root', { query: '{ clint { id } }' }],
  ['a selection that is missing', { query: '{ client(id: "1") }' }],
  ['an argument', { query: '{ clients(firs: 1) { totalCount } }' }],
  ['a type', { query: '{ node(id: "x") { ... on Clint { id } } }' }],
  ['a member of another type', { query: '{ node(id: "x") { fullName } }' }],
  ['an enum value', { query: '{ invoices(status: UNPAI) { totalCount } }' }],
  ['an enum value in quotes', { query: '{ invoices(status: "UNPAID") { totalCount } }' }],
  ['an input field', { query: 'mutation { clientUpdate(input: { id: "1", phonNumber: "1" }) { __typename } }' }],
  [
    'an input field in a variable',
    {
      query: 'mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) { __typename } }',
      variables: { input: { id: '1', phonNumber: '1' } },
    },
  ],
  [
    'an enum value in a variable',
    {
      query: 'query ($status: InvoiceStatusFilter) { invoices(status: $status) { totalCount } }',
      variables: { status: 'UNPAI' },
    },
  ],
];

describe.each(typos)('%s, misspelled', (_, request) => {
  const told = async (as: string, accept: string) => {
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${as}`, accept },
      body: JSON.stringify(request),
    });
    return response.text();
  };

  it('gets suggestions for staff only, and no caller gets a code location', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      expect(await told('staff', accept)).toContain('Did you mean ');
      for (const as of ['partner', 'client']) {
        const text = await told(as, accept);
        expect(text).toContain('variables' in request ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED');
        expect(text).not.toMatch(/did you mean/i);
      }
      for (const as of ['staff', 'partner', 'client']) expect(await told(as, accept)).not.toMatch(/stack|\.[jt]s:\d/i);
    }
  });
});

it('hides the same members from a GET', async () => {
  const asked = (as: string) =>
    gateway.fetch(`/graphql?query=${encodeURIComponent('{ client(id: "1") { notes } }')}`, {
      headers: { authorization: `Bearer ${as}`, 'x-gateway-preflight': '1' },
    });
  expect(await (await asked('staff')).json()).toHaveProperty('data.client');
  expect(await (await asked('client')).json()).toMatchObject({
    errors: [{ message: 'Cannot query field "notes" on type "Client".' }],
  });
});
