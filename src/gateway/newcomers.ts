/** Clients whose sign-up is found to have succeeded after its answer was lost: they join their group from then on. */
import type { Membership } from '../access/membership.ts';
import type { Entry } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import { AddClient } from '../whmcs/commands/clients.ts';

/** The journal, which also reports such clients to the membership of groups. */
export const reportingSignUps = (journal: Journal, groups: Pick<Membership, 'clientMoved'>): Journal => ({
  ...journal,
  async end(id, ending) {
    const transition = await journal.end(id, ending);
    if (transition?.before.state === 'unknown' && transition.after.state === 'done')
      for (const [client, group] of signedUp(transition.after)) groups.clientMoved(client, group);
    return transition;
  },
});

const signedUp = ({ steps }: Entry): [client: number, group: number][] =>
  steps.flatMap(({ command, ids }): [number, number][] => {
    if (command !== AddClient.name || typeof ids !== 'object' || ids === null) return [];
    const { clientid, groupid } = Object.fromEntries(Object.entries(ids));
    return typeof clientid === 'number' && typeof groupid === 'number' ? [[clientid, groupid]] : [];
  });
