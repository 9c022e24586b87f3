import { dayFromEpoch } from '../clock.ts';
import { admin } from './reference.ts';
import type { World } from './world.ts';

export const toDoStatuses = ['New', 'Pending', 'In Progress', 'Completed', 'Postponed'] as const;

/** More than a page of reminders in every status, some of them never due. */
export function addToDoItems(world: World): void {
  for (let index = 0; index < 30; index++) {
    world.toDoItems.add({
      id: world.toDoItems.nextId(),
      date: dayFromEpoch(-index),
      title: index % 2 === 0 ? 'Call back "soon" & check' : 'Rack the new server',
      description: index % 3 === 0 ? '' : `STAFF-to-do-${index}`,
      admin: index % 4 === 0 ? 0 : admin.id,
      status: toDoStatuses[index % toDoStatuses.length] ?? 'New',
      duedate: index % 5 === 0 ? '' : dayFromEpoch(index - 10),
    });
  }
}
