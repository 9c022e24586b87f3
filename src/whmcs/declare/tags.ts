/** The tags of an answer, derived from what a read declares of its topics, its owner and the clients whose names it repeats. */
import { listTags, nameTags, ownedTags, type Owner, type Tag } from '../cache/tags.ts';
import type { Topic } from '../subjects.ts';
import { selectedTags } from '../wire/selected.ts';
import { pathOf, type AnyMentions } from './mentions.ts';
import { columnAt, valueAt } from './path.ts';

/** At least one. */
export type Topics = readonly [Topic, ...Topic[]];

interface Tagged {
  readonly keep: 'reference' | 'record' | 'list' | { readonly recordBy: string };
  topics(params: unknown): Topics;
  readonly owner?: string | undefined;
  readonly filters?: Readonly<Record<string, string>> | undefined;
  readonly names?: readonly string[] | undefined;
  readonly mentions?: AnyMentions | undefined;
}

const clientsIn = (paths: readonly string[]): ((answer: unknown) => Owner[]) => {
  const columns = paths.map(columnAt);
  return (answer) =>
    columns.flatMap((column) => column(answer).map((client) => (typeof client === 'number' ? client : null)));
};

/** The parameter that narrows a list to one client: the one that filters by the owner of a row. */
export const clientFilterOf = ({ owner, filters = {} }: Pick<Tagged, 'owner' | 'filters'>): string | undefined =>
  owner === undefined ? undefined : Object.keys(filters).find((param) => filters[param] === owner);

/**
 * - A record has its owner's tags.
 * - A list has its client's tags where it was requested for one client, else the whole topics.
 * - A list that answers for one record, chosen by its id, has the tags of that record's owner.
 */
export function tagReader(read: Tagged): (params: unknown, answer: unknown) => Tag[] {
  const { keep, owner, mentions = {} } = read;
  const client = pathOf(mentions.client);
  // An answer that mentions a client repeats its name, unless it is declared otherwise.
  const named = clientsIn(read.names ?? (client === null ? [] : [client]));
  const owners = clientsIn(owner === undefined ? [] : [owner]);
  const filter = clientFilterOf(read);
  return (params, answer) => {
    const topics = read.topics(params);
    if (keep === 'record' && owner !== undefined)
      return [...ownedTags(owners(answer)[0], ...topics), ...nameTags(named(answer))];
    if (typeof keep === 'object' && valueAt(params, keep.recordBy) !== undefined)
      return selectedTags(topics, owners(answer), named(answer));
    const chosen = filter === undefined ? null : valueAt(params, filter);
    return listTags(topics, typeof chosen === 'number' ? chosen : null, named(answer));
  };
}
