/** A viewer may use every field, argument and mutation in its schema, and none answers FORBIDDEN. */
import {
  assertValidSchema,
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { actions } from '../../src/access/permissions.ts';
import { configured, restricted, type ViewerDescription, type Viewer } from '../../src/access/viewer.ts';
import { globalId } from '../../src/graph/base/global-id.ts';
import { mutationNames, schema, secretNames } from '../../src/graph/schema.ts';
import { mutations } from '../../src/graph/write/declare-mutation.ts';
import { variantsOf } from '../../src/graph/schema-kit/variants.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import type { World } from '../../src/simulator/index.ts';
import { EveryField, isReached, type Literals } from '../support/every-field.ts';
import { useGateway } from '../support/gateway.ts';

const clients = { STAFF: undefined, PARTNER: [1, 2, 3], CLIENT: [1] } as const;
const of = (role: Viewer['role'], name: string, allow?: ViewerDescription['allow']): Viewer =>
  configured({ name, role, clients: clients[role], allow });

const roles = [of('STAFF', 'staff-all'), of('PARTNER', 'partner-plain'), of('CLIENT', 'client-plain')];
const unconfigured = [restricted('demo-partner', 'PARTNER', [1, 2, 3]), restricted('demo-client', 'CLIENT', [1])];
/** `read` stands for visible fields, which need no permission. */
const allowed = (['STAFF', 'PARTNER', 'CLIENT'] as const).flatMap((role) =>
  actions.map((action) => of(role, `${role.toLowerCase()}-${action}`, ['read', action])),
);
/** Viewers whose new clients have a target group. */
const grouped = configured({
  name: 'partner-grouped',
  role: 'PARTNER',
  clients: clients.PARTNER,
  group: 1,
  allow: ['read', 'lifecycle'],
});
/** Viewers that are granted each mutation by name. */
const named = of('PARTNER', 'partner-named', mutationNames);
const viewers = [...roles, ...unconfigured, ...allowed, grouped, named];

const asked = getIntrospectionQuery({ specifiedByUrl: true });
const schemaFor = variantsOf(schema, secretNames);
const printed = (shown: GraphQLSchema) => printSchema(lexicographicSortSchema(shown));
const journal = memoryJournal();
/** The custom fields of the simulated company that a host would list. */
const customFields = { clients: [4, 9], services: [12], tickets: [] };
const gateway = useGateway({
  simulator: { clients: 12 },
  tokens: viewers.map((viewer) => ({ token: viewer.name, viewer })),
  gateway: {
    journal,
    customFields,
    secrets: secretNames,
    limits: { budget: { STAFF: 250, PARTNER: 250, CLIENT: 250 } },
  },
});

/** One operation with an unknown outcome for each viewer. */
const operations = new Map<string, string>();
beforeAll(async () => {
  for (const { name } of viewers) {
    const rest = { mutation: 'emailSend', key: null, isDerived: false, inputHash: '', requestId: '' };
    const { id } = (await journal.claim({ viewer: name, ...rest })).entry;
    await journal.sending(id, { command: 'SendEmail', owner: 1, subject: null, evidence: null });
    await journal.end(id, { state: 'unknown' });
    operations.set(name, id);
  }
});

/** The entities of client 1 and the operations of the viewer, by the name of the field that takes them. */
function literalsFor(
  viewer: Viewer,
  { clients, services, domains, invoices, orders, tickets, transactions }: World,
): Literals {
  const first = (table: { of(client: number): readonly { readonly id: number }[] }) =>
    JSON.stringify(String(table.of(1)[0]?.id));
  const [client, ticket, payment] = [clients.get(1), tickets.of(1)[0], transactions.of(1)[0]];
  const global = JSON.stringify(globalId('Client', 1));
  const operation = JSON.stringify(operations.get(viewer.name));
  return {
    'client.email': JSON.stringify(client?.email),
    'ticket.number': JSON.stringify(ticket?.tid),
    'transactions.transactionId': JSON.stringify(payment?.transid),
    'transactions.clientId': '"1"',
    'node.id': global,
    'nodes.ids': `[${global}]`,
    'service.id': first(services),
    'domain.id': first(domains),
    'invoice.id': first(invoices),
    'order.id': first(orders),
    'ticket.id': first(tickets),
    'domainAvailability.name': '"free.com"',
    'tldPricing.currencyCode': '"EUR"',
    'moduleConfigurationParameters.type': '"gateway"',
    'moduleConfigurationParameters.name': '"paypal"',
    'moduleQueue.relatedId': JSON.stringify(globalId('Service', Number(services.of(1)[0]?.id))),
    'operation.id': operation,
    'operationResolve.id': operation,
    serviceId: first(services),
    domainId: first(domains),
    invoiceId: first(invoices),
    orderId: first(orders),
    ticketId: first(tickets),
    email: '"nell@mail.example"',
    countryCode: '"US"',
    paymentMethod: '"stripe"',
    gateway: '"stripe"',
    idempotencyKey: 'null',
    'emailSend.relatedId': global,
    'emailSend.template': '"Client Signup Email"',
    'orderAdd.clientId': '"1"',
    'orderAdd.products': '[{ productId: "1", billingCycle: MONTHLY }]',
    'ticketOpen.clientId': '"1"',
    'ticketReplyAdd.clientId': '"1"',
  };
}

const every = (viewer: Viewer) => new EveryField(schemaFor(viewer), literalsFor(viewer, gateway.simulator.world));
const ask = (viewer: Viewer, operation: string) =>
  gateway.execute(operation, {}, { as: viewer.name, reveals: operation.startsWith('mutation') });

/** Types that only optional arguments lead to. */
const byArguments: ReadonlySet<string> = new Set(['ServiceUpgradePreview', 'StatisticsDay']);

/** Fields whose arguments depend on each other, on configuration, or on a file that few tickets have: tests of their own read them. */
const elsewhere = /\b(?:serviceUpgradePreview|customCommand|ticketAttachment)\(|\bcontent\b/;

/** The first path that leads to a value of the type. */
async function wayTo(viewer: Viewer, ways: readonly string[]): Promise<string | undefined> {
  for (const way of ways) if (isReached((await ask(viewer, way.replace('…', '__typename'))).data)) return way;
  return undefined;
}

describe.each(roles.map((viewer) => [viewer.name, viewer] as const))('%s', (_, viewer) => {
  it('reads each field with each argument', async () => {
    const all = every(viewer);
    const unreached: string[] = [];
    const failures: unknown[] = [];
    let asked = 0;
    const read = async (type: GraphQLObjectType, ways: readonly string[]): Promise<void> => {
      const way = await wayTo(viewer, ways);
      if (way === undefined) return void unreached.push(type.name);
      for (const field of all.fields(type)) {
        const operation = way.replace('…', field);
        const { errors } = await ask(viewer, operation);
        asked++;
        if (errors && !elsewhere.test(operation)) failures.push({ operation, errors });
      }
    };
    for (const [type, ways] of all.ways()) await read(type, ways);
    expect(failures).toEqual([]);
    expect(unreached.filter((type) => !byArguments.has(type))).toEqual([]);
    expect(asked).toBeGreaterThan(300);
  });
});

it('lets staff with restricted permissions explain an operation in their own schema', async () => {
  const operation = '{ invoices(first: 1) { nodes { number balance { amount } } } }';
  const { data, extensions } = await gateway.execute(
    operation,
    {},
    {
      as: 'staff-read',
      headers: { 'x-gateway-explain': 'only', 'cache-control': 'no-cache' },
    },
  );
  expect([data, extensions?.whmcs?.forecast]).toMatchObject([null, { least: 1, most: 2 }]);
});

describe.each(viewers.map((viewer) => [viewer.name, viewer] as const))('%s', (_, viewer) => {
  it('has a valid schema that introspection also reports', async () => {
    const shown = schemaFor(viewer);
    assertValidSchema(shown);
    const { data } = await gateway.execute<IntrospectionQuery>(asked, {}, { as: viewer.name });
    expect(printed(buildClientSchema(data))).toBe(printed(shown));
  });
});

/** One viewer for each distinct schema. */
const distinct = [...new Map(viewers.map((viewer) => [schemaFor(viewer), viewer])).values()];

describe.each(distinct.map((viewer) => [viewer.name, viewer] as const))('%s', (_, viewer) => {
  it('may execute every mutation that its schema shows', async () => {
    const failures: unknown[] = [];
    const done = new Set<string>();
    for (const { name, operation } of every(viewer).mutations()) {
      const { data, errors } = await ask(viewer, operation);
      const ending = Object(data?.[name]) as { __typename?: string };
      // Each mutation gets only its required inputs, which need not do: every-sent-mutation.test.ts performs each.
      if (errors || (ending.__typename ?? 'Forbidden').startsWith('Forbidden'))
        failures.push({ operation, data, errors });
      done.add(name);
    }
    expect(failures).toEqual([]);
    const shown = Object.keys(schemaFor(viewer).getMutationType()?.getFields() ?? {}).toSorted();
    expect([...done].toSorted()).toEqual(shown);
    const granted = [...mutations.values()].filter((mutation) => viewer.may(mutation)).map(({ name }) => name);
    expect(granted.toSorted()).toEqual(shown);
  });
});
