/** The viewer of a request: what it sees and what it may do. */
import { hash } from 'node:crypto';
import type { Role } from '../config/roles.ts';
import { actions, isGranted, isShown, unconfigured, type Action, type Permission, type Rights } from './permissions.ts';

export type { Role } from '../config/roles.ts';

export interface Viewer {
  /** The configured name: the scope of idempotency keys, and the name in logs. */
  readonly name: string;
  /** Identifies these permissions: a viewer whose permissions change, under the same name, has another generation. */
  readonly generation: string;
  readonly role: Role;
  /** The clients whose data the viewer sees, in ascending order; null for staff, which sees all unless it narrows a request. */
  readonly clients: readonly number[] | null;
  /** The client group whose known members the viewer sees as well, and which new clients join; null for most viewers. */
  readonly group: number | null;
  /** Whether the request is limited to one client. */
  readonly isNarrowed: boolean;
  /** Whether data of this client is visible. Data without a client (null) is for staff only. */
  sees(client: number | null): boolean;
  /** Whether the viewer may perform a mutation. */
  may(mutation: Permission): boolean;
  /** Whether the viewer sees the fields that a purpose shows. */
  isShown(purpose: Action): boolean;
}

/** A member of the hosting company's staff, who may do everything. */
export const staff = (name: string): Viewer => withRights(name, 'STAFF', null, { role: 'STAFF' });

/** A partner or client that is not configured: it sees exactly the data of the listed clients. */
export const restricted = (name: string, role: 'PARTNER' | 'CLIENT', clients: readonly number[]): Viewer =>
  withRights(name, role, clients, unconfigured);

/** A viewer as the configuration or a JWT describes it. */
export interface ViewerDescription {
  readonly name: string;
  readonly role: Role;
  /** None by default, except for staff. */
  readonly clients?: readonly number[] | undefined;
  /** The client group whose members the viewer sees as well. */
  readonly group?: number | undefined;
  /** Purposes, and names of mutations. */
  readonly allow?: readonly string[] | undefined;
}

/** A viewer with the rights that the configuration gives; the members of a group are not known yet. */
export const configured = ({ name, role, clients = [], group, allow }: ViewerDescription): Viewer =>
  withRights(name, role, role === 'STAFF' ? null : clients, { role, allow, group });

/**
 * The viewer of one request limited to one client: it sees that client's data only, and nothing if it does not see the client. It cannot
 * create clients.
 */
export function narrowed(viewer: Viewer, client: number): Viewer {
  const clients = viewer.sees(client) ? [client] : [];
  return {
    ...viewer,
    ...visibility(clients),
    group: null,
    isNarrowed: true,
    generation: digest([viewer.generation, clients]),
    // Mutations that create clients are offered to groups.
    may: (mutation) => mutation.offered !== 'GROUPS' && viewer.may(mutation),
  };
}

/** The viewer with additional clients. */
export function widened(viewer: Viewer, more: readonly number[]): Viewer {
  if (viewer.clients === null) return viewer;
  const clients = inOrder([...viewer.clients, ...more]);
  return { ...viewer, ...visibility(clients), generation: digest([viewer.generation, clients]) };
}

function withRights(name: string, role: Role, given: readonly number[] | null, rights: Rights): Viewer {
  const clients = given && inOrder(given);
  const { allow, group = null } = rights;
  return {
    name,
    generation: digest([role, clients, group, rights.role, allow ? granting(allow) : null]),
    role,
    ...visibility(clients),
    group,
    isNarrowed: false,
    may: (mutation) => isGranted(mutation, rights),
    isShown: (purpose) => isShown(purpose, rights),
  };
}

/** The entries of `allow` in canonical order: purposes, then mutation names. Without `read`: visibility already grants reading. */
function granting(allow: readonly string[]): string[] {
  const byPurpose: readonly string[] = actions.filter((action) => action !== 'read' && allow.includes(action));
  const named = new Set(allow.filter((each) => !actions.some((action) => action === each)));
  return [...byPurpose, ...[...named].toSorted()];
}

const inOrder = (clients: readonly number[]): number[] => [...new Set(clients)].toSorted((a, b) => a - b);

function visibility(clients: readonly number[] | null): Pick<Viewer, 'clients' | 'sees'> {
  const seen = clients && new Set(clients);
  return { clients, sees: (client) => seen === null || (client !== null && seen.has(client)) };
}

const digest = (permissions: readonly unknown[]): string => hash('sha256', JSON.stringify(permissions), 'base64url');
