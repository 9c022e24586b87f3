/** Projects of the project management addon: GetProjects, GetProject, CreateProject, UpdateProject, AddProjectMessage. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { listedAll } from '../reconcile/found.ts';
import { fieldsUpdated } from '../reconcile/fields.ts';
import { createdRow } from '../reconcile/row.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { csvParam, dateParam, idParam, optional, settingParam } from '../wire/params.ts';
import { count, date, dateTime, flag, id, ids, listOf, objectOf, owner, text } from '../wire/values.ts';

/** What rows and records have; of nobody if it is internal. */
const project = z.object({
  id,
  userid: owner,
  title: text,
  ticketids: ids,
  invoiceids: ids,
  notes: text,
  adminid: id,
  status: text,
  created: date,
  duedate: date,
  completed: flag,
  lastmodified: dateTime,
});

export const GetProjects = read('GetProjects', {
  params: z.strictObject({
    ...pageParams,
    ...optional(idParam, 'userid', 'adminid'),
    ...optional(z.string(), 'title', 'notes', 'status', 'created', 'duedate', 'lastmodified'),
    ...optional(csvParam, 'ticketids', 'invoiceids'),
    // Whether they are completed or not: both can be asked for.
    completed: settingParam.optional(),
  }),
  answer: page({ projects: rows('project', project.extend({ watchers: text })) }),
  keep: 'list',
  topics: ['projects'],
  owner: 'projects[].userid',
  filters: { userid: 'projects[].userid' },
  mentions: { project: 'projects[].id' },
  probe: { limitnum: 1 },
});

const timeLog = z.object({
  id,
  projectid: id,
  taskid: id,
  adminid: id,
  /** Seconds since 1970; 0 while the timer runs. */
  start: count,
  end: count,
  donotbill: flag,
  starttime: dateTime,
  endtime: dateTime,
});

const task = z.object({
  id,
  projectid: id,
  task: text,
  notes: text,
  adminid: id,
  created: dateTime,
  duedate: date,
  completed: flag,
  billed: flag,
  order: count,
  timelogs: listOf('timelog', timeLog).default([]),
});

const message = z.object({ id, projectid: id, date: dateTime, message: text, attachments: text, adminid: id });

export const GetProject = read('GetProject', {
  params: z.strictObject({ projectid: idParam }),
  answer: z.object({
    projectinfo: objectOf(project.extend({ attachments: text })),
    tasks: rows('task', task),
    messages: rows('message', message),
  }),
  keep: 'record',
  topics: ['projects'],
  owner: 'projectinfo.userid',
  filters: { projectid: 'projectinfo.id' },
  mentions: { project: 'projectinfo.id' },
  probe: { projectid: 1 },
});

const ofProject = {
  ...optional(dateParam, 'created', 'duedate'),
  ...optional(csvParam, 'ticketids', 'invoiceids'),
  status: z.string().optional(),
  userid: idParam.optional(),
  completed: settingParam.optional(),
};

const newProject = z.strictObject({ ...ofProject, title: z.string().min(1), adminid: idParam });

export const CreateProject = write('CreateProject', {
  params: newProject,
  // WHMCS shows the number in its example alone.
  answer: z.object({ projectid: id, message: text }),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    'Client ID Not Found',
    'Admin ID not Set',
    'Admin ID Not Found',
    'Project Management is not active.',
    'Project Title is Required.',
  ],
  reconcile: createdRow<z.input<typeof newProject>, z.output<typeof project>>({
    named: 'projectid',
    scope: ({ userid = 0 }) => userid,
    list: (userid, look) =>
      listedAll('GetProjects', async (asked) => {
        const { projects, totalresults } = await look(GetProjects, { ...asked, ...(userid > 0 && { userid }) });
        return { rows: projects, total: totalresults };
      }),
    id: (row) => row.id,
    key: ['title'],
    like: ['adminid', 'userid'],
  }),
  changes: { projects: 'projectid' },
});

const changedProject = z.strictObject({
  ...ofProject,
  projectid: idParam,
  adminid: idParam.optional(),
  ...optional(z.string(), 'title', 'notes'),
});

export const UpdateProject = write('UpdateProject', {
  params: changedProject,
  answer: z.object({ message: text }),
  purpose: 'support',
  repeat: 'none',
  refusals: ['Project ID Not Set', 'Project ID Not Found', 'Client ID Not Found', 'Admin ID Not Found'],
  reconcile: fieldsUpdated<
    'adminid' | 'userid' | 'status' | 'created' | 'duedate' | 'completed' | 'title' | 'notes',
    z.input<typeof changedProject>,
    z.output<typeof project>
  >({
    named: 'projectid',
    id: ({ projectid }) => projectid,
    read: async (projectid, look) => (await look(GetProject, { projectid })).projectinfo,
    names: ['adminid', 'userid', 'status', 'created', 'duedate', 'completed', 'title', 'notes'],
    valueOf: (row, name) => row[name],
  }),
  changes: { projects: 'projectid' },
  crosses: 'userid',
});

const newMessage = z.strictObject({ projectid: idParam, message: z.string().min(1), adminid: idParam.optional() });

export const AddProjectMessage = write('AddProjectMessage', {
  params: newMessage,
  answer: z.object({ message: text }),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: ['Project ID not Set', 'Project ID Not Found', 'Message not Entered', 'Admin ID Not Found'],
  reconcile: createdRow<z.input<typeof newMessage>, z.output<typeof message>>({
    named: 'messageid',
    scope: ({ projectid }) => projectid,
    async list(projectid, look) {
      const { messages } = await look(GetProject, { projectid });
      return { rows: messages, total: messages.length };
    },
    id: (row) => row.id,
    key: ['message'],
    like: [],
  }),
  changes: { projects: 'projectid' },
});
