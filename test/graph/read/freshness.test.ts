import { isObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../src/graph/base/field-meta.ts';
import { freshnessFor } from '../../../src/graph/read/freshness.ts';
import { schema } from '../../../src/graph/schema.ts';

const of = (document: string) => freshnessFor(parse(document), schema);

describe('aged lists will do for', () => {
  it.each([
    ['names', '{ clients { totalCount pageInfo { hasNextPage } edges { cursor node { id fullName companyName } } } }'],
    ['subjects, in pages and in order', '{ tickets(first: 5, offset: 10) { nodes { __typename whmcsId subject } } }'],
    ['whose things are', '{ tickets { nodes { subject client { fullName } } } }'],
    ['what stands below what is wanted', '{ clients { nodes { email services { nodes { name domainName } } } } }'],
    ['fragments', 'fragment Row on Ticket { subject } { tickets { nodes { ...Row ... on Ticket { number } } } }'],
    ['a node', '{ node(id: "x") { id ... on Ticket { subject } } }'],
  ])('%s', (_, document) => {
    expect(of(document)).toEqual({ calm: true, fallback: 'long' });
  });
});

describe('of this moment has to be', () => {
  it.each([
    ['a status', '{ tickets { nodes { subject status } } }'],
    ['a status in a fragment', 'fragment Row on Ticket { status } { tickets { nodes { ...Row } } }'],
    ['a status by another name', '{ tickets { nodes { subject: status } } }'],
    [
      'a status that is only sometimes wanted',
      'query ($with: Boolean!) { tickets { nodes { status @include(if: $with) } } }',
    ],
    ['what is listed by its status', 'query ($of: String) { tickets(status: $of) { nodes { subject } } }'],
    ['what changes with the status', '{ services { nodes { suspensionReason } } }'],
    ['what changes with a payment', '{ domains { nodes { nextDueOn } } }'],
    ['a payment’s status', '{ orders { nodes { paymentStatus } } }'],
    ['counters', '{ clients { nodes { stats { serviceCount } } } }'],
    ['what is shown by no mark', '{ ticketDepartments { openTickets } }'],
    ['a date that a renewal moves', '{ domains { nodes { expiresOn } } }'],
    ['when somebody last replied', '{ tickets { nodes { subject lastReplyAt } } }'],
    ['a setting', '{ clients { nodes { fullName emailOptOut } } }'],
    ['what may be exchanged', '{ services { nodes { name product { name } } } }'],
    [
      'any operation of a document',
      'query A { tickets { nodes { subject } } } query B { tickets { nodes { status } } }',
    ],
  ])('%s', (_, document) => {
    expect(of(document)).toEqual({ calm: false, fallback: 'long' });
  });

  it.each([
    ['an amount', '{ invoices { nodes { total { amount } } } }'],
    ['an amount below', '{ tickets { nodes { client { credit { formatted } } } } }'],
    ['an amount among counters', '{ clients { nodes { stats { dueInvoiceBalance { amount } } } } }'],
    ['an amount beside a status', '{ services { nodes { status recurringAmount { amount } } } }'],
  ])('%s', (_, document) => {
    expect(of(document)).toEqual({ calm: false, fallback: 'short' });
  });
});

it('a fact is volatile unless its field says that it lasts', () => {
  const facts = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .map(metaOf)
    .filter(({ fact, early }) => fact !== undefined && early === undefined);
  const lasting = facts.filter((meta) => meta.lasting);
  expect(lasting.length).toBeGreaterThan(40);
  expect(lasting.length).toBeLessThan(facts.length / 2);
  expect(lasting.map(({ fact }) => fact)).not.toContain('status');
});

it.each([
  ['mutation { serviceSuspend(input: { serviceId: 1 }) { __typename } }'],
  ['query A { tickets { nodes { subject } } } mutation B { serviceSuspend(input: { serviceId: 1 }) { __typename } }'],
])('whoever does something goes by what is: %s', (document) => {
  expect(of(document)).toEqual({ calm: false, fallback: 'never' });
});

it('is looked at once for each document', () => {
  const document = parse('{ tickets { nodes { subject } } }');
  expect(freshnessFor(document, schema)).toBe(freshnessFor(document, schema));
});
