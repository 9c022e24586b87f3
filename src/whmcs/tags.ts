/**
 * Tags name what an answer was made of and what a write makes stale.
 *
 * An answer about one client's things carries `invoices:5`; a list over many clients carries `invoices` as well as nothing
 * narrower, because any client's write may move its rows. A write therefore makes both stale, and another client's answers live on.
 */
export type Tag = string;

/** What the answers of WHMCS are about. */
export type Topic =
  | 'clients'
  | 'names'
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

/** The client to whom things belong; 0 and null stand for nobody (a ticket opened by a guest). */
export type Owner = number | null | undefined;

/** The tag of one client's things. */
export const owned = (topic: Topic, owner: Owner): Tag => `${topic}:${owner ?? 0}`;

/**
 * The tags of a list: its client's where it was asked for one client, else the whole topic.
 * `names` are added for every client whose name its rows repeat.
 */
export function listTags(topic: Topic, owner: Owner, namesOf: readonly Owner[] = []): Tag[] {
  const tags = [owner ? owned(topic, owner) : topic];
  for (const client of new Set(namesOf)) if (client) tags.push(owned('names', client));
  return tags;
}

/** What a write to one client's things makes stale: that client's answers and every list over many clients. */
export const stale = (owner: Owner, ...topics: readonly Topic[]): Tag[] =>
  topics.flatMap((topic) => [topic, owned(topic, owner)]);
