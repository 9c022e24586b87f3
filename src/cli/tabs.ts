/** What GraphiQL opens with. */
import type { GraphiqlTab } from '../gateway/graphiql.ts';

type Example = readonly [operation: string, variables: NonNullable<GraphiqlTab['variables']>];

/** Examples that change nothing, for any installation. */
export const reading: readonly Example[] = [
  ['ClientPage', { id: '1' }],
  ['UnpaidInvoices', { first: 25 }],
  ['TicketQueue', { status: 'Open', first: 25 }],
];

/** In the demo client 1 has one of everything, and its service 1 is active. */
export const writing: readonly Example[] = [
  ['SuspendService', { serviceId: '1', reason: 'Invoice overdue' }],
  ['UnsuspendService', { serviceId: '1' }],
];

/** @param documents by the name of their operation */
export const tabsOf = (examples: readonly Example[], documents: ReadonlyMap<string, string>): GraphiqlTab[] =>
  examples.map(([operation, variables]) => ({ query: documents.get(operation) ?? '', variables }));
