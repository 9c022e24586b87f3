/** Projects of the project management addon: GetProjects, GetProject. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { csvParam, idParam, optional, settingParam } from '../wire/params.ts';
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
