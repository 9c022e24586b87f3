/** The roles of the demo. Each opens GraphiQL with its own token and examples. */
import { configured, type Role } from '../access/viewer.ts';
import type { GraphiqlSession } from '../gateway/http/graphiql.ts';
import { clientTabs, partnerTabs, staffTabs, tabsOf, type Example } from './tabs.ts';

interface DemoRole {
  /** The value of `/graphql?as=`. */
  readonly name: string;
  readonly token: string;
  readonly role: Role;
  readonly clients?: readonly number[];
  readonly says: string;
  readonly examples: readonly Example[];
}

export const demoRoles: readonly DemoRole[] = [
  {
    name: 'staff',
    token: 'demo-staff',
    role: 'STAFF',
    says: 'sees everything and may do everything',
    examples: staffTabs,
  },
  {
    name: 'partner',
    token: 'demo-partner',
    role: 'PARTNER',
    clients: [1, 2, 3, 4, 5],
    says: 'sees clients 1 to 5 and may order, open tickets, suspend and unsuspend for them',
    examples: partnerTabs,
  },
  {
    name: 'client',
    token: 'demo-client',
    role: 'CLIENT',
    clients: [1],
    says: 'sees client 1 and may order, open tickets and change its data',
    examples: clientTabs,
  },
];

/** With the default permissions of each role. */
export const demoTokens = demoRoles.map(({ token, role, clients }) => ({
  token,
  viewer: configured({ name: token, role, clients }),
}));

/** The GraphiQL session of each role, by its name. */
export const sessionsOf = (documents: ReadonlyMap<string, string>): Readonly<Record<string, GraphiqlSession>> =>
  Object.fromEntries(
    demoRoles.map(({ name, token, examples }) => [
      name,
      { title: `WHMCS demo: ${name}`, authorization: `Bearer ${token}`, tabs: tabsOf(examples, documents) },
    ]),
  );
