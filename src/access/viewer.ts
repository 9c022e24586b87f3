/** Who asks: what they see and what they may do. */
export type Role = 'STAFF' | 'PARTNER' | 'CLIENT';

/** What restricted viewers may do until configured otherwise; staff may do everything. */
const restrictedMutations: ReadonlySet<string> = new Set(['clientUpdate', 'orderAdd', 'ticketOpen', 'ticketReplyAdd']);

export interface Viewer {
  /** The configured name: the scope of idempotency keys, and what logs say. */
  readonly name: string;
  readonly role: Role;
  /** The clients whose things a partner or client sees, in ascending order; null for staff, who see all. */
  readonly clients: readonly number[] | null;
  /** Whether things of this client are visible; what belongs to nobody (null) is for staff alone. */
  sees(client: number | null): boolean;
  /** Whether the viewer may perform a mutation, by its name in the graph. */
  may(mutation: string): boolean;
}

/** A member of the hosting company's staff. */
export const staff = (name: string): Viewer => ({
  name,
  role: 'STAFF',
  clients: null,
  sees: () => true,
  may: () => true,
});

/** A partner or a client, who sees exactly the listed clients' things. */
export function restricted(name: string, role: 'PARTNER' | 'CLIENT', clients: readonly number[]): Viewer {
  const seen = new Set(clients);
  return {
    name,
    role,
    clients: [...seen].toSorted((a, b) => a - b),
    sees: (client) => client !== null && seen.has(client),
    may: (mutation) => restrictedMutations.has(mutation),
  };
}
