import { dayFromEpoch } from '../clock.ts';
import type { World } from './world.ts';

/** More than a page; the oldest have no times of creation and update. */
export function addAnnouncements(world: World): void {
  for (let index = 0; index < 30; index++) {
    const at = `${dayFromEpoch(-index * 9)} 10:00:00`;
    world.announcements.add({
      id: world.announcements.nextId(),
      date: at,
      title: index % 2 === 0 ? 'Maintenance & "upgrades"' : 'A new data centre',
      announcement: `<p>Number ${index}: nobody has to <em>do</em> anything.</p>`,
      published: index % 7 !== 3,
      parentid: 0,
      language: '',
      createdAt: index > 20 ? '' : at,
      updatedAt: index > 20 ? '' : at,
    });
  }
}
