/** Records of a client that few clients have. */
import { dayFromEpoch } from '../clock.ts';
import { storedAddon } from './addons.ts';
import type { Client, Service } from './model.ts';
import { admin } from './reference.ts';
import type { World } from './world.ts';

/** Pay methods of each kind, two addons, a cancellation, a project, and for some an affiliate account. */
export function addBelongings(world: World, client: Client, services: readonly Service[]): void {
  addPayMethods(world, client);
  const [first, second] = services;
  for (const addonid of [1, 2]) if (first) world.addons.add(storedAddon(world, first, addonid, 'Active'));
  if (second)
    world.cancellations.add({
      id: world.cancellations.nextId(),
      date: `${dayFromEpoch(-4)} 21:27:04`,
      relid: second.id,
      reason: 'Too expensive & slow',
      type: client.id % 2 === 0 ? 'Immediate' : 'End of Billing Period',
    });
  addProject(world, client.id);
  if (client.id % 3 === 1) addAffiliate(world, client);
}

export function addAffiliate(world: World, { id, datecreated }: Client): void {
  world.affiliates.add({
    id: world.affiliates.nextId(),
    clientid: id,
    date: datecreated,
    visitors: 145 * id,
    paytype: id === 1 ? 'percentage' : '',
    payamount: id === 1 ? 1500 : 0,
    onetime: id === 1,
    balance: 1500 * id,
    withdrawn: 0,
  });
}

export function addPayMethods(world: World, { id }: Client): void {
  const common = {
    clientid: id,
    gateway: '',
    lastFour: '',
    expiry: '',
    start: '',
    issue: '',
    cardType: '',
    bank: '',
    token: '',
  };
  const card = { ...common, lastFour: '4242', expiry: '02/27', cardType: 'Visa' };
  const updatedAt = '17/05/2019 10:01';
  const rows = [
    { ...card, type: 'RemoteCreditCard', description: 'Main card', gateway: 'stripe', token: `SECRET-token-${id}` },
    { ...card, type: 'CreditCard', description: 'Spare card', lastFour: '1881' },
    { ...common, type: 'BankAccount', description: 'House & garden account', bank: 'Harbour Bank' },
    {
      ...common,
      type: 'RemoteBankAccount',
      description: 'Mandate',
      gateway: 'gocardless',
      token: `SECRET-mandate-${id}`,
    },
  ] as const;
  for (const row of rows) world.payMethods.add({ id: world.payMethods.nextId(), ...row, updatedAt });
}

export function addProject(world: World, userid: number): void {
  const id = world.projects.nextId();
  const start = Date.parse(`${dayFromEpoch(-3)}T09:00:00Z`) / 1000;
  const task = (name: string, timelogs: number) => ({
    id: world.nextTaskId(),
    task: name,
    notes: '',
    adminid: timelogs > 0 ? admin.id : 0,
    created: `${dayFromEpoch(-5)} 11:57:57`,
    duedate: timelogs > 0 ? dayFromEpoch(9) : '',
    completed: timelogs > 1,
    billed: false,
    timelogs: Array.from({ length: timelogs }, (_, index) => ({
      id: world.nextTaskId(),
      adminid: admin.id,
      start: start + index * 7200,
      end: start + index * 7200 + 4628,
    })),
  });
  world.projects.add({
    id,
    userid,
    title: `Relaunch & "move" no. ${id}`,
    ticketids: '',
    invoiceids: '',
    notes: `STAFF-project-note-${id}`,
    adminid: admin.id,
    status: id % 3 === 0 ? 'Completed' : 'Pending',
    created: dayFromEpoch(-6),
    duedate: dayFromEpoch(20),
    completed: id % 3 === 0,
    lastmodified: `${dayFromEpoch(-2)} 13:59:01`,
    tasks: [task('Draw the plan', 2), task('Build it', 0)],
    messages: [
      { id: world.nextTaskId(), date: `${dayFromEpoch(-2)} 13:59:01`, message: "Let's begin", adminid: admin.id },
    ],
  });
}
