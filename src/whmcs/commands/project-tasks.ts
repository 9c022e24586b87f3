/** Tasks of projects, and the time that is spent on them: AddProjectTask, UpdateProjectTask, DeleteProjectTask, StartTaskTimer, EndTaskTimer. */
import { z } from 'zod';
import { write, type Answer } from '../command.ts';
import { created } from '../reconcile/created.ts';
import { removed } from '../reconcile/removed.ts';
import { createdRow } from '../reconcile/row.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { asText } from '../reconcile/fields.ts';
import { updated } from '../reconcile/updated.ts';
import { countParam, dateParam, idParam, optional, settingParam } from '../wire/params.ts';
import { text } from '../wire/values.ts';
import { GetProject } from './projects.ts';

type Task = Answer<typeof GetProject>['tasks'][number];
type TimeLog = Task['timelogs'][number];

const tasksOf = async (projectid: number, look: FreshRead): Promise<readonly Task[]> =>
  (await look(GetProject, { projectid })).tasks;

const timesOf = async (projectid: number, look: FreshRead): Promise<readonly TimeLog[]> =>
  (await tasksOf(projectid, look)).flatMap(({ timelogs }) => timelogs);

const answer = z.object({ message: text });
const changes = { projects: 'projectid' } as const;

const newTask = z.strictObject({
  projectid: idParam,
  duedate: dateParam,
  adminid: idParam.optional(),
  ...optional(z.string(), 'task', 'notes'),
  ...optional(settingParam, 'completed', 'billed'),
});

export const AddProjectTask = write('AddProjectTask', {
  params: newTask,
  answer,
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    'Project ID not Set',
    'Project ID Not Found',
    'Admin ID Not Found',
    'A task description must be specified',
  ],
  reconcile: createdRow<z.input<typeof newTask>, Task>({
    named: 'taskid',
    scope: ({ projectid }) => projectid,
    async list(projectid, look) {
      const tasks = await tasksOf(projectid, look);
      return { rows: tasks, total: tasks.length };
    },
    id: (task) => task.id,
    key: ['task'],
    like: ['notes', 'duedate'],
  }),
  changes,
});

const changedTask = z.strictObject({
  taskid: idParam,
  /** WHMCS does without it; the task is read back by it. */
  projectid: idParam,
  duedate: dateParam.optional(),
  adminid: idParam.optional(),
  ...optional(z.string(), 'task', 'notes'),
  completed: settingParam.optional(),
});

const compared = ['duedate', 'adminid', 'task', 'notes', 'completed'] as const;

export const UpdateProjectTask = write('UpdateProjectTask', {
  params: changedTask,
  answer,
  purpose: 'support',
  repeat: 'none',
  refusals: ['Task ID is Required', 'Project ID Not Found', 'Task ID Not Found', 'Admin ID Not Found'],
  reconcile: updated<z.input<typeof changedTask>, Task | undefined>({
    named: 'taskid',
    id: ({ taskid }) => taskid,
    scope: ({ projectid }) => projectid,
    read: async (taskid, look, projectid) => (await tasksOf(projectid ?? 0, look)).find(({ id }) => id === taskid),
    valuesOf: (task) => Object.fromEntries(compared.map((name) => [name, asText(task?.[name])])),
    wanted: (asked) =>
      Object.fromEntries(compared.flatMap((name) => (asked[name] === undefined ? [] : [[name, asText(asked[name])]]))),
  }),
  changes,
});

export const DeleteProjectTask = write('DeleteProjectTask', {
  params: z.strictObject({ projectid: idParam, taskid: idParam }),
  answer,
  purpose: 'support',
  repeat: 'error',
  refusals: ['Project ID is Required', 'Task ID is Required', 'Project ID Not Found', 'Task ID Not Found'],
  reconcile: removed<{ readonly projectid: number; readonly taskid: number }>({
    named: 'taskid',
    id: ({ taskid }) => taskid,
    scope: ({ projectid }) => projectid,
    exists: async (taskid, look, projectid) => (await tasksOf(projectid ?? 0, look)).some(({ id }) => id === taskid),
  }),
  changes,
});

interface Started {
  readonly projectid: number;
  readonly timerid: number;
}

/** Each call starts another timer. `timerid` is the task. */
export const StartTaskTimer = write('StartTaskTimer', {
  params: z.strictObject({
    timerid: idParam,
    projectid: idParam,
    adminid: idParam.optional(),
    // Seconds since 1970.
    ...optional(countParam, 'start_time', 'end_time'),
  }),
  answer,
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    'Project ID is Required',
    'Project ID Not Found',
    'Timer ID Not Set',
    'Timer ID Not Found',
    'Admin ID Not Found',
  ],
  reconcile: created<Started>({
    named: 'timeEntryId',
    scope: ({ projectid }) => projectid,
    key: ({ timerid }) => [timerid],
    like: () => [],
    async list(projectid, look) {
      const times = await timesOf(projectid, look);
      return {
        total: times.length,
        found: times.map(({ id, taskid }) => ({ id, key: [taskid], like: [], ids: { timeEntryId: id ?? 0 } })),
      };
    },
  }),
  changes,
});

const ended = z.strictObject({
  timerid: idParam,
  /** WHMCS does without it; the entry is read back by it. */
  projectid: idParam,
  adminid: idParam.optional(),
  /** Seconds since 1970; now if absent. */
  end_time: countParam.optional(),
});

/** `timerid` is the entry that GetProject tells of. */
export const EndTaskTimer = write('EndTaskTimer', {
  params: ended,
  answer,
  purpose: 'support',
  repeat: 'duplicate',
  refusals: ['Project ID Not Found', 'Timer ID Not Set', 'Timer ID Not Found', 'Admin ID Not Found'],
  reconcile: updated<z.input<typeof ended>, TimeLog | undefined>({
    named: 'timeEntryId',
    id: ({ timerid }) => timerid,
    scope: ({ projectid }) => projectid,
    read: async (timerid, look, projectid) => (await timesOf(projectid ?? 0, look)).find(({ id }) => id === timerid),
    valuesOf: (time) => ({ end: String(time?.end || ''), isEnded: time?.end ? 'true' : '' }),
    wanted: ({ end_time: end }): Record<string, string> =>
      end === undefined ? { isEnded: 'true' } : { end: String(end) },
  }),
  changes,
});
