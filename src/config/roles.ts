/** The roles of viewers. Both the configuration and access control read them, and neither imports the other for it. */

/** The names of roles in the configuration and in the claims of a JWT. */
export const roleNames = ['staff', 'partner', 'client'] as const;

export const roles = { staff: 'STAFF', partner: 'PARTNER', client: 'CLIENT' } as const satisfies Readonly<
  Record<(typeof roleNames)[number], string>
>;

export type Role = (typeof roles)[keyof typeof roles];

/** A viewer that needs more clients than this should be staff, or have a client group. */
export const MOST_CLIENTS = 500;
