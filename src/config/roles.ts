/** The roles of viewers, in a file of their own so that configuration and access control do not import each other. */

/** The names of roles in the configuration and in the claims of a JWT. */
export const roleNames = ['staff', 'partner', 'client'] as const;

export const roles = { staff: 'STAFF', partner: 'PARTNER', client: 'CLIENT' } as const satisfies Readonly<
  Record<(typeof roleNames)[number], string>
>;

export type Role = (typeof roles)[keyof typeof roles];

/** The maximum of listed clients: a viewer that needs more should be staff, or have a client group. */
export const MOST_CLIENTS = 500;
