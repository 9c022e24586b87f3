/** Announcements: published ones for everybody, all for staff. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 4 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const all = () => gateway.simulator.world.announcements.all();

interface Shown {
  readonly announcements: {
    readonly totalCount: number | null;
    readonly nodes: readonly { readonly whmcsId: number }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
const document = `query ($after: String) { announcements(first: 10, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { whmcsId } } }`;

/** The ids of all pages, and each total. */
async function pagesFor(as: string) {
  const ids: number[] = [];
  const totals = new Set<number | null>();
  for (let after: string | null = null; ;) {
    const { data, errors }: { data: Shown; errors: unknown } = await execute<Shown>(document, { after }, { as });
    expect(errors).toBeUndefined();
    ids.push(...data.announcements.nodes.map(({ whmcsId }) => whmcsId));
    totals.add(data.announcements.totalCount);
    if (!data.announcements.pageInfo.hasNextPage) return { ids, totals: [...totals] };
    after = data.announcements.pageInfo.endCursor;
  }
}

describe('announcements', () => {
  it('are all shown to staff', async () => {
    const { ids, totals } = await pagesFor('staff');
    expect(ids.toSorted((a, b) => a - b)).toEqual(all().map(({ id }) => id));
    expect(totals).toEqual([all().length]);
  });

  it.each(['partner', 'client'])('are shown and counted for a %s if they are published', async (as) => {
    const published = all().filter((each) => each.published);
    expect(published.length).toBeLessThan(all().length);
    const { ids, totals } = await pagesFor(as);
    expect(ids.toSorted((a, b) => a - b)).toEqual(published.map(({ id }) => id));
    expect([[published.length], [null]]).toContainEqual(totals);
  });

  it('look missing to a client until they are published', async () => {
    const draft = all().find(({ published }) => !published)?.id ?? 0;
    const ask = (id: string) =>
      execute('query ($id: ID!) { node(id: $id) { id } announcement(id: $id) { title } }', { id }, { as: 'client' });
    const [hidden, missing] = [await ask(globalId('Announcement', draft)), await ask(globalId('Announcement', 9_999))];
    expect(hidden.data).toEqual({ node: null, announcement: null });
    expect([hidden.data, hidden.errors, hidden.calls.length]).toEqual([
      missing.data,
      missing.errors,
      missing.calls.length,
    ]);
  });
});

it('publishes a new announcement, and withdraws it', async () => {
  const { data } = await execute<{ announcementCreate: { announcement: { id: string; body: string } } }>(
    `mutation { announcementCreate(input: { title: "Neu & gut", body: "<p>A &amp; B</p>", isPublished: true,
       publishedAt: "2026-01-31T10:00:00Z" }) {
       ... on AnnouncementCreatePayload { announcement { id title body isPublished publishedAt } } } }`,
  );
  const { id, ...made } = data.announcementCreate.announcement;
  expect(made).toMatchObject({ title: 'Neu & gut', body: '<p>A &amp; B</p>', isPublished: true });
  const seen = () => execute('query ($id: ID!) { announcement(id: $id) { title } }', { id }, { as: 'client' });
  expect((await seen()).data).toEqual({ announcement: { title: 'Neu & gut' } });
  const { calls } = await execute(
    'mutation ($id: ID!) { announcementUpdate(input: { announcementId: $id, isPublished: false }) { __typename } }',
    { id },
  );
  expect(calls.find(({ action }) => action === 'UpdateAnnouncement')?.params).toMatchObject({ published: '0' });
  expect((await seen()).data).toEqual({ announcement: null });
});

it('counts the tickets of all departments, by status as well', async () => {
  const { data, calls } = await execute<{ ticketCounts: { all: number; byStatus: object[] } }>(
    '{ ticketCounts { all active awaitingReply flagged departmentIds byStatus { title ticketCount } } }',
  );
  const tickets = gateway.simulator.world.tickets.all();
  const closed = tickets.filter(({ status }) => status === 'Closed').length;
  expect(data.ticketCounts).toMatchObject({ all: tickets.length, active: tickets.length - closed });
  expect(data.ticketCounts.byStatus).toContainEqual({ title: 'Closed', ticketCount: closed });
  expect(calls.map(({ params }) => params)).toMatchObject([
    { action: 'GetTicketCounts', ignoreDepartmentAssignments: '1', includeCountsByStatus: '1' },
  ]);
});
