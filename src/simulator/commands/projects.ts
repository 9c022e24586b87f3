import type { Answer, Json } from '../http/json.ts';
import type { Project, Task } from '../world/model.ts';
import { admin } from '../world/reference.ts';
import { existing, Refusal, write, type Call } from './command.ts';
import { columns, numerals, texts } from './row.ts';
import { get, list } from './table-command.ts';

/** A bare list under `projects`, although `invoices` is documented. */
export const GetProjects = list({
  from: ({ projects }) => projects,
  rows: 'projects',
  where: {
    userid: 'userid',
    title: 'title',
    ticketids: 'ticketids',
    invoiceids: 'invoiceids',
    notes: 'notes',
    adminid: 'adminid',
    status: 'status',
    created: 'created',
    duedate: 'duedate',
    completed: ({ completed }, sent) => completed === (sent !== '0'),
    lastmodified: 'lastmodified',
  },
  row: (project, { wire }) => ({
    ...columns(project, 'id', 'userid', 'adminid'),
    ...projectColumns(project),
    ...texts(wire, project, 'title', 'notes'),
    completed: Number(project.completed),
    watchers: '',
  }),
});

const projectColumns = (project: Project): Answer =>
  columns(project, 'ticketids', 'invoiceids', 'status', 'created', 'duedate', 'lastmodified');

function projectOf({ params, world }: Call): Project {
  if (params.int('projectid') === 0) throw new Refusal('Project ID Not Set');
  return existing(world.projects.get(params.int('projectid')), 'Project ID Not Found');
}

export const GetProject = get(projectOf, (project, call) => ({
  projectinfo: {
    ...numerals(call.wire, project, 'id', 'userid', 'adminid'),
    ...projectColumns(project),
    ...texts(call.wire, project, 'title', 'notes'),
    attachments: '',
    completed: call.wire.numeral(Number(project.completed)),
  },
  tasks: { task: project.tasks.map((task, index) => taskRow(task, index, project, call)) },
  messages: {
    message: project.messages.map((message) => ({
      ...numerals(call.wire, message, 'id', 'adminid'),
      projectid: call.wire.numeral(project.id),
      date: message.date,
      message: call.wire.text(message.message),
      attachments: '',
    })),
  },
}));

function taskRow(task: Task, index: number, project: Project, { wire, world }: Call): Json {
  const logs = task.timelogs.map((log) => ({
    ...numerals(wire, log, 'id', 'adminid', 'start', 'end'),
    projectid: wire.numeral(project.id),
    taskid: wire.numeral(task.id),
    donotbill: wire.numeral(0),
    starttime: world.clock.of(new Date(log.start * 1000)),
    endtime: log.end === 0 ? '' : world.clock.of(new Date(log.end * 1000)),
  }));
  return {
    ...numerals(wire, task, 'id', 'adminid'),
    projectid: wire.numeral(project.id),
    ...texts(wire, task, 'task', 'notes'),
    created: task.created,
    duedate: wire.day(task.duedate, task.id, 'duedate'),
    completed: wire.numeral(Number(task.completed)),
    billed: wire.numeral(Number(task.billed)),
    order: wire.numeral(index + 1),
    ...wire.list('timelogs', 'timelog', logs, 'text'),
  };
}

/** Only WHMCS's example shows the number. */
export const CreateProject = write((call) => {
  const { params, world } = call;
  if (!params.has('adminid')) throw new Refusal('Admin ID not Set');
  refuseUnknown(call);
  const title = params.text('title') ?? '';
  if (title === '') throw new Refusal('Project Title is Required.');
  const now = world.clock.now();
  const project: Project = {
    id: world.projects.nextId(),
    userid: params.int('userid'),
    title,
    ticketids: '',
    invoiceids: '',
    notes: '',
    adminid: params.int('adminid'),
    status: 'Pending',
    created: now.slice(0, 10),
    duedate: '',
    completed: false,
    lastmodified: now,
    tasks: [],
    messages: [],
  };
  world.projects.add(project);
  changeColumns(project, call);
  return { message: 'Project has been created', projectid: String(project.id) };
});

export const UpdateProject = write((call) => {
  const project = projectOf(call);
  refuseUnknown(call);
  if (call.params.has('title')) project.title = call.params.text('title') ?? '';
  changeColumns(project, call);
  project.lastmodified = call.world.clock.now();
  return { message: 'Project Has Been Updated' };
});

function refuseUnknown({ params, world }: Call): void {
  if (params.int('userid') > 0) existing(world.clients.get(params.int('userid')), 'Client ID Not Found');
  if (params.has('adminid') && params.int('adminid') !== admin.id) throw new Refusal('Admin ID Not Found');
}

function changeColumns(project: Project, { params }: Call): void {
  for (const name of ['status', 'created', 'duedate', 'ticketids', 'invoiceids', 'notes'] as const)
    project[name] = params.text(name) ?? project[name];
  if (params.has('completed')) project.completed = params.flag('completed');
}

export const AddProjectTask = write((call) => {
  const { params, world } = call;
  const project = projectOf(call);
  refuseUnknown(call);
  const task = params.text('task') ?? '';
  if (task === '') throw new Refusal('A task description must be specified');
  project.tasks.push({
    id: world.nextTaskId(),
    task,
    notes: params.text('notes') ?? '',
    adminid: params.int('adminid'),
    created: world.clock.now(),
    duedate: params.text('duedate') ?? '',
    completed: params.flag('completed'),
    billed: params.flag('billed'),
    timelogs: [],
  });
  return { message: 'Task has been added' };
});

export const AddProjectMessage = write((call) => {
  const { params, world } = call;
  const project = projectOf(call);
  const message = params.text('message') ?? '';
  if (message === '') throw new Refusal('Message not Entered');
  refuseUnknown(call);
  const adminid = params.int('adminid') || admin.id;
  project.messages.push({ id: world.nextTaskId(), date: world.clock.now(), message, adminid });
  return { message: 'Message has been added' };
});
