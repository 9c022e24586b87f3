/** What staff can do to projects and their tasks. */
import { AddProjectMessage, CreateProject, UpdateProject } from '../../../whmcs/commands/projects.ts';
import { AddProjectTask, DeleteProjectTask, UpdateProjectTask } from '../../../whmcs/commands/project-tasks.ts';
import { mutation } from '../../write/declare-mutation.ts';
import {
  clearable,
  day,
  filledText,
  flag,
  idOf,
  list,
  notClearable,
  optional,
  optionalRef,
  ref,
  text,
} from '../../write/input-fields.ts';
import { made } from '../../write/outcome.ts';
import { Client } from '../clients/client.ts';
import { hasTask } from './project-parts.ts';
import { Project } from './project.ts';

const administrator = idOf('Administrator', "WHMCS's number of the administrator.");
const client = optionalRef(Client, 'The client for whom it is.');
const ticketIds = list(idOf('Ticket', 'A ticket.'), 'The tickets that it is about.');
const invoiceIds = list(idOf('Invoice', 'An invoice.'), 'The invoices for it.');
const status = filledText('Where it stands: one of the statuses that the operator has set up for projects.');
const createdOn = day('When it began; today if absent.');
const dueOn = day('When it is due.');
const isCompleted = flag('Whether it is done.');

mutation('projectCreate', {
  description: 'Makes a project. WHMCS: CreateProject.',
  command: CreateProject,
  offered: 'NOBODY',
  inputDescription: 'A new project.',
  input: {
    title: filledText('What it is about.'),
    administratorId: administrator,
    client,
    status: optional(status),
    createdOn: optional(createdOn),
    dueOn: optional(dueOn),
    isCompleted: optional(isCompleted),
    ticketIds: optional(ticketIds),
    invoiceIds: optional(invoiceIds),
  },
  example: { title: 'Move of shop #' },
  repeated: 'makes nothing twice',
  params: ({ title, administratorId, clientId, ...project }) => ({
    title,
    adminid: administratorId,
    userid: clientId,
    status: project.status,
    created: project.createdOn,
    duedate: project.dueOn,
    completed: project.isCompleted,
    ticketids: project.ticketIds,
    invoiceids: project.invoiceIds,
  }),
  returns: {
    project: made(Project, 'projectid', { description: 'The new project; null if WHMCS does not tell its number.' }),
  },
});

mutation('projectUpdate', {
  description: 'Changes a project. WHMCS: UpdateProject.',
  command: UpdateProject,
  offered: 'NOBODY',
  inputDescription: 'Changes to a project. An absent field is unchanged.',
  input: {
    project: ref(Project, 'The project.'),
    title: notClearable(filledText('What it is about.')),
    administratorId: notClearable(administrator),
    client,
    status: notClearable(status),
    createdOn: notClearable(day('When it began.')),
    dueOn: notClearable(dueOn),
    isCompleted: notClearable(isCompleted),
    notes: clearable(text('Notes; null clears them.')),
    ticketIds: notClearable(ticketIds),
    invoiceIds: notClearable(invoiceIds),
  },
  example: { title: 'Move of shop #' },
  params: ({ projectId, clientId, administratorId, ...project }) => ({
    projectid: projectId,
    userid: clientId,
    adminid: administratorId,
    title: project.title,
    status: project.status,
    created: project.createdOn,
    duedate: project.dueOn,
    completed: project.isCompleted,
    notes: project.notes === null ? '' : project.notes,
    ticketids: project.ticketIds,
    invoiceids: project.invoiceIds,
  }),
  returns: 'project',
});

mutation('projectMessageAdd', {
  description: 'Writes a message about a project to the administrators. WHMCS: AddProjectMessage.',
  command: AddProjectMessage,
  offered: 'NOBODY',
  inputDescription: 'A message, which clients never see.',
  input: {
    project: ref(Project, 'The project.'),
    message: filledText('The text.'),
    administratorId: optional(idOf('Administrator', 'Who writes it; the administrator of the credential if absent.')),
  },
  repeated: 'adds nothing twice',
  params: ({ projectId, message, administratorId }) => ({ projectid: projectId, message, adminid: administratorId }),
  returns: 'project',
});

const task = filledText('What is to be done.');
const taskNotes = text('Notes.');
const taskDueOn = day('When it is due.');
const doneBy = idOf('Administrator', "WHMCS's number of the administrator who does it.");
const isDone = flag('Whether it is done.');

mutation('projectTaskAdd', {
  description: 'Adds a task to a project. WHMCS: AddProjectTask.',
  command: AddProjectTask,
  offered: 'NOBODY',
  inputDescription: 'A new task.',
  input: {
    project: ref(Project, 'The project.'),
    title: task,
    dueOn: taskDueOn,
    notes: optional(taskNotes),
    administratorId: optional(doneBy),
    isCompleted: optional(isDone),
    isBilled: optional(flag('Whether it has been billed.')),
  },
  repeated: 'adds nothing twice',
  params: ({ projectId, title, dueOn: duedate, notes, administratorId, ...added }) => ({
    projectid: projectId,
    task: title,
    duedate,
    notes,
    adminid: administratorId,
    completed: added.isCompleted,
    billed: added.isBilled,
  }),
  returns: 'project',
});

const taskId = idOf('ProjectTask', "WHMCS's number of the task.");

mutation('projectTaskUpdate', {
  description: 'Changes a task of a project. WHMCS: UpdateProjectTask.',
  command: UpdateProjectTask,
  offered: 'NOBODY',
  inputDescription: 'Changes to a task. An absent field is unchanged.',
  input: {
    project: ref(Project, 'The project.'),
    taskId,
    title: notClearable(task),
    dueOn: notClearable(taskDueOn),
    notes: clearable(text('Notes; null clears them.')),
    administratorId: notClearable(doneBy),
    isCompleted: notClearable(isDone),
  },
  example: { taskId: '1', title: 'Copy the shop #' },
  guard: ({ project, taskId: number }) => hasTask(project, number),
  params: ({ projectId, taskId: number, title, dueOn: duedate, notes, administratorId, isCompleted: completed }) => ({
    projectid: projectId,
    taskid: number,
    task: title,
    duedate,
    notes: notes === null ? '' : notes,
    adminid: administratorId,
    completed,
  }),
  returns: 'project',
});

mutation('projectTaskDelete', {
  description: 'Deletes a task with the time spent on it. WHMCS: DeleteProjectTask.',
  command: DeleteProjectTask,
  offered: 'NOBODY',
  inputDescription: 'A task to delete.',
  input: { project: ref(Project, 'The project.'), taskId },
  example: { taskId: '1' },
  repeated: 'answers as the first time',
  guard: ({ project, taskId: number }) => hasTask(project, number),
  params: ({ projectId, taskId: number }) => ({ projectid: projectId, taskid: number }),
  returns: 'project',
});
