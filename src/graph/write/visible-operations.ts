/** Which operations of the journal a viewer may be told of. */
import type { Viewer } from '../../access/viewer.ts';
import type { Entry } from '../../journal/entry.ts';
import { clientsOf } from '../../journal/clients.ts';

/**
 * Whether the viewer sees every client whom an operation is about. One about no known client (a lost sign-up, a guest's ticket) is seen
 * by whoever is not kept to one client.
 */
export function seesClientsOf(viewer: Viewer, entry: Entry): boolean {
  if (viewer.clients === null) return true;
  const clients = clientsOf(entry);
  return clients.size === 0 ? !viewer.isNarrowed : [...clients].every((client) => viewer.sees(client));
}

/** Whether the viewer may be told of an operation: staff of everybody's, others of their own. */
export const mayBeTold = (viewer: Viewer, entry: Entry): boolean =>
  (viewer.role === 'STAFF' || entry.viewer === viewer.name) && seesClientsOf(viewer, entry);
