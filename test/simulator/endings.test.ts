/** Commands that end something, log in, charge a card or keep time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginPassword } from '../../src/simulator/commands/logins.ts';
import { Caller, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T12:00:00Z'), timezone: 'Asia/Tokyo' });
});
afterAll(() => whmcs.simulator.close());

const world = () => whmcs.simulator.world;

describe('a client', () => {
  it('is closed with everything that runs', async () => {
    await whmcs.call('CloseClient', { clientid: 6 });
    expect(world().clients.get(6)?.status).toBe('Closed');
    expect(
      new Set(
        world()
          .services.of(6)
          .map(({ status }) => status),
      ),
    ).toEqual(new Set(['Terminated']));
    expect(
      world()
        .invoices.of(6)
        .some(({ status }) => status === 'Unpaid'),
    ).toBe(false);
  });

  it('is deleted with its records, and its users on request', async () => {
    const owner = world().clients.get(5)?.ownerUserId ?? 0;
    await whmcs.call('DeleteClient', { clientid: 5, deleteusers: 1 });
    expect(await whmcs.refusal('GetClientsDetails', { clientid: 5 })).toBe('Client Not Found');
    expect([world().services.of(5), world().invoices.of(5), world().tickets.of(5)]).toEqual([[], [], []]);
    expect(world().users.get(owner)).toBeUndefined();
    expect(await whmcs.refusal('DeleteClient', { clientid: 5 })).toBe('Client ID Not Found');
  });

  it('loses a user, but not its owner', async () => {
    await whmcs.call('DeleteUserClient', { user_id: 5001, client_id: 2 });
    const again: Fields = { user_id: 5001, client_id: 2 };
    expect(await whmcs.refusal('DeleteUserClient', again)).toBe('User is not associated with client');
    expect(await whmcs.refusal('DeleteUserClient', { user_id: 5001, client_id: 1 })).toBe(
      'You cannot remove the account owner',
    );
  });
});

describe('a login', () => {
  it('answers the number of a user, and refuses every fault alike', async () => {
    const email = world().users.get(5003)?.email ?? '';
    const good = await whmcs.call('ValidateLogin', { email: email.toUpperCase(), password2: loginPassword });
    expect(good).toMatchObject({ userid: '5003', twoFactorEnabled: 'false' });
    const refused = 'Email or Password Invalid';
    expect(await whmcs.refusal('ValidateLogin', { email, password2: 'x' })).toBe(refused);
    expect(await whmcs.refusal('ValidateLogin', { email: 'x', password2: loginPassword })).toBe(refused);
  });

  it('gets another token each time', async () => {
    const token = async () => (await whmcs.call('CreateSsoToken', { client_id: 1 }))['access_token'];
    expect(await token()).not.toBe(await token());
  });

  it.each<[Fields, string]>([
    [{}, 'A valid client_id or user_id is required'],
    [{ client_id: 99 }, 'Invalid client_id'],
    [{ user_id: 9 }, 'Invalid user_id'],
    [{ client_id: 1, user_id: 5003 }, 'Invalid user_id for client'],
    [{ client_id: 1, destination: 'x' }, 'Invalid destination'],
  ])('gets no token for %j', async (fields, message) => {
    expect(await whmcs.refusal('CreateSsoToken', fields)).toBe(message);
  });

  it('decrypts what it encrypted', async () => {
    const { password } = await whmcs.call('EncryptPassword', { password2: 'größe' });
    expect(await whmcs.call('DecryptPassword', { password2: String(password) })).toMatchObject({ password: 'größe' });
  });
});

it('charges a card once, and is declined now and then', async () => {
  const unpaid = world()
    .invoices.all()
    .filter(({ status }) => status === 'Unpaid');
  const first = unpaid.find(({ id }) => id % 13 !== 0);
  const declined = unpaid.find(({ id }) => id % 13 === 0);
  await whmcs.call('CapturePayment', { invoiceid: first?.id ?? 0 });
  expect(first?.status).toBe('Paid');
  const refused = 'Invoice Not Found or Not Unpaid';
  expect(await whmcs.refusal('CapturePayment', { invoiceid: first?.id ?? 0 })).toBe(refused);
  expect(await whmcs.refusal('CapturePayment', { invoiceid: 9 })).toBe(refused);
  expect(await whmcs.refusal('CapturePayment', { invoiceid: declined?.id ?? 0 })).toBe('Payment Attempt Failed');
  expect(declined?.lastCaptureAttempt).toBe('2026-11-05 21:00:00');
});

it('keeps the time of a task', async () => {
  const [task, other] = world().projects.get(1)?.tasks ?? [];
  await whmcs.call('StartTaskTimer', { projectid: 1, timerid: other?.id ?? 0 });
  const [log] = other?.timelogs ?? [];
  expect(log).toMatchObject({ start: 1_793_880_000, end: 0 });
  await whmcs.call('EndTaskTimer', { timerid: log?.id ?? 0 });
  expect(log?.end).toBe(1_793_880_000);
  await whmcs.call('UpdateProjectTask', { taskid: task?.id ?? 0, completed: 0, notes: 'Again' });
  expect(task).toMatchObject({ completed: false, notes: 'Again' });
  await whmcs.call('DeleteProjectTask', { projectid: 1, taskid: task?.id ?? 0 });
  expect(world().projects.get(1)?.tasks).toEqual([other]);
});

it('merges tickets, and deletes those of blocked senders', async () => {
  const ticket = world().tickets.get(1) ?? expect.fail('no ticket');
  const { length } = ticket.replies;
  await whmcs.call('MergeTicket', { ticketid: 1, mergeticketids: '2,3', newsubject: 'All' });
  expect(ticket.replies.length).toBe(length + 3);
  expect([ticket.subject, world().tickets.get(2)]).toEqual(['All', undefined]);
  expect(await whmcs.call('BlockTicketSender', { ticketid: 4 })).not.toHaveProperty('deleted');
  expect([...world().blockedSenders]).toEqual([world().clients.get(world().tickets.get(4)?.userid ?? 0)?.email]);
  expect(await whmcs.call('BlockTicketSender', { ticketid: 4, delete: 1 })).toMatchObject({ deleted: 'true' });
  expect(world().tickets.get(4)).toBeUndefined();
});

it.each<[string, Fields, string]>([
  ['MergeTicket', {}, 'Ticket ID Required'],
  ['MergeTicket', { ticketid: 99 }, 'Ticket ID Invalid'],
  ['MergeTicket', { ticketid: 1 }, 'Merge Ticket IDs Required'],
  ['MergeTicket', { ticketid: 1, mergeticketids: '98,99' }, 'Invalid Merge Ticket IDs: 98, 99'],
  ['BlockTicketSender', {}, 'Ticket ID Required'],
  ['UpdateProjectTask', {}, 'Task ID is Required'],
  ['UpdateProjectTask', { taskid: 999 }, 'Task ID Not Found'],
  ['DeleteProjectTask', {}, 'Project ID is Required'],
  ['StartTaskTimer', { projectid: 1, timerid: 999 }, 'Timer ID Not Found'],
  ['EndTaskTimer', {}, 'Timer ID Not Set'],
  ['GetClientPassword', { userid: 99 }, 'Client ID Not Found'],
])('%s refuses %j', async (action, fields, message) => {
  expect(await whmcs.refusal(action, fields)).toBe(message);
});
