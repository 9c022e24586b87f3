import { dayFromEpoch } from '../clock.ts';
import { admin } from './reference.ts';
import type { World } from './world.ts';

/** More than a page of the log: of clients, and of the installation itself. */
export function addActivity(world: World): void {
  for (let index = 0; index < 30; index++)
    world.activity.add({
      id: world.activity.nextId(),
      clientid: index % 3 === 0 ? 1 + (index % 6) : 0,
      adminid: index % 3 === 0 ? 0 : admin.id,
      date: `${dayFromEpoch(-index * 9)} 10:00:00`,
      description: index % 3 === 0 ? 'Email "Invoice Created" sent' : 'Cron Job: Updates & checks',
      username: index % 3 === 0 ? 'Client' : admin.username,
      ipaddress: `203.0.113.${index}`,
    });
}
