import { sendMail } from '../world/mails.ts';
import type { Attachment, Ticket, Writer } from '../world/model.ts';
import { admin, ticketStatuses } from '../world/reference.ts';
import { addReply, addTicket, asContact, asGuest, asOwner, asStaff } from '../world/tickets.ts';
import type { World } from '../world/world.ts';
import { emailPattern } from './client-add.ts';
import { existing, Refusal, write } from './command.ts';
import { fieldValues, merged } from './field-values.ts';
import { same } from './page.ts';
import type { Params } from './params.ts';

export const OpenTicket = write(({ params, world }) => {
  const writer = clientOrGuest(params, world);
  if (params.int('userid') > 0)
    existing(world.users.get(params.int('userid')), 'The system cannot find the provided user ID.');
  const deptid = params.int('deptid');
  if (!world.departments.some(({ id }) => id === deptid)) throw new Refusal('Department ID not found');
  if (!params.text('subject')) throw new Refusal('Subject is required');
  if (!params.text('message')) throw new Refusal('Message is required');
  const service = relatedService(params, writer.userid, world);
  const priority = params.text('priority') ?? '';
  const ticket = addTicket(world, {
    by: params.flag('admin') ? asStaff() : writer,
    userid: writer.userid,
    deptid,
    subject: params.text('subject') ?? '',
    message: params.text('message') ?? '',
    date: createdAt(params, world, 'Ticket creation date cannot be in the future'),
    priority: ['Low', 'Medium', 'High'].includes(priority) ? priority : 'Medium',
    service,
    attachments: attachmentsOf(params),
  });
  ticket.customFields = fieldValues(params.serialized('customfields'));
  if (!params.flag('noemail')) notify(world, ticket, writer, 'Support Ticket Opened');
  return { id: String(ticket.id), tid: ticket.tid, c: ticket.c };
});

export const AddTicketReply = write(({ params, world }) => {
  const ticket = existing(world.tickets.get(params.int('ticketid')), 'Ticket ID Not Found');
  const by = params.text('adminusername')
    ? staffNamed(params.text('adminusername') ?? '')
    : clientOrGuest(params, world);
  if (!params.text('message')) throw new Refusal('Message is required');
  const wanted = params.text('status') ?? '';
  const status =
    wanted === ''
      ? undefined
      : existing(
          ticketStatuses.find((name) => same(name, wanted)),
          'Invalid Ticket Status',
        );
  const date = createdAt(params, world, 'Reply creation date cannot be in the future');
  addReply(
    world,
    ticket,
    { by, date, message: params.text('message') ?? '', attachments: attachmentsOf(params) },
    status,
  );
  ticket.customFields = merged(ticket.customFields, fieldValues(params.serialized('customfields')));
  if (!params.flag('noemail')) notify(world, ticket, by, 'Support Ticket Reply');
  return {};
});

/** WHMCS does not check that the client owns the ticket: the caller has to. */
function clientOrGuest(params: Params, world: World): Writer {
  if (params.int('clientid') > 0) {
    const client = existing(world.clients.get(params.int('clientid')), 'Client ID Not Found');
    if (params.int('contactid') === 0) return asOwner(client);
    const contact = world.contacts.of(client.id).find(({ id }) => id === params.int('contactid'));
    return asContact(client, existing(contact, 'Contact ID Not Found'));
  }
  const name = params.text('name') ?? '';
  const email = params.text('email') ?? '';
  if (name === '' || email === '') throw new Refusal('Name and email address are required if not a client');
  if (!emailPattern.test(email)) throw new Refusal('Email Address Invalid');
  return asGuest(name, email);
}

function staffNamed(username: string): Writer {
  return asStaff(username === admin.username ? admin.name : username);
}

function relatedService(params: Params, userid: number, world: World): string {
  const serviceid = params.int('serviceid');
  const domainid = params.int('domainid');
  if (serviceid > 0) {
    if (world.services.get(serviceid)?.clientid !== userid) throw new Refusal('Service ID Not Found');
    return `S${serviceid}`;
  }
  if (domainid === 0) return '';
  if (world.domains.get(domainid)?.userid !== userid) throw new Refusal('Domain ID Not Found');
  return `D${domainid}`;
}

/** ISO 8601 or the installation's own form. Both are wall-clock times unless they name a zone. */
export function createdAt(params: Params, world: World, inFuture: string): string {
  const created = params.text('created') ?? '';
  const now = world.clock.now();
  if (created === '') return now;
  const [, day, time = '00:00:00', zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(created) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(`${day}T${time}Z`))) throw new Refusal('Invalid Date Format');
  const moment = zone === undefined ? `${day} ${time}` : world.clock.of(new Date(created.replace(' ', 'T')));
  if (moment > now) throw new Refusal(inFuture);
  return moment;
}

/** base64 of a JSON list of `{ name, data }`; unreadable text means no attachments. */
export function attachmentsOf(params: Params): Attachment[] {
  const text = Buffer.from(params.text('attachments') ?? '', 'base64').toString('utf8');
  if (text === '') return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list)
      ? list.filter(isAttachment).map(({ name, data }) => ({ name, data, removed: false }))
      : [];
  } catch {
    return [];
  }
}

function isAttachment(item: unknown): item is { name: string; data: string } {
  return (
    typeof item === 'object' &&
    item !== null &&
    'name' in item &&
    'data' in item &&
    typeof item.name === 'string' &&
    typeof item.data === 'string'
  );
}

function notify(world: World, ticket: Ticket, by: Writer, template: string): void {
  const to = world.clients.get(ticket.userid)?.email ?? ticket.opening.by.email;
  sendMail(world, { to: to || by.email, template, clientid: ticket.userid, relatedId: ticket.id });
}
