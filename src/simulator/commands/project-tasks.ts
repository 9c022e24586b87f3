import type { Project, Task } from '../world/model.ts';
import { admin } from '../world/reference.ts';
import { existing, Refusal, write, type Call } from './command.ts';

function taskOf({ params, world }: Call): { project: Project; task: Task } {
  const id = params.int('taskid');
  if (id === 0) throw new Refusal('Task ID is Required');
  const project =
    params.int('projectid') > 0
      ? existing(world.projects.get(params.int('projectid')), 'Project ID Not Found')
      : existing(
          world.projects.find(({ tasks }) => tasks.some((task) => task.id === id)),
          'Task ID Not Found',
        );
  const task = existing(
    project.tasks.find((each) => each.id === id),
    'Task ID Not Found',
  );
  return { project, task };
}

export const UpdateProjectTask = write((call) => {
  const { params } = call;
  const { task } = taskOf(call);
  if (params.has('adminid') && params.int('adminid') !== admin.id) throw new Refusal('Admin ID Not Found');
  for (const name of ['task', 'notes', 'duedate'] as const) task[name] = params.text(name) ?? task[name];
  if (params.has('adminid')) task.adminid = params.int('adminid');
  if (params.has('completed')) task.completed = params.flag('completed');
  return { message: 'Task has been updated' };
});

export const DeleteProjectTask = write((call) => {
  if (call.params.int('projectid') === 0) throw new Refusal('Project ID is Required');
  const { project, task } = taskOf(call);
  project.tasks = project.tasks.filter((each) => each !== task);
  return { message: 'Task has been deleted' };
});

/** Starts another log each time. `timerid` is the task that the timer is for. */
export const StartTaskTimer = write(({ params, world }) => {
  if (params.int('projectid') === 0) throw new Refusal('Project ID is Required');
  const project = existing(world.projects.get(params.int('projectid')), 'Project ID Not Found');
  if (params.int('timerid') === 0) throw new Refusal('Timer ID Not Set');
  const task = existing(
    project.tasks.find(({ id }) => id === params.int('timerid')),
    'Timer ID Not Found',
  );
  const start = params.int('start_time') || world.clock.seconds();
  task.timelogs.push({ id: world.nextTaskId(), adminid: admin.id, start, end: params.int('end_time') });
  return { message: 'Start Timer Has Been Set' };
});

export const EndTaskTimer = write(({ params, world }) => {
  if (params.int('timerid') === 0) throw new Refusal('Timer ID Not Set');
  const named = params.int('projectid');
  const projects = named > 0 ? [existing(world.projects.get(named), 'Project ID Not Found')] : world.projects.all();
  const logs = projects.flatMap(({ tasks }) => tasks.flatMap(({ timelogs }) => timelogs));
  const log = existing(
    logs.find(({ id }) => id === params.int('timerid')),
    'Timer ID Not Found',
  );
  log.end = params.int('end_time') || world.clock.seconds();
  return { message: 'Timer Has Ended' };
});
