/**
 * One vocabulary for "something changed", reported by a write of the gateway or by a hook of WHMCS. The cache tags to invalidate follow
 * from it.
 */
import type { z } from 'zod';
import { everyones, owned, type Owner, type Tag } from '../cache/tags.ts';
import { isShared, type Topic } from '../subjects.ts';
import type { ParamsSchema } from '../declare/common.ts';
import { valueAt } from '../declare/path.ts';

export interface Change {
  readonly topic: Topic;
  /** WHMCS's id of the record; absent where it is not known, or where several may have changed. */
  readonly id?: number;
  /** The client who owns it; null for nobody's, absent where it is not known. */
  readonly client?: number | null;
}

/**
 * The topics that a write changes, each with the parameter or field of its answer that holds the ids; true where the ids are not known.
 * A write that changes nothing that any command reads declares `{}`.
 */
export type Changes<P extends ParamsSchema, A extends z.ZodType> = {
  readonly [T in Topic]?: true | ((keyof z.input<P> | keyof z.output<A>) & string);
};

/** The same of any write. */
export type AnyChanges = { readonly [T in Topic]?: true | string };

/** The topics that are changed. */
export const changedTopics = (changes: AnyChanges): Topic[] =>
  Object.keys(changes).filter((topic): topic is Topic => topic in changes);

/** The ids at a place that may hold one or several. */
export const idsIn = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter((id): id is number => typeof id === 'number' && id > 0);

/** One change for each record, or one without an id. */
export function changesTo(topic: Topic, ids: readonly number[], client: Change['client']): Change[] {
  const owner = client === undefined || isShared(topic) ? {} : { client };
  return ids.length === 0 ? [{ topic, ...owner }] : ids.map((id) => ({ topic, id, ...owner }));
}

interface Sent {
  readonly params: unknown;
  /** Absent where the answer is not known. */
  readonly answer?: unknown;
}

interface Changing {
  readonly changes: AnyChanges;
  readonly crosses?: string | true;
}

/** The client whose records a write changes; undefined where those of others may change as well. */
function ownerOf({ crosses }: Changing, client: Owner, sent?: Pick<Sent, 'params'>): Change['client'] {
  const mayCross =
    crosses === true || (crosses !== undefined && (sent === undefined || valueAt(sent.params, crosses) !== undefined));
  return mayCross ? undefined : client || null;
}

/** The changes that a write makes, given the client who owns what it is done to. */
export const changesOf = (command: Changing, client: Owner, { params, answer }: Sent): Change[] =>
  changedTopics(command.changes).flatMap((topic) => {
    const at = command.changes[topic];
    const ids = typeof at === 'string' ? (valueAt(answer, at) ?? valueAt(params, at)) : undefined;
    return changesTo(topic, idsIn(ids), ownerOf(command, client, { params }));
  });

/**
 * The tags that a change invalidates: the lists over many clients, and the owner's part of the topic. Every client's part where the owner
 * is not known.
 */
export const tagsOfChange = ({ topic, client }: Pick<Change, 'topic' | 'client'>): Tag[] => {
  if (isShared(topic)) return [topic];
  return [topic, client === undefined ? everyones(topic) : owned(topic, client)];
};

/**
 * The tags that a write invalidates, given the client who owns what it is done to.
 *
 * @param sent absent where the parameters are not known
 */
export const staleTags = (command: Changing, client: Owner, sent?: Pick<Sent, 'params'>): Tag[] => {
  const owner = ownerOf(command, client, sent);
  return changedTopics(command.changes).flatMap((topic) =>
    tagsOfChange({ topic, ...(owner !== undefined && { client: owner }) }),
  );
};
