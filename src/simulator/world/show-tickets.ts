import { dayFromEpoch } from '../clock.ts';
import type { Client, Domain, Service } from './model.ts';
import { addNote, addReply, addTicket, asGuest, asOwner, asStaff } from './tickets.ts';
import { admin } from './reference.ts';
import type { World } from './world.ts';

const screenshot = { name: 'error page.png', data: 'iVBORw0KGgo=', removed: false };
const loadGraph = { name: 'load & traffic.png', data: 'iVBORw0KGgo=', removed: false };
const oldLog = { name: 'access.log', data: '', removed: true };

/** Five tickets in as many states: a conversation, attachments, notes of the staff, a hidden department. */
export function showTickets(
  world: World,
  client: Client,
  service: Service | undefined,
  domain: Domain | undefined,
): void {
  const by = asOwner(client);
  const userid = client.id;
  const moment = (age: number, time: string): string => `${dayFromEpoch(-age)} ${time}`;

  const talk = addTicket(world, {
    by,
    userid,
    deptid: 1,
    subject: 'My site says <503> & "try later"',
    message: "Hello,\r\n\r\nsince this morning it's down & I can't log in.\r\n\r\n🙏",
    date: moment(12, '07:40:00'),
    priority: 'High',
    service: service ? `S${service.id}` : '',
    attachments: [screenshot, oldLog],
    cc: 'partner@mail.example',
    flag: admin.id,
  });
  addNote(world, talk, `STAFF-ticket-note-${talk.id}: plan too small & customer knows`, moment(12, '07:55:00'), [
    loadGraph,
  ]);
  addReply(world, talk, {
    by: asStaff(),
    date: moment(12, '08:05:10'),
    message: "We're on it.\n\nMorgan",
    attachments: [],
  });
  addReply(world, talk, {
    by,
    date: moment(12, '09:30:00'),
    message: 'Works again, thank you!',
    attachments: [screenshot],
  });

  const billing = addTicket(world, {
    by,
    userid,
    deptid: 2,
    subject: 'Question about my invoice',
    message: 'Why is there tax?',
    date: moment(40, '15:00:00'),
    priority: 'Low',
  });
  addReply(world, billing, {
    by: asStaff(),
    date: moment(39, '10:00:00'),
    message: 'Because of § 3a.',
    attachments: [],
  });

  addTicket(world, {
    by,
    userid,
    deptid: 3,
    subject: 'لدي سؤال عن الأسعار',
    message: 'كم السعر؟',
    date: moment(1, '22:10:00'),
    service: domain ? `D${domain.id}` : '',
  });

  const closed = addTicket(world, {
    by,
    userid,
    deptid: 1,
    subject: "Can't send mail",
    message: 'Bounces.',
    date: moment(200, '11:11:11'),
  });
  addReply(
    world,
    closed,
    { by: asStaff(), date: moment(199, '12:00:00'), message: 'Solved by a new SPF record.', attachments: [] },
    'Closed',
  );

  const abuse = addTicket(world, {
    by: asStaff(),
    userid,
    deptid: 4,
    subject: 'Complaint about your server',
    message: 'Please stop the scanner.',
    date: moment(5, '05:05:05'),
  });
  abuse.status = 'In Progress';
}

/** Tickets of guests, who have no client account. */
export function addGuestTickets(world: World): void {
  const guests = [
    asGuest("Wanda O'Reilly", 'wanda@elsewhere.example'),
    asGuest('Łukasz "Luk" Nowak', 'luk@elsewhere.example'),
    asGuest('無名', 'anon@elsewhere.example'),
  ];
  for (const [index, by] of guests.entries()) {
    addTicket(world, {
      by,
      userid: 0,
      deptid: 1 + (index % 3),
      subject: 'Before I order & pay',
      message: 'Do you host in Iceland?',
      date: `${dayFromEpoch(-3 - index)} 19:00:00`,
    });
  }
}
