/** Records of clients other than services and invoices: users, addons, pay methods, projects, affiliate accounts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, part, rows, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const world = () => whmcs.simulator.world;

describe('users', () => {
  it('are listed with the clients that they manage', async () => {
    const email = world().users.get(5001)?.email ?? '';
    const [first] = rows(await whmcs.call('GetUsers', { search: email.slice(0, 8).toUpperCase() }), 'users');
    expect(first).toMatchObject({
      id: 5001,
      clients: [
        { id: 1, isOwner: true },
        { id: 2, isOwner: false },
      ],
    });
    const down = rows(await whmcs.call('GetUsers', { sorting: 'DESC', limitnum: 1 }), 'users');
    expect(down[0]?.['id']).not.toBe(rows(await whmcs.call('GetUsers', { limitnum: 1 }), 'users')[0]?.['id']);
  });

  it('are added and changed, each address once', async () => {
    const user: Fields = { firstname: 'Ada', lastname: 'B', email: 'ada@new.example', password2: 'x' };
    const { user_id } = await whmcs.call('AddUser', user);
    expect(await whmcs.refusal('AddUser', user)).toBe('A user already exists with that email address');
    await whmcs.call('UpdateUser', { user_id: Number(user_id), firstname: 'Eve' });
    expect(world().users.get(Number(user_id))).toMatchObject({ firstname: 'Eve', lastname: 'B' });
  });

  it('have permissions for the clients that they manage', async () => {
    const permissions = async (fields: Fields) => part(await whmcs.call('GetUserPermissions', fields), 'permissions');
    expect((await permissions({ user_id: 5001, client_id: 1 }))['permission']).toHaveLength(13);
    expect((await permissions({ user_id: 5001, client_id: 2 }))['permission']).toHaveLength(3);
  });
});

it('let a client’s owner set what its other users may do, and invite more', async () => {
  const permissions = async () =>
    part(await whmcs.call('GetUserPermissions', { user_id: 5001, client_id: 2 }), 'permissions');
  await whmcs.call('UpdateUserPermissions', { user_id: 5001, client_id: 2, permissions: 'tickets,nonsense,orders' });
  expect((await permissions())['permission']).toEqual(['tickets', 'orders']);
  await whmcs.call('UpdateUserPermissions', { user_id: 5001, client_id: 2, permissions: '' });
  expect(await permissions()).toBe('');
  await whmcs.call('CreateClientInvite', { client_id: 2, email: 'new@mail.example', permissions: 'tickets' });
  expect(world().mails.of(2).at(-1)).toMatchObject({ to: 'new@mail.example', template: 'Account Access Invitation' });
});

it('lists addons of several services at once', async () => {
  const [one, other] = [1, 2].map((client) => world().services.of(client)[0]?.id ?? 0);
  const answer = await whmcs.call('GetClientsAddons', { serviceid: `${one},${other}` });
  expect(answer).toMatchObject({ totalresults: '4', serviceid: `${one},${other}`, clientid: '' });
  expect(rows(answer, 'addons.addon')[0]).toMatchObject({ userid: '1', name: 'Malware Scan', recurring: '3.20' });
  expect((await whmcs.call('GetClientsAddons', { clientid: 8 }))['addons']).toBe('');
  await whmcs.call('UpdateClientAddon', { id: 1, recurring: '9.99', status: 'Suspended' });
  expect(world().addons.get(1)).toMatchObject({ recurring: 999, status: 'Suspended' });
  expect(await whmcs.refusal('UpdateClientAddon', { id: 1 })).toBe('Nothing to Update');
});

describe('pay methods', () => {
  it('are a bare list with columns by type', async () => {
    const methods = rows(await whmcs.call('GetPayMethods', { clientid: 1 }), 'paymethods');
    expect(methods.map(({ type, bank_name }) => [type, bank_name])).toEqual([
      ['RemoteCreditCard', undefined],
      ['CreditCard', undefined],
      ['BankAccount', 'Harbour Bank'],
      ['RemoteBankAccount', ''],
    ]);
    expect(rows(await whmcs.call('GetPayMethods', { clientid: 1, type: 'BankAccount' }), 'paymethods')).toHaveLength(2);
  });

  it('are changed and removed for their client only', async () => {
    await whmcs.call('UpdatePayMethod', { clientid: 1, paymethodid: 2, card_expiry: '0930' });
    expect(world().payMethods.get(2)?.expiry).toBe('09/30');
    expect(await whmcs.refusal('DeletePayMethod', { clientid: 2, paymethodid: 2 })).toBe(
      'Pay Method does not belong to passed Client ID',
    );
    await whmcs.call('DeletePayMethod', { clientid: 1, paymethodid: 2 });
    expect(world().payMethods.of(1)).toHaveLength(3);
  });
});

describe('projects', () => {
  it('are shown with tasks, time logs and messages', async () => {
    const project = await whmcs.call('GetProject', { projectid: 1 });
    const [planned, built] = rows(project, 'tasks.task');
    expect(planned).toMatchObject({ completed: '1', order: '1', timelogs: { timelog: [{ taskid: '1' }, {}] } });
    expect(built).toMatchObject({ timelogs: '', adminid: '0' });
    expect(rows(project, 'messages.message')).toMatchObject([{ message: 'Let&#039;s begin' }]);
  });

  it('are created, and grow', async () => {
    await whmcs.call('CreateProject', { title: 'New', adminid: 1, userid: 2, duedate: '2026-12-01' });
    const [project] = rows(await whmcs.call('GetProjects', { userid: 2, title: 'new' }), 'projects');
    expect(project).toMatchObject({ duedate: '2026-12-01', status: 'Pending', completed: 0 });
    const projectid = Number(project?.['id']);
    await whmcs.call('AddProjectTask', { projectid, task: 'Begin', duedate: '2026-11-20' });
    await whmcs.call('AddProjectMessage', { projectid, message: 'Hi' });
    await whmcs.call('UpdateProject', { projectid, completed: 1 });
    expect(world().projects.get(projectid)).toMatchObject({
      completed: true,
      tasks: [{ task: 'Begin' }],
      messages: [{ message: 'Hi' }],
    });
    expect(rows(await whmcs.call('GetProjects', { completed: 1, userid: 2 }), 'projects')).toHaveLength(1);
  });
});

it('follows the status of an order', async () => {
  const order = world().orders.get(6) ?? expect.fail('no order');
  await whmcs.call('CancelOrder', { orderid: 6 });
  expect(order.status).toBe('Cancelled');
  expect(world().invoices.get(order.invoiceid)?.status).toBe('Cancelled');
  expect(order.lines.map(({ relid }) => world().services.get(relid)?.status)).toEqual(['Cancelled']);
  expect(await whmcs.refusal('CancelOrder', { orderid: 6 })).toBe('Order ID not found or Status not Pending');
  await whmcs.call('PendingOrder', { orderid: 6 });
  expect(await whmcs.refusal('DeleteOrder', { orderid: 6 })).toMatch(/must be in Cancelled or Fraud/);
  await whmcs.call('FraudOrder', { orderid: 6 });
  await whmcs.call('DeleteOrder', { orderid: 6 });
  expect(world().orders.get(6)).toBeUndefined();
});

it('takes one request to cancel a service', async () => {
  const answer = await whmcs.call('AddCancelRequest', { serviceid: 1, type: 'Immediate', reason: 'Moving' });
  expect(answer).toMatchObject({ serviceid: '1', userid: '1' });
  expect(await whmcs.refusal('AddCancelRequest', { serviceid: 1 })).toBe('Existing Cancellation Request Exists');
});

it('makes a client an affiliate once', async () => {
  await whmcs.call('AffiliateActivate', { userid: 2 });
  await whmcs.call('AffiliateActivate', { userid: 2 });
  expect(rows(await whmcs.call('GetAffiliates', { userid: 2 }), 'affiliates.affiliate')).toMatchObject([
    { clientid: '2', visitors: '0', balance: '0.00' },
  ]);
});

it('filters affiliates by any column', async () => {
  const found = async (fields: Fields) =>
    rows(await whmcs.call('GetAffiliates', fields), 'affiliates.affiliate').map(({ clientid }) => clientid);
  const [first] = [...world().affiliates];
  expect(await found({ onetime: 1 })).toEqual([String(first?.clientid)]);
  expect(await found({ payamount: '15.00', balance: '15.00', withdrawn: '0.00' })).toEqual([String(first?.clientid)]);
});

it('keeps the mails of a client', async () => {
  await whmcs.call('SendEmail', { messagename: 'Client Signup Email', id: 2 });
  expect(rows(await whmcs.call('GetEmails', { clientid: 2, subject: 'READY' }), 'emails.email')).toHaveLength(2);
  expect(await whmcs.refusal('GetEmails', { clientid: 99 })).toBe('Client ID Not Found');
});

it.each<[string, Fields, string]>([
  ['GetPayMethods', {}, 'Client ID Is Required'],
  ['GetPayMethods', { clientid: 99 }, 'Client Not Found'],
  ['GetPayMethods', { clientid: 1, type: 'x' }, "Invalid Pay Method Type. Should be 'BankAccount' or 'CreditCard'"],
  ['UpdatePayMethod', { clientid: 1, paymethodid: 99 }, 'Invalid Pay Method ID'],
  ['UpdatePayMethod', { clientid: 1, paymethodid: 1 }, 'No Details Provided for Update'],
  ['UpdatePayMethod', { clientid: 1, paymethodid: 1, card_expiry: '1330' }, 'Expiry Date is invalid'],
  ['GetProject', {}, 'Project ID Not Set'],
  ['GetProject', { projectid: 99 }, 'Project ID Not Found'],
  ['CreateProject', { title: 'x' }, 'Admin ID not Set'],
  ['CreateProject', { title: 'x', adminid: 9 }, 'Admin ID Not Found'],
  ['CreateProject', { title: 'x', adminid: 1, userid: 99 }, 'Client ID Not Found'],
  ['CreateProject', { adminid: 1 }, 'Project Title is Required.'],
  ['AddProjectTask', { projectid: 1 }, 'A task description must be specified'],
  ['AddProjectMessage', { projectid: 1 }, 'Message not Entered'],
  ['UpdateUser', { user_id: 9 }, 'Invalid User ID requested'],
  ['UpdateUser', { user_id: 5001 }, 'One of `email`, `firstname`, `lastname`, or `language` is required'],
  ['UpdateUser', { user_id: 5001, email: 'x' }, 'The email address entered is not valid'],
  ['GetUserPermissions', { user_id: 9, client_id: 1 }, 'Invalid user id'],
  ['GetUserPermissions', { user_id: 5001, client_id: 99 }, 'Invalid client id'],
  ['GetUserPermissions', { user_id: 5001, client_id: 3 }, 'User is not associated with client'],
  [
    'UpdateUserPermissions',
    { user_id: 5001, client_id: 1, permissions: 'x' },
    'Permissions cannot be set on a client owner',
  ],
  ['UpdateUserPermissions', { user_id: 5001, client_id: 2 }, 'Missing permissions definition'],
  ['UpdateUserPermissions', { user_id: 9, client_id: 2, permissions: 'x' }, 'Invalid user id'],
  ['CreateClientInvite', { client_id: 1, permissions: 'tickets' }, 'Email is required'],
  ['CreateClientInvite', { client_id: 99, email: 'a@b.example', permissions: 'tickets' }, 'Invalid client id'],
  [
    'CreateClientInvite',
    { client_id: 1, email: 'x', permissions: 'tickets' },
    'The email address entered is not valid',
  ],
  ['CreateClientInvite', { client_id: 1, email: 'a@b.example', permissions: 'x' }, 'User permissions are required'],
  ['AddClientNote', { userid: 99, notes: 'x' }, 'Client ID not found'],
  ['AddClientNote', { userid: 1 }, 'Notes can not be empty'],
  ['AffiliateActivate', { userid: 99 }, 'Client ID not found'],
])('%s refuses %j', async (action, fields, message) => {
  expect(await whmcs.refusal(action, fields)).toBe(message);
});
