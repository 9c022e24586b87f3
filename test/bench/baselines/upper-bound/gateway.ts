/**
 * The upper bound: what is possible without everything that a general gateway needs. graphql-jit over the answers of WHMCS, which
 * are cached for a minute; no promise for a cached answer; no viewers, prices, limits or log.
 */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  GraphQLInterfaceType,
  GraphQLObjectType,
  parse,
  validate,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { numberOf, ownerHinted, parseGlobalId } from '../../../../src/graph/base/global-id.ts';
import type { Client, Money } from '../facts/fact-row.ts';
import { reads, type ListArgs } from '../reads.ts';
import { andThen } from '../later.ts';
import { sharedCall } from './shared-call.ts';
import type { Call } from '../whmcs.ts';

type Operation = CompiledQuery['query'];

/** @returns a function that compiles a document, once for each text */
export function upperBound(call: Call): (document: string) => Operation {
  const schema = buildSchema(readFileSync('schema/gateway.graphql', 'utf8'));
  attach(schema, call);
  const operations = new Map<string, Operation>();
  return (document) => {
    const known = operations.get(document);
    if (known) return known;
    const parsed = parse(document);
    const [wrong] = validate(schema, parsed);
    if (wrong) throw wrong;
    const compiled = compileQuery(schema, parsed);
    if (!isCompiledQuery(compiled)) throw new Error(JSON.stringify(compiled));
    operations.set(document, compiled.query);
    return compiled.query;
  };
}

type Resolvers<Source> = Readonly<Record<string, GraphQLFieldResolver<Source, unknown>>>;

/** By default, a field is a property of its parent. */
function attach(schema: GraphQLSchema, call: Call): void {
  const ask = reads(sharedCall(call));

  /** A fact that the row lacks comes from the record. */
  const fromRow =
    <F extends keyof Client>(fact: F) =>
    (source: Client) =>
      source[fact] === undefined
        ? andThen(ask.client(source.whmcsId), (record) => record?.[fact] ?? null)
        : source[fact];

  /** With an owner's hint, one call answers for all of the owner's services. */
  const node = (id: string) => {
    const parsed = parseGlobalId(id);
    if (parsed?.type !== 'Service') return null;
    const owner = ownerHinted(parsed);
    const one = () => ask.service(parsed.id);
    if (owner === null) return one();
    return andThen(
      ask.services({ clientId: owner, first: 100 }),
      ({ nodes }) => nodes.find(({ whmcsId }) => whmcsId === parsed.id) ?? one(),
    );
  };

  // graphql-jit reads its values several times, and many of these properties are computed when read.
  for (const type of Object.values(schema.getTypeMap()))
    if (type instanceof GraphQLObjectType && !type.name.startsWith('__'))
      for (const [name, field] of Object.entries(type.getFields()))
        field.resolve = (source: Readonly<Record<string, unknown>>) => source[name];

  const resolve = <Source>(type: string, resolvers: Resolvers<Source>) => {
    const fields = objectType(schema, type).getFields();
    for (const [name, resolver] of Object.entries(resolvers)) {
      const field = fields[name];
      if (!field) throw new Error(`the schema has no ${type}.${name}`);
      field.resolve = resolver;
    }
  };

  resolve<undefined>('Query', {
    client: (_, { id }: { id: string }) => ask.client(numberOf('Client', id)),
    clients: (_, args: ListArgs) => ask.clients(args),
    invoice: (_, { id }: { id: string }) => ask.invoice(numberOf('Invoice', id)),
    invoices: (_, args: ListArgs) => ask.invoices(args),
    tickets: (_, args: ListArgs) => ask.tickets(args),
    orders: (_, args: ListArgs) => ask.orders(args),
    domains: (_, args: ListArgs) => ask.domains(args),
    products: () => ask.products(),
    currencies: () => ask.currencies(),
    paymentMethods: () => ask.paymentMethods(),
    nodes: (_, { ids }: { ids: readonly string[] }) => ids.map(node),
  });
  resolve<Client>('Client', {
    fullName: fromRow('fullName'),
    companyName: fromRow('companyName'),
    email: fromRow('email'),
    status: fromRow('status'),
    address: fromRow('address'),
    credit: fromRow('credit'),
    stats: ({ whmcsId }) => ask.stats(whmcsId),
    services: ({ whmcsId }, { first }: ListArgs) => ask.services({ clientId: whmcsId, first }),
    invoices: ({ whmcsId }, args: ListArgs) => ask.invoices({ ...args, clientId: whmcsId }),
    tickets: ({ whmcsId }, args: ListArgs) => ask.tickets({ ...args, clientId: whmcsId }),
  });
  resolve<Money>('Money', {
    currencyCode: ({ clientId, currencyCode }) =>
      currencyCode === undefined
        ? andThen(ask.client(clientId), (record) => record?.currencyCode ?? null)
        : currencyCode,
  });
  const nodeType = schema.getType('Node');
  if (nodeType instanceof GraphQLInterfaceType) nodeType.resolveType = () => 'Service';
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!(type instanceof GraphQLObjectType)) throw new Error(`the schema has no object type ${name}`);
  return type;
}
