/** Which operations of the journal a viewer may see. */
import type { Viewer } from '../../access/viewer.ts';
import type { Entry } from '../../journal/entry.ts';
import { clientsOf } from '../../journal/clients.ts';

/**
 * Whether the viewer sees every client that an operation is about. An operation about no known client (a lost sign-up, a guest's ticket)
 * is visible unless the request is narrowed to one client.
 */
export function seesClientsOf(viewer: Viewer, entry: Entry): boolean {
  if (viewer.clients === null) return true;
  const clients = clientsOf(entry);
  return clients.size === 0 ? !viewer.isNarrowed : [...clients].every((client) => viewer.sees(client));
}

/** Whether the viewer may see an operation: staff see all, others their own. */
export const mayBeTold = (viewer: Viewer, entry: Entry): boolean =>
  (viewer.role === 'STAFF' || entry.viewer === viewer.name) && seesClientsOf(viewer, entry);
