/**
 * Tags name what an answer depends on and what a change invalidates.
 *
 * An answer about one client's entities carries `invoices:5`. A list over many clients carries `invoices`, because a change of any
 * client's invoices may move its rows. A change of an invoice therefore invalidates both, and answers about other clients stay valid.
 *
 * A write declares what it changes, and nothing else. An answer that repeats facts of other entities (a row of an order the status of its
 * invoice, a row of a ticket the name of its client) carries their tags beside its own.
 */
import type { Topic } from '../subjects.ts';

/** The lists over many clients of a topic, one client's part of it, or the part of every client. */
export type Tag = Topic | `${Topic}:${number}` | `${Topic}:*`;

/** The client who owns a record; 0 and null stand for nobody (a ticket opened by a guest). */
export type Owner = number | null | undefined;

/** The tag of one client's part of a topic. */
export const owned = (topic: Topic, owner: Owner): Tag => `${topic}:${owner ?? 0}`;

/** The tag that invalidates every client's part of a topic. */
export const everyones = (topic: Topic): Tag => `${topic}:*`;

/** The topic of which a tag names every client's part; null for other tags. */
export const topicOfEveryones = (tag: Tag): string | null => (tag.endsWith(':*') ? tag.slice(0, -2) : null);

/** The topic of a tag. */
export const topicOf = (tag: Tag): string => {
  const end = tag.indexOf(':');
  return end < 0 ? tag : tag.slice(0, end);
};

/** The tags of an answer about one client's entities. */
export const ownedTags = (owner: Owner, ...topics: readonly Topic[]): Tag[] =>
  topics.map((topic) => owned(topic, owner));

/** The tags of an answer that repeats these clients' names. */
export function nameTags(clients: readonly Owner[]): Tag[] {
  const tags: Tag[] = [];
  for (const client of new Set(clients)) if (client) tags.push(owned('names', client));
  return tags;
}

/**
 * The tags of a list: its client's where it was requested for one client, else the whole topics.
 *
 * @param namesOf the clients whose names its rows repeat
 */
export const listTags = (topics: readonly Topic[], owner: Owner, namesOf: readonly Owner[] = []): Tag[] => [
  ...(owner ? ownedTags(owner, ...topics) : topics),
  ...nameTags(namesOf),
];
