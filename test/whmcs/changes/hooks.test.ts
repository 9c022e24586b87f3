/** What the hooks of WHMCS report as changed, against the hooks that WHMCS documents (test/facts/hooks.json). */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { changedTopics } from '../../../src/whmcs/changes/change.ts';
import { changesOfHook, hooks, isHookName } from '../../../src/whmcs/changes/hooks.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import type { Topic } from '../../../src/whmcs/subjects.ts';
import { describeShared, hookCatalogue } from '../../support/shared.ts';

/** The parameters of each documented hook. */
const documented = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(new URL('../../facts/hooks.json', import.meta.url), 'utf8')));

const named = Object.entries(hooks);

/** Topics of the installation itself, of which no hook reports a change. */
const unreported: readonly Topic[] = ['administrators', 'paymentMethods', 'registrars', 'toDoItems'];

describe('hooks', () => {
  test.each(named)('%s is documented, with the parameters that it is read by', (name, reported) => {
    const params = documented[name] ?? expect.fail(`${name} is not documented`);
    const places = reported.flatMap(({ client, changes }) => [client, ...Object.values(changes)]);
    for (const place of places) if (typeof place === 'string') expect(params).toContain(place.split('.')[0]);
  });

  it('report every topic that a write changes', () => {
    const reported = new Set(named.flatMap(([, each]) => each.flatMap(({ changes }) => changedTopics(changes))));
    const changed = Object.values(commands).flatMap((each) =>
      each.kind === 'write' ? changedTopics(each.changes) : [],
    );
    expect([...reported, ...unreported]).toEqual(expect.arrayContaining(changed));
  });

  it('are all known that name a record of the graph, unless they change nothing of it', () => {
    const ids = /^(order|invoice|service|domain|ticket|client|user|p)_?id$|^params$/i;
    const unknown = Object.entries(documented).filter(
      ([name, params]) => !isHookName(name) && params.some((param) => ids.test(param)),
    );
    expect(unknown.map(([name]) => name).filter((name) => !changesNothing.test(name))).toEqual([]);
  });
});

/** Before the act, after one that failed, a mail, a password, or something that the graph does not show. */
const changesNothing =
  /^Pre|Failed$|PreEmail$|Reminder$|Password$|ViewOrder|ViewInvoice|AddOnFeature|^AfterRegistrar(Get|SaveDNS)|^Affiliate|^CancellationRequest$|^CCUpdate$|^CalcAffiliate|^User(Login|Logout)$|^Licensing|^ShoppingCartCheckout|^AdminClientFileUpload$/;

describe('changes', () => {
  it('name record and owner, whether ids are numbers or text', () => {
    expect(changesOfHook('ServiceEdit', { userid: '5', serviceid: '801' })).toEqual([
      { topic: 'services', id: 801, client: 5 },
    ]);
    expect(changesOfHook('AfterModuleSuspend', { params: { userid: 5, serviceid: 801 } })).toEqual([
      { topic: 'services', id: 801, client: 5 },
    ]);
  });

  it("are nobody's for a guest, and of an unknown owner where the hook does not say", () => {
    expect(changesOfHook('TicketOpen', { ticketid: 7, userid: 0 })[0]).toEqual({
      topic: 'tickets',
      id: 7,
      client: null,
    });
    expect(changesOfHook('TicketOpen', { ticketid: 7 })[0]).toEqual({ topic: 'tickets', id: 7 });
    expect(changesOfHook('TicketOpen', { ticketid: 7, userid: 'x' })[0]).toEqual({ topic: 'tickets', id: 7 });
    expect(changesOfHook('InvoicePaid', { invoiceid: '' })).toContainEqual({ topic: 'invoices' });
  });

  it('are one for each of several records', () => {
    const merged = changesOfHook('TicketMerge', { masterTicketId: 1, mergedTicketIds: [2, 3] });
    expect(merged.flatMap(({ topic, id }) => (topic === 'tickets' ? [id] : []))).toEqual([1, 2, 3]);
  });
});

describeShared('the catalogue of hooks', () => {
  it('has the hooks that the repository keeps, with the same parameters', () => {
    const all = hookCatalogue();
    expect(Object.fromEntries(Object.keys(documented).map((name) => [name, all.get(name)]))).toEqual(documented);
  });

  it('has no other hook that reports a change', () => {
    const others = [...hookCatalogue()].filter(([name]) => !(name in documented)).map(([name]) => name);
    expect(others.filter((name) => isHookName(name))).toEqual([]);
  });
});
