/** What hangs on clients: the affiliate account, the group, credit, mail and the activity log. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { useGateway, type As } from '../../../support/gateway.ts';

const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { sharedCache: false },
  tokens: [
    { token: 'trusted', viewer: configured({ name: 'trusted', role: 'CLIENT', clients: [1], allow: ['secret'] }) },
    { token: 'clerk', viewer: configured({ name: 'clerk', role: 'STAFF', allow: ['support'] }) },
  ],
});
const world = () => gateway.simulator.world;

async function ask(document: string, as: As = 'staff') {
  const { data, errors, calls } = await gateway.execute(document, {}, { as });
  return {
    data,
    code: errors?.[0]?.extensions?.['code'],
    sent: calls.map(({ action, params }) => ({ action, params })),
  };
}

describe('mail', () => {
  it('shows its envelope to the client, and its text to staff alone', async () => {
    const envelope = '{ client(id: "1") { emails(first: 1) { totalCount nodes { subject to } } } }';
    const { data } = await ask(envelope, 'client');
    expect(data).toMatchObject({ client: { emails: { totalCount: 4, nodes: [{ subject: 'Your referrals' }] } } });
    const whole = '{ client(id: "1") { emails(first: 4) { nodes { body hasFailed failure bcc } } } }';
    expect((await ask(whole, 'client')).code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(JSON.stringify((await ask(whole)).data)).toMatch(/STAFF-mail-1.*/);
  });

  it('shows its text to those who may see secrets, and not to staff who may only do some things', async () => {
    const text = '{ client(id: "1") { emails(first: 4) { nodes { body } } } }';
    expect(JSON.stringify((await ask(text, 'trusted')).data)).toContain('STAFF-mail-1');
    expect((await ask(text, 'clerk')).code).toBe('GRAPHQL_VALIDATION_FAILED');
    const others = '{ client(id: "1") { emails(first: 1) { nodes { bcc } } } }';
    expect((await ask(others, 'trusted')).code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('is filtered by subject and by the second, in the wall clock of the installation', async () => {
    const [mail] = world().mails.of(1);
    const at = `${mail?.at.replace(' ', 'T')}Z`;
    const { data, sent } = await ask(
      `{ client(id: "1") { emails(on: "${at}", subject: "READY") { nodes { subject } } } }`,
    );
    expect(data).toEqual({ client: { emails: { nodes: [{ subject: mail?.subject }] } } });
    expect(sent.at(-1)).toMatchObject({ action: 'GetEmails', params: { date: mail?.at, clientid: '1' } });
  });

  it('of another client costs no call', async () => {
    expect(await ask('{ client(id: "7") { emails { totalCount } } }', 'client')).toMatchObject({
      data: { client: null },
      sent: [],
    });
  });
});

describe('credit', () => {
  it('is paged here, because WHMCS answers all of it, in the currency of the client', async () => {
    const client = world().clients.get(1) ?? expect.fail('no client');
    const before = world().credits.of(1).length;
    for (const amount of [500, -200, 700])
      world().credits.add({
        id: world().credits.nextId(),
        clientid: client.id,
        date: '2026-05-01',
        description: 'A & B',
        amount,
        relid: 0,
      });
    const { data, sent } = await ask(
      `{ client(id: "1") { credits(first: 1, offset: ${before + 1}) { totalCount nodes { on description recordId amount { amount currencyCode } } } } }`,
      'client',
    );
    expect(data).toMatchObject({
      client: {
        credits: {
          totalCount: before + 3,
          nodes: [{ on: '2026-05-01', description: 'A & B', recordId: null, amount: { amount: '-2.00' } }],
        },
      },
    });
    expect(sent.filter(({ action }) => action === 'GetCredits')).toHaveLength(1);
  });
});

describe('an affiliate account', () => {
  it('is the one of the client, or null', async () => {
    const { data } = await ask('{ client(id: "1") { affiliate { payType visitorCount } } }', 'client');
    expect(data).toEqual({ client: { affiliate: { payType: 'PERCENTAGE', visitorCount: 145 } } });
    expect((await ask('{ client(id: "2") { affiliate { visitorCount } } }')).data).toEqual({
      client: { affiliate: null },
    });
  });

  it('is listed for its client alone', async () => {
    const all = '{ affiliates { totalCount nodes { client { whmcsId } } } }';
    expect((await ask(all, 'client')).data).toEqual({
      affiliates: { totalCount: 1, nodes: [{ client: { whmcsId: 1 } }] },
    });
    expect((await ask(all)).data).toMatchObject({ affiliates: { totalCount: 3 } });
  });
});

it('shows the group of a client to staff', async () => {
  const { data } = await ask('{ client(id: "7") { group { whmcsId name discountPercent } } clientGroups { name } }');
  const [group] = world().clientGroups;
  expect(data).toMatchObject({ client: { group: { whmcsId: group?.id, name: group?.groupname } } });
  expect((await ask('{ clientGroups { name } }', 'client')).code).toBe('GRAPHQL_VALIDATION_FAILED');
});

describe('the activity log', () => {
  it('is asked for a day in the format of the installation', async () => {
    const [entry] = world().activity.all();
    const day = entry?.date.slice(0, 10) ?? '';
    const { data, sent } = await ask(`{ activityLog(on: "${day}") { totalCount nodes { at userName } } }`);
    expect(data).toMatchObject({ activityLog: { totalCount: 1, nodes: [{ userName: entry?.username }] } });
    expect(sent[0]?.params).toMatchObject({ date: day.split('-').toReversed().join('/') });
  });

  it('of a client is asked for by its number, and for staff alone', async () => {
    const log = '{ client(id: "1") { activityLog(first: 5) { nodes { client { whmcsId } } } } }';
    const { data, sent } = await ask(log);
    expect(data).toMatchObject({ client: { activityLog: { nodes: [{ client: { whmcsId: 1 } }, {}, {}, {}, {}] } } });
    expect(sent.at(-1)).toMatchObject({ action: 'GetActivityLog', params: { clientid: '1' } });
    expect((await ask(log, 'client')).code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

it('tells everybody the permissions that there are', async () => {
  const { data } = await ask('{ userPermissions { name description } }', 'client');
  expect(data['userPermissions']).toContainEqual({ name: 'orders', description: 'Place orders.' });
});

it('lists users with their clients, by a search', async () => {
  const { data, sent } = await ask(
    '{ users(search: "siobhan", orderByEmail: DESC) { nodes { whmcsId clients { isOwner client { whmcsId } } } } }',
  );
  expect(data).toEqual({
    users: {
      nodes: [
        {
          whmcsId: 5001,
          clients: [
            { isOwner: true, client: { whmcsId: 1 } },
            { isOwner: false, client: { whmcsId: 2 } },
          ],
        },
      ],
    },
  });
  expect(sent[0]?.params).toMatchObject({ search: 'siobhan', sorting: 'DESC' });
});
