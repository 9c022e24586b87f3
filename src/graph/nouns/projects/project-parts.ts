/** Tasks and timers that an input names beside their project: WHMCS takes their numbers, and does not check whose they are. */
import { NotFoundError } from '../../base/errors.ts';
import type { Project } from './project.ts';

const has = (parts: readonly object[] | null | undefined, number: number): boolean =>
  parts?.some((part) => 'whmcsId' in part && part.whmcsId === number) ?? false;

/** @throws NotFoundError unless the project has this task */
export function hasTask(project: Project, task: number): void {
  if (!has(project.known('tasks'), task)) throw new NotFoundError('There is no such task.');
}

/** @throws NotFoundError unless the project has this time entry */
export function hasTimeEntry(project: Project, entry: number): void {
  if (!has(project.known('timeEntries'), entry)) throw new NotFoundError('There is no such timer.');
}
