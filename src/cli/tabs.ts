/** The tabs of GraphiQL. */
import type { GraphiqlTab } from '../gateway/http/graphiql.ts';

/** GraphiQL runs the first example of a list when it opens with a token, so that example only reads. */
export type Example = readonly [operation: string, variables?: NonNullable<GraphiqlTab['variables']>];

const unpaidInvoices: Example = ['UnpaidInvoices', { first: 25 }];

/** Examples for any installation; they change nothing. */
export const reading: readonly Example[] = [
  ['ClientPage', { id: '1' }],
  unpaidInvoices,
  ['TicketQueue', { status: 'Open', first: 25 }],
];

/** In the demo, client 1 has a record of each kind, and its service 1 is active. */
const suspending: readonly Example[] = [
  ['SuspendService', { serviceId: '1', reason: 'Invoice overdue' }],
  ['UnsuspendService', { serviceId: '1' }],
];

export const staffTabs: readonly Example[] = [...reading, ...suspending];

export const partnerTabs: readonly Example[] = [
  ['PartnerOverview'],
  unpaidInvoices,
  ['ServiceDetail', { id: '1' }],
  ...suspending,
];

export const clientTabs: readonly Example[] = [
  ['MyAccount'],
  unpaidInvoices,
  ['ServiceDetail', { id: '1' }],
  ['OpenTicket', { input: { departmentId: '1', subject: 'Moving my site', message: 'How do I move my site to you?' } }],
];

/** @param documents by the name of their operation */
export const tabsOf = (examples: readonly Example[], documents: ReadonlyMap<string, string>): GraphiqlTab[] =>
  examples.map(([operation, variables]) => ({
    query: documents.get(operation) ?? '',
    ...(variables && { variables }),
  }));
