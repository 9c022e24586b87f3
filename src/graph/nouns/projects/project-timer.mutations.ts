/** How staff measure the time that they spend on tasks of projects. */
import { EndTaskTimer, StartTaskTimer } from '../../../whmcs/commands/project-tasks.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { idOf, instant, optional, ref } from '../../write/input-fields.ts';
import { hasTask, hasTimeEntry } from './project-parts.ts';
import { Project } from './project.ts';

const project = ref(Project, 'The project.');
const administratorId = optional(
  idOf('Administrator', "WHMCS's number of the administrator; that of the credential if absent."),
);

/** Seconds since 1970. */
const secondsOf = (at: Date | undefined): number | undefined => at && Math.floor(at.getTime() / 1000);

mutation('projectTimerStart', {
  description: 'Starts a timer for a task. WHMCS: StartTaskTimer.',
  command: StartTaskTimer,
  offered: 'NOBODY',
  inputDescription: 'A task on which work begins.',
  input: {
    project,
    taskId: idOf('ProjectTask', "WHMCS's number of the task."),
    administratorId,
    startedAt: optional(instant('When work began; now if absent.')),
    endedAt: optional(instant('When it ended; if absent, the timer runs until `projectTimerStop`.')),
  },
  example: { taskId: '1' },
  repeated: 'starts nothing twice',
  guard: (found) => hasTask(found.project, found.taskId),
  params: ({ projectId, taskId, startedAt, endedAt, ...by }) => ({
    projectid: projectId,
    timerid: taskId,
    adminid: by.administratorId,
    start_time: secondsOf(startedAt),
    end_time: secondsOf(endedAt),
  }),
  returns: 'project',
});

mutation('projectTimerStop', {
  description: 'Stops a timer. WHMCS: EndTaskTimer.',
  command: EndTaskTimer,
  offered: 'NOBODY',
  inputDescription: 'A timer to stop.',
  input: {
    project,
    timeEntryId: idOf('ProjectTimeEntry', 'The timer: `whmcsId` of a ProjectTimeEntry.'),
    administratorId,
    endedAt: optional(instant('When work ended; now if absent.')),
  },
  example: { timeEntryId: '2' },
  repeated: 'stops nothing twice',
  guard: (found) => hasTimeEntry(found.project, found.timeEntryId),
  params: ({ projectId, timeEntryId, endedAt, ...by }) => ({
    projectid: projectId,
    timerid: timeEntryId,
    adminid: by.administratorId,
    end_time: secondsOf(endedAt),
  }),
  returns: 'project',
});
