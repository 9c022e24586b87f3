/** Who asks: what they see and what they may do. */
import { hash } from 'node:crypto';
import { actions, isGranted, unconfigured, type Action, type Permission, type Rights } from './permissions.ts';

/** What the configuration and the claims of a JWT call the roles. */
export const roleNames = ['staff', 'partner', 'client'] as const;

export const roles = { staff: 'STAFF', partner: 'PARTNER', client: 'CLIENT' } as const satisfies Readonly<
  Record<(typeof roleNames)[number], string>
>;

export type Role = (typeof roles)[keyof typeof roles];

/** Whoever sees more is staff, or one client too many in somebody's list. */
export const MOST_CLIENTS = 500;

export interface Viewer {
  /** The configured name: the scope of idempotency keys, and what logs say. */
  readonly name: string;
  /** Stands for these rights: whoever is given others, under the same name too, is another generation. */
  readonly generation: string;
  readonly role: Role;
  /** The clients whose things are seen, in ascending order; null for staff, who see all unless they narrow a request. */
  readonly clients: readonly number[] | null;
  /** The client group whose members are seen besides, as far as they are known, and to which new clients go; null for most. */
  readonly group: number | null;
  /** Whether the request is kept to one client. */
  readonly isNarrowed: boolean;
  /** Whether things of this client are visible; what belongs to nobody (null) is for staff alone. */
  sees(client: number | null): boolean;
  /** Whether the viewer may perform a mutation. */
  may(mutation: Permission): boolean;
}

/** A member of the hosting company's staff, who may do everything. */
export const staff = (name: string): Viewer => withRights(name, 'STAFF', null, { role: 'STAFF' });

/** A partner or a client in no configuration, who sees exactly the listed clients' things. */
export const restricted = (name: string, role: 'PARTNER' | 'CLIENT', clients: readonly number[]): Viewer =>
  withRights(name, role, clients, unconfigured);

/** Who asks, as the configuration or a JWT describes it. */
export interface Described {
  readonly name: string;
  readonly role: Role;
  /** Nobody's are seen where it is left out, unless by staff. */
  readonly clients?: readonly number[] | undefined;
  /** The client group whose members are seen as well. */
  readonly group?: number | undefined;
  readonly allow?: readonly Action[] | undefined;
}

/** A viewer with the rights that the configuration gives; the members of a group are not known yet. */
export const configured = ({ name, role, clients = [], group, allow }: Described): Viewer =>
  withRights(name, role, role === 'STAFF' ? null : clients, { role, allow, group });

/**
 * The viewer for one request about one client: that client's things and no others, and nothing where it is none of the viewer's. Who
 * is kept to one client makes no others.
 */
export function narrowed(viewer: Viewer, client: number): Viewer {
  const clients = viewer.sees(client) ? [client] : [];
  return {
    ...viewer,
    ...sight(clients),
    group: null,
    isNarrowed: true,
    generation: digest([viewer.generation, clients]),
    // What makes a client is offered by group.
    may: (mutation) => mutation.offered !== 'GROUPS' && viewer.may(mutation),
  };
}

/** The viewer who sees these clients as well. */
export function widened(viewer: Viewer, more: readonly number[]): Viewer {
  if (viewer.clients === null) return viewer;
  const clients = inOrder([...viewer.clients, ...more]);
  return { ...viewer, ...sight(clients), generation: digest([viewer.generation, clients]) };
}

function withRights(name: string, role: Role, given: readonly number[] | null, rights: Rights): Viewer {
  const clients = given && inOrder(given);
  const { allow, group = null } = rights;
  return {
    name,
    generation: digest([role, clients, group, rights.role, allow ? granting(allow) : null]),
    role,
    ...sight(clients),
    group,
    isNarrowed: false,
    may: (mutation) => isGranted(mutation, rights),
  };
}

/** The actions that grant something, in one order: reading is granted by what is seen. */
const granting = (allow: readonly Action[]): Action[] =>
  actions.filter((action) => action !== 'read' && allow.includes(action));

const inOrder = (clients: readonly number[]): number[] => [...new Set(clients)].toSorted((a, b) => a - b);

function sight(clients: readonly number[] | null): Pick<Viewer, 'clients' | 'sees'> {
  const seen = clients && new Set(clients);
  return { clients, sees: (client) => seen === null || (client !== null && seen.has(client)) };
}

const digest = (rights: readonly unknown[]): string => hash('sha256', JSON.stringify(rights), 'base64url');
