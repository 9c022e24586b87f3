/** node and nodes: entities of every type are found by their global id, for the viewers that may see them. */
import { addCredit } from '../../../src/simulator/world/credits.ts';
import { getNamedType, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { storedAddon } from '../../../src/simulator/world/addons.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { metaOf } from '../../../src/graph/base/field-meta.ts';
import { schema } from '../../../src/graph/schema.ts';
import { isForStaff } from '../../../src/graph/schema-kit/staff.ts';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway();

/** The tickets of most clients have no files, their services no addons, and their credit no log. */
beforeAll(() => {
  const { world } = gateway.simulator;
  const { tickets } = world;
  const service = world.services.of(7)[0];
  if (service) world.addons.add(storedAddon(world, service, 1, 'Active'));
  const client = world.clients.get(7);
  if (client) addCredit(world, client, 500, 'Goodwill');
  const attachments = [{ name: 'a.txt', data: 'YQ==', removed: false }];
  Object.assign(tickets.of(7)[0]?.opening ?? expect.fail('no ticket'), { attachments });
});

/** A path to one entity of each type that has an id and no connection of its own. `…` stands for the selection. */
const special: Readonly<Record<string, (client: number) => string>> = {
  Client: (client) => `{ client(id: "${client}") … }`,
  Administrator: () => '{ administrators … }',
  ClientGroup: () => '{ clientGroups … }',
  Credit: (client) => `{ client(id: "${client}") { credits(first: 3) { nodes … } } }`,
  Currency: () => `{ currencies … }`,
  EmailMessage: (client) => `{ client(id: "${client}") { emails(first: 3) { nodes … } } }`,
  InvoiceItem: (client) => `{ invoices(first: 3, clientId: "${client}") { nodes { items … } } }`,
  PayMethod: (client) => `{ client(id: "${client}") { payMethods … } }`,
  Product: () => '{ products … }',
  Promotion: () => '{ promotions … }',
  ServiceAddon: (client) => `{ client(id: "${client}") { addons(first: 1) { nodes … } } }`,
  TicketAttachment: (client) => `{ tickets(first: 100, clientId: "${client}") { nodes { attachments … } } }`,
  TicketDepartment: () => '{ ticketDepartments … }',
  TicketMessage: (client) => `{ tickets(first: 3, clientId: "${client}") { nodes { messages … } } }`,
};

/** Entities of the installation, not of a client. */
const shared: ReadonlySet<string> = new Set([
  'Announcement',
  'Administrator',
  'Currency',
  'Product',
  'Promotion',
  'TicketDepartment',
]);

const typesWithId = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && 'id' in type.getFields())
  .map(({ name }) => name);

const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

/** The list of a type: of one client if it has owners. */
function listOf(type: string): [string, (client: number) => string][] {
  const query = queries.find((each) => getNamedType(each.type).name === `${type}Connection`);
  if (!query || type === 'Operation') return [];
  const isOwned = query.args.some(({ name }) => name === 'clientId');
  return [[type, (client) => `{ ${query.name}(first: 1${isOwned ? `, clientId: "${client}"` : ''}) { nodes … } }`]];
}

const places: Readonly<Record<string, (client: number) => string>> = {
  ...Object.fromEntries(typesWithId.flatMap(listOf)),
  ...special,
};

/** Types that only staff may see. */
const isStaffs = (type: string): boolean => {
  const found = schema.getType(type);
  return found != null && isForStaff(found);
};

/** Operations result from mutations; see test/graph/nouns/system/operations.test.ts. */
test('covers every type with an id, and each is a Node', () => {
  expect([...Object.keys(places), 'Operation'].toSorted()).toEqual(typesWithId.toSorted());
  const node = schema.getType('Node');
  const found = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
  expect(found.toSorted()).toEqual(typesWithId.toSorted());
});

/** All entities of a type at its path. */
function thingsIn(answer: unknown): { id: string }[] {
  if (Array.isArray(answer)) return answer.flatMap(thingsIn);
  if (typeof answer !== 'object' || answer === null) return [];
  if ('id' in answer && typeof answer.id === 'string') return [{ ...answer, id: answer.id }];
  return Object.values(answer).flatMap(thingsIn);
}

/** Costs a call that carries a file, and is refused in lists. */
const isContent = ({ name }: { readonly name: string }): boolean => name === 'content';

/** All leaves without arguments, for viewers that all see them. */
const leavesOf = (type: string): string => {
  const found = schema.getType(type);
  const fields = isObjectType(found) ? Object.values(found.getFields()) : [];
  const shown = fields.filter(
    (field) =>
      isLeafType(getNamedType(field.type)) &&
      !metaOf(field).forStaff &&
      metaOf(field).shownBy === undefined &&
      !isContent(field),
  );
  return `__typename ${shown.map(({ name }) => name).join(' ')}`;
};

describe.each(Object.entries(places))('%s', (type, place) => {
  const wanted = leavesOf(type);
  const ofClient = async (client: number, as: string) => {
    const things = thingsIn((await gateway.execute(place(client).replace('…', `{ ${wanted} }`), {}, { as })).data);
    expect(things.length).toBeGreaterThan(0);
    expect(new Set(things.map(({ id }) => id)).size).toBe(things.length);
    return things;
  };
  const nodes = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { ${wanted} } } }`;
  const found = async (ids: readonly string[], as: string) => {
    const { data, errors } = await gateway.execute<{ nodes: unknown[] }>(nodes, { ids: ids.slice(0, 100) }, { as });
    expect(errors).toBeUndefined();
    return data.nodes;
  };

  const viewers = isStaffs(type) ? ['staff'] : ['staff', 'partner', 'client'];
  test.each(viewers)('is found by its id, with all its fields, for %s', async (as) => {
    const things = await ofClient(1, as);
    expect(
      await found(
        things.map(({ id }) => id),
        as,
      ),
    ).toEqual(things.slice(0, 100));
    const one = await gateway.execute(
      'query ($id: ID!) { node(id: $id) { __typename id } }',
      { id: things[0]?.id },
      { as },
    );
    expect(one.data).toEqual({ node: { __typename: type, id: things[0]?.id } });
  });

  // Only staff see the others, whoever owns them.
  const restricted = viewers.filter((each) => each !== 'staff');
  test.each(restricted)('of another client is null for %s', async (as) => {
    const things = await ofClient(7, 'staff');
    const ids = things.map(({ id }) => id);
    const seen = shared.has(type) ? things : things.map(() => null);
    expect(await found(ids, as)).toEqual(seen.slice(0, 100));
  });
});

describe('a missing or invisible entity', () => {
  const nothing = [
    'nonsense',
    '',
    globalId('Nothing', 1),
    globalId('Invoice', 99_999_999),
    globalId('Currency', 99),
    globalId('TicketDepartment', 99),
    globalId('InvoiceItem', 1),
    globalId('InvoiceItem', 99_999_999, 1),
    globalId('InvoiceItem', 1, 99_999_999),
    globalId('InvoiceItem', 1, 'x'),
    globalId('TicketMessage', 1),
    globalId('TicketMessage', 1, 99_999_999),
    globalId('TicketMessage', 1, '00'),
    globalId('TicketMessage', 99_999_999, '0'),
    '42',
  ];

  test.each(nothing)('%s is null', async (id) => {
    const { data, errors } = await gateway.execute('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect({ data, errors }).toEqual({ data: { node: null }, errors: undefined });
  });

  test('is not opened by a forged owner', async () => {
    const foreign = gateway.simulator.world.services.of(7)[0]?.id ?? 0;
    const forged = [globalId('Service', foreign, 1), globalId('Service', foreign, 7), globalId('Service', foreign)];
    const { data } = await gateway.execute(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: forged },
      { as: 'client' },
    );
    expect(data).toEqual({ nodes: [null, null, null] });
  });

  test('keeps the order of ids in nodes', async () => {
    const ids = [globalId('Client', 2), 'nonsense', globalId('Client', 1), globalId('Client', 2)];
    const { data } = await gateway.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Client { whmcsId } } }', {
      ids,
    });
    expect(data).toEqual({ nodes: [{ whmcsId: 2 }, null, { whmcsId: 1 }, { whmcsId: 2 }] });
  });

  test('refuses more than 100 ids', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => globalId('Client', index + 1));
    const { errors, calls } = await gateway.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });
});
