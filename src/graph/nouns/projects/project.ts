/** Projects: work of staff for a client, or of their own. */
import { GetProject, GetProjects } from '../../../whmcs/commands/projects.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { Invoice, Invoices } from '../billing/invoice.ts';
import { Ticket, Tickets } from '../support/ticket.ts';

export const Project = noun('Project', {
  description: 'Work of staff, for a client or of their own. WHMCS: GetProjects, GetProject.',
  list: {
    command: GetProjects,
    rows: 'projects',
    id: 'id',
    client: 'userid',
    filters: (filter) => ({
      status: filter.text('status', 'Only those in this status.'),
      isCompleted: filter.flag('completed', 'Only those that are completed, or only those that are not.'),
      title: filter.text('title', 'Only those with this title.'),
      notes: filter.text('notes', 'Only those with these notes.'),
      administratorId: filter.id('Administrator', 'adminid', 'Only those of this administrator.'),
      ticketIds: filter.ids('Ticket', 'ticketids', 'Only those about exactly these tickets.'),
      invoiceIds: filter.ids('Invoice', 'invoiceids', 'Only those with exactly these invoices.'),
      createdOn: filter.day('created', 'Only those that began on this day.'),
      dueOn: filter.day('duedate', 'Only those that are due on this day.'),
      lastModifiedOn: filter.day('lastmodified', 'Only those that were last changed on this day.'),
    }),
  },
  fields: (f) => ({
    title: f.text('title', 'What it is about.'),
    status: f.text('status', 'Where it stands, in the words of the operator.'),
    isCompleted: f.flag('completed', 'Whether it is done.'),
    notes: f.text('notes', 'Notes.'),
    administratorId: f.id('adminid', "WHMCS's number of the administrator who is responsible."),
    tickets: f.links(
      Ticket,
      'The tickets that it is about.',
      (row) => row.ticketids,
      (id, graph) => graph.noun(Tickets).byId(id),
    ),
    invoices: f.links(
      Invoice,
      'The invoices for it.',
      (row) => row.invoiceids,
      (id, graph) => graph.noun(Invoices).byId(id),
    ),
    createdOn: f.day('created', 'When it began.'),
    dueOn: f.day('duedate', 'When it is due.'),
    lastModifiedAt: f.instant('lastmodified', 'When it was last changed.'),
    watchers: f.text(
      'watchers',
      'The administrators who follow it, as WHMCS stores them. Only GetProjects reports it.',
    ),
  }),
  record: {
    command: GetProject,
    params: (id) => ({ projectid: id }),
    row: ({ projectinfo, tasks, messages }) => ({ ...projectinfo, tasks, messages }),
    fields: (f) => ({
      attachments: f.text('attachments', 'The names of its files, as WHMCS stores them.'),
      tasks: f.list((row) => row.tasks, 'What is to be done, in its order.', {
        name: 'ProjectTask',
        description: 'A part of a project that one administrator does.',
        fields: (task) => ({
          whmcsId: task.count('id', "WHMCS's number of the task."),
          title: task.text('task', 'What is to be done.'),
          notes: task.text('notes', 'Notes.'),
          administratorId: task.id('adminid', "WHMCS's number of the administrator who does it; null if nobody does."),
          createdAt: task.instant('created', 'When it was added.'),
          dueOn: task.day('duedate', 'When it is due.'),
          isCompleted: task.flag('completed', 'Whether it is done.'),
          isBilled: task.flag('billed', 'Whether it has been billed.'),
          order: task.count('order', 'Its place among the tasks.'),
        }),
      }),
      timeEntries: f.list((row) => row.tasks.flatMap(({ timelogs }) => timelogs), 'How long was worked on its tasks.', {
        name: 'ProjectTimeEntry',
        description: 'A time during which an administrator worked on a task.',
        fields: (entry) => ({
          whmcsId: entry.count('id', "WHMCS's number of the entry: the timer that `projectTimerStop` stops."),
          taskId: entry.id('taskid', "WHMCS's number of the task."),
          administratorId: entry.id('adminid', "WHMCS's number of the administrator."),
          startedAt: entry.instant('starttime', 'When the timer was started.'),
          endedAt: entry.instant('endtime', 'When it was stopped; null while it runs.'),
          isNotBilled: entry.flag('donotbill', 'Whether this time is not to be billed.'),
        }),
      }),
      messages: f.list((row) => row.messages, 'What administrators wrote to each other about it.', {
        name: 'ProjectMessage',
        description: 'A message of an administrator about a project.',
        fields: (message) => ({
          whmcsId: message.count('id', "WHMCS's number of the message."),
          body: message.text('message', 'The text.'),
          at: message.instant('date', 'When it was written.'),
          administratorId: message.id('adminid', "WHMCS's number of the administrator who wrote it."),
          attachments: message.text('attachments', 'The names of its files, as WHMCS stores them.'),
        }),
      }),
    }),
  },
  offered: 'staff',
});
export type Project = ThingOf<typeof Project>;
