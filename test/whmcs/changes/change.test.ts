/** One vocabulary for "something changed": what writes declare, and the cache tags that follow. */
import { expect, it } from 'vitest';
import { tagClock } from '../../../src/whmcs/cache/tag-clock.ts';
import type { Tag } from '../../../src/whmcs/cache/tags.ts';
import { changesOf, staleTags, tagsOfChange } from '../../../src/whmcs/changes/change.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';

it('names the records that a write changes, by its parameters or by its answer', () => {
  expect(changesOf(commands.AddTicketReply, 5, { params: { ticketid: 301 } })).toEqual([
    { topic: 'tickets', id: 301, client: 5 },
    { topic: 'departments' },
  ]);
  const answer = { orderid: 610, serviceids: [801, 802], domainids: [], invoiceid: null };
  const changes = changesOf(commands.AddOrder, 5, { params: { clientid: 5 }, answer });
  expect(changes.filter(({ topic }) => topic === 'services')).toEqual([
    { topic: 'services', id: 801, client: 5 },
    { topic: 'services', id: 802, client: 5 },
  ]);
  expect(changes).toContainEqual({ topic: 'domains', client: 5 });
  expect(changes).toContainEqual({ topic: 'invoices', client: 5 });
  expect(changesOf(commands.SendEmail, 5, { params: { id: 801 } })).toEqual([{ topic: 'emails', client: 5 }]);
  expect(changesOf(commands.AddClientNote, 5, { params: { userid: 5, notes: 'Paid' } })).toEqual([]);
});

it("invalidates every client's part where a write may reach any client", () => {
  expect(changesOf(commands.GenInvoices, 5, { params: { clientid: 5 } })).toContainEqual({ topic: 'invoices' });
  expect(staleTags(commands.GenInvoices, null)).toEqual(expect.arrayContaining(['invoices', 'invoices:*']));
});

it('invalidates what the changes invalidate, whether or not ids are known', () => {
  const { AddOrder, OpenTicket } = commands;
  for (const [command, client] of [
    [AddOrder, 5],
    [OpenTicket, null],
  ] as const) {
    const tags = changesOf(command, client, { params: {} }).flatMap(tagsOfChange);
    expect(new Set(staleTags(command, client))).toEqual(new Set(tags));
  }
  expect(staleTags(OpenTicket, 0)).toEqual(['tickets', 'tickets:0', 'departments']);
});

it("invalidates every client's part if the write reaches records of other clients", () => {
  const move = { changes: { tickets: 'ticketid' }, crosses: 'userid' } as const;
  expect(staleTags(move, 5, { params: { ticketid: 1, userid: 6 } })).toEqual(['tickets', 'tickets:*']);
  expect(staleTags(move, 5, { params: { ticketid: 1 } })).toEqual(['tickets', 'tickets:5']);
  expect(staleTags(move, 5), 'after a restart, when the parameters are gone').toEqual(['tickets', 'tickets:*']);
  const params = { ticketid: 1, userid: 6 };
  expect(changesOf(move, 5, { params })).toEqual([{ topic: 'tickets', id: 1 }]);
});

it("invalidates every client's part where the owner is not known, and no other topic", () => {
  const clock = tagClock();
  const asked = clock.now();
  clock.invalidate(tagsOfChange({ topic: 'services' }));
  const isStale = (...tags: Tag[]) => clock.isStale({ askedAt: asked, tags });
  expect([isStale('services:5'), isStale('services'), isStale('services:0')]).toEqual([true, true, true]);
  expect([isStale('domains:5'), isStale('domains'), isStale('products')]).toEqual([false, false, false]);
  expect(clock.isStale({ askedAt: clock.now(), tags: ['services:5'] })).toBe(false);
});
