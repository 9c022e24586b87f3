/** Every text and list in an input has a maximum: stated in the schema, and checked before anything is sent. */
import {
  getNullableType,
  GraphQLID,
  GraphQLString,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputField,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../src/graph/schema.ts';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway();

interface Input {
  readonly name: string;
  readonly input: GraphQLArgument | GraphQLInputField;
}

const inputs: readonly Input[] = Object.values(schema.getTypeMap()).flatMap((type): Input[] => {
  if (type.name.startsWith('__')) return [];
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((input) => ({ name: `${type.name}.${input.name}`, input }));
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.map((input) => ({ name: `${type.name}.${field.name}.${input.name}`, input })),
  );
});

it('states a maximum for every list and every text except files', () => {
  const silent = inputs.filter(({ name, input }) => {
    const type = getNullableType(input.type);
    const isLong = isListType(type) || type === GraphQLString;
    return (
      isLong && name !== 'AttachmentInput.data' && !/At most [\d,]+( characters)?[.,]/.test(input.description ?? '')
    );
  });
  expect(silent).toEqual([]);
  expect(inputs.some(({ input }) => getNullableType(input.type) === GraphQLID)).toBe(true);
});

const text = (length: number): string => 'x'.repeat(length);

describe('an argument', () => {
  it.each([
    ['clients(search: $text)', 'search', 200],
    ['client(email: $text)', 'email', 255],
    ['transactions(clientId: "1", transactionId: $text)', 'transactionId', 255],
    ['services(domainName: $text)', 'domainName', 255],
    ['clients(after: $text)', 'after', 255],
  ])('%s is refused above its maximum', async (call, name, most) => {
    const document = `query ($text: String) { ${call} { __typename } }`;
    const { errors, calls } = await gateway.execute(document, { text: text(most + 1) });
    expect(errors).toMatchObject([
      {
        message: `${name} takes at most ${most} characters, got ${most + 1}`,
        path: [call.slice(0, call.indexOf('('))],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(calls).toEqual([]);
    const { errors: others = [] } = await gateway.execute(document, { text: text(most) });
    expect(others.filter(({ message }) => message.includes('at most'))).toEqual([]);
  });

  it('that is a list is refused above a hundred', async () => {
    const document = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ids = (count: number) => Array.from({ length: count }, () => 'none');
    const { errors, calls } = await gateway.execute(document, { ids: ids(101) });
    expect([errors?.[0]?.message, calls]).toEqual(['ids takes at most 100, got 101', []]);
    expect((await gateway.execute(document, { ids: ids(100) })).errors).toBeUndefined();
  });

  it('of a nested entity is checked as well', async () => {
    const document = 'query ($after: String) { client(id: "1") { invoices(after: $after) { totalCount } } }';
    const { errors } = await gateway.execute(document, { after: text(1_000) });
    expect(errors).toMatchObject([{ path: ['client', 'invoices'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('an input', () => {
  const order =
    'mutation ($input: OrderAddInput!) { orderAdd(input: $input) { __typename ... on InvalidInputError { message path } } }';
  const domain = (index: number) => ({ name: `d${index}.example.com`, type: 'REGISTER' });
  const product = { productId: '1' };

  it.each([
    ['domains', { domains: Array.from({ length: 1_000 }, (_, index) => domain(index)) }, ['domains']],
    [
      'addons of a product',
      { products: [product, { ...product, addonIds: Array(101).fill('1') }] },
      ['products', '1', 'addonIds'],
    ],
    ['nameservers', { nameservers: Array(6).fill('ns1.example.com') }, ['nameservers']],
    ['characters of a name', { domains: [{ name: text(256), type: 'REGISTER' }] }, ['domains', '0', 'name']],
    ['characters of an id', { serviceRenewalIds: [text(1_501)] }, ['serviceRenewalIds', '0']],
  ])('with too many %s is refused with the path, and nothing is sent', async (_, more, path) => {
    const input = { clientId: '1', paymentMethod: 'paypal', ...more };
    const { data, calls } = await gateway.execute(order, { input });
    expect(data).toMatchObject({
      orderAdd: {
        __typename: 'InvalidInputError',
        message: expect.stringMatching(/ takes at most \d+( characters)?, got \d+$/),
        path: ['input', ...path],
      },
    });
    expect(calls).toEqual([]);
  });

  it('may be as long as its stated maximum', async () => {
    const update = 'mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) { __typename } }';
    const { data } = await gateway.execute(update, { input: { id: '1', notes: text(65_535) } });
    expect(data).toEqual({ clientUpdate: { __typename: 'ClientUpdatePayload' } });
  });
});
