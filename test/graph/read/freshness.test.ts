import { isObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../src/graph/base/field-meta.ts';
import { freshnessFor } from '../../../src/graph/read/freshness.ts';
import { schema } from '../../../src/graph/schema.ts';

const of = (document: string) => freshnessFor(parse(document), schema);

describe('accepts stale lists for', () => {
  it.each([
    ['names', '{ clients { totalCount pageInfo { hasNextPage } edges { cursor node { id fullName companyName } } } }'],
    ['subjects, in pages and in order', '{ tickets(first: 5, offset: 10) { nodes { __typename whmcsId subject } } }'],
    ['owners of tickets', '{ tickets { nodes { subject client { fullName } } } }'],
    ['fields of a nested list', '{ clients { nodes { email services { nodes { name domainName } } } } }'],
    ['fragments', 'fragment Row on Ticket { subject } { tickets { nodes { ...Row ... on Ticket { number } } } }'],
    ['a node', '{ node(id: "x") { id ... on Ticket { subject } } }'],
  ])('%s', (_, document) => {
    expect(of(document)).toEqual({ allowStale: true, fallback: 'long' });
  });
});

describe('requires fresh data for', () => {
  it.each([
    ['a status', '{ tickets { nodes { subject status } } }'],
    ['a status in a fragment', 'fragment Row on Ticket { status } { tickets { nodes { ...Row } } }'],
    ['a status by another name', '{ tickets { nodes { subject: status } } }'],
    ['a status under a condition', 'query ($with: Boolean!) { tickets { nodes { status @include(if: $with) } } }'],
    ['a list filtered by status', 'query ($of: String) { tickets(status: $of) { nodes { subject } } }'],
    ['a field that changes with the status', '{ services { nodes { suspensionReason } } }'],
    ['a field that changes with a payment', '{ domains { nodes { nextDueOn } } }'],
    ['a payment’s status', '{ orders { nodes { paymentStatus } } }'],
    ['counters', '{ clients { nodes { stats { serviceCount } } } }'],
    ['an unmarked field', '{ ticketDepartments { openTickets } }'],
    ['a date that a renewal moves', '{ domains { nodes { expiresOn } } }'],
    ['the time of the last reply', '{ tickets { nodes { subject lastReplyAt } } }'],
    ['a setting', '{ clients { nodes { fullName emailOptOut } } }'],
    ['a reference that may change', '{ services { nodes { name product { name } } } }'],
    [
      'any operation of a document',
      'query A { tickets { nodes { subject } } } query B { tickets { nodes { status } } }',
    ],
  ])('%s', (_, document) => {
    expect(of(document)).toEqual({ allowStale: false, fallback: 'long' });
  });

  it.each([
    ['an amount', '{ invoices { nodes { total { amount } } } }'],
    ['an amount below', '{ tickets { nodes { client { credit { formatted } } } } }'],
    ['an amount among counters', '{ clients { nodes { stats { dueInvoiceBalance { amount } } } } }'],
    ['an amount beside a status', '{ services { nodes { status recurringAmount { amount } } } }'],
  ])('%s', (_, document) => {
    expect(of(document)).toEqual({ allowStale: false, fallback: 'short' });
  });
});

it('treats a fact as volatile unless its field declares it lasting', () => {
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
])('acts on fresh data only: %s', (document) => {
  expect(of(document)).toEqual({ allowStale: false, fallback: 'never' });
});

it('analyses each document once', () => {
  const document = parse('{ tickets { nodes { subject } } }');
  expect(freshnessFor(document, schema)).toBe(freshnessFor(document, schema));
});
