/** The subjects of WHMCS's answers. A new one is a line here: its topic, and what is to be known of it. */
interface Subject {
  /** What one of its records is called where answers mention it. A subject without a kind has no records that are looked up by id. */
  readonly kind?: string;
  /** It belongs to the installation and is the same for every client. Other subjects belong to clients. */
  readonly isShared?: true;
}

export const subjects = {
  administrators: { isShared: true },
  activity: { isShared: true },
  affiliates: { kind: 'affiliate' },
  clientGroups: { isShared: true },
  announcements: { kind: 'announcement', isShared: true },
  addons: { kind: 'serviceAddon' },
  cancellations: {},
  clients: { kind: 'client' },
  contacts: { kind: 'contact' },
  credit: {},
  currencies: { isShared: true },
  departments: { isShared: true },
  domainNames: { isShared: true },
  domains: { kind: 'domain' },
  emails: {},
  emailTemplates: { isShared: true },
  installation: { isShared: true },
  invoices: { kind: 'invoice' },
  names: {},
  orders: { kind: 'order' },
  payMethods: { kind: 'payMethod' },
  paymentMethods: { isShared: true },
  predefinedReplies: { isShared: true },
  products: { kind: 'product', isShared: true },
  projects: { kind: 'project' },
  promotions: { isShared: true },
  quotes: { kind: 'quote' },
  registrars: { isShared: true },
  servers: { isShared: true },
  services: { kind: 'service' },
  tickets: { kind: 'ticket' },
  tlds: { isShared: true },
  toDoItems: { kind: 'toDoItem', isShared: true },
  transactions: { kind: 'transaction' },
  userPermissions: { isShared: true },
  users: { kind: 'user', isShared: true },
} as const satisfies Readonly<Record<string, Subject>>;

type Subjects = typeof subjects;

/** What a write changes and an answer depends on. */
export type Topic = keyof Subjects;

/** The kinds of entities that answers mention. */
export type EntityKind = {
  [T in Topic]: Subjects[T] extends { readonly kind: infer Kind extends string } ? Kind : never;
}[Topic];

/** The topics of clients. */
type OwnTopic = {
  [T in Topic]: Subjects[T] extends { readonly isShared: true } ? never : T;
}[Topic];

const byTopic: Readonly<Record<Topic, Subject>> = subjects;

/** Whether a topic is the same for every client. */
export const isShared = (topic: Topic): boolean => byTopic[topic].isShared === true;

/** The kinds of entities that belong to no client. */
export const sharedKinds: ReadonlySet<string> = new Set(
  Object.values(byTopic).flatMap(({ kind, isShared: shared }) => (kind !== undefined && shared ? [kind] : [])),
);

/** Everything that a client has: what changes when a client goes. */
export const everythingOfClient = ownTopics();

function ownTopics(): { readonly [T in OwnTopic]: true };
function ownTopics(): object {
  return Object.fromEntries(
    Object.entries(byTopic).flatMap(([topic, { isShared: shared }]) => (shared ? [] : [[topic, true]])),
  );
}
