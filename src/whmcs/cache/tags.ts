/**
 * Tags name what an answer was made of and what a write makes stale.
 *
 * An answer about one client's things carries `invoices:5`; a list over many clients carries `invoices` as well as nothing
 * narrower, because any client's write may move its rows. A write therefore makes both stale, and another client's answers live on.
 *
 * A write declares what it changes, and nothing else; an answer that repeats facts of other things (an order's row the status of its
 * invoice, a ticket's the name of its client) carries their tags beside its own.
 */

/** What the answers of WHMCS are about. */
export type Topic =
  | 'clients'
  | 'names'
  | 'credit'
  | 'services'
  | 'domains'
  | 'invoices'
  | 'transactions'
  | 'orders'
  | 'tickets'
  | 'products'
  | 'currencies'
  | 'paymentMethods'
  | 'departments'
  | 'emailTemplates'
  | 'installation';

/** A whole topic, or one client's part of it. */
export type Tag = Topic | `${Topic}:${number}`;

/** The client to whom things belong; 0 and null stand for nobody (a ticket opened by a guest). */
export type Owner = number | null | undefined;

/** The tag of one client's things. */
export const owned = (topic: Topic, owner: Owner): Tag => `${topic}:${owner ?? 0}`;

/** The tags of an answer about one client's things. */
export const ownedTags = (owner: Owner, ...topics: readonly Topic[]): Tag[] =>
  topics.map((topic) => owned(topic, owner));

/** The tags of an answer that repeats these clients' names. */
export function nameTags(clients: readonly Owner[]): Tag[] {
  const tags: Tag[] = [];
  for (const client of new Set(clients)) if (client) tags.push(owned('names', client));
  return tags;
}

/**
 * The tags of a list: its client's where it was asked for one client, else the whole topics.
 *
 * @param namesOf the clients whose names its rows repeat
 */
export const listTags = (topics: readonly Topic[], owner: Owner, namesOf: readonly Owner[] = []): Tag[] => [
  ...(owner ? ownedTags(owner, ...topics) : topics),
  ...nameTags(namesOf),
];

/** What a write to one client's things makes stale: that client's answers and every list over many clients. */
export const stale = (owner: Owner, ...topics: readonly Topic[]): Tag[] =>
  topics.flatMap((topic) => [topic, owned(topic, owner)]);

/** Said aloud by a write that changes nothing that any command here answers. */
export const nothing = (): Tag[] => [];
