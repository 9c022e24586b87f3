/** The tags of lists that also answer for one record, selected by id. */
import { listTags, type Owner, type Tag } from '../cache/tags.ts';
import type { Topic } from '../subjects.ts';

/**
 * The tags of a record selected by id: those of the owners of its rows. If nothing is found, or a row belongs to nobody, any client's
 * write may change that, so the whole topics count.
 */
export function selectedTags(
  topics: readonly Topic[],
  owners: readonly Owner[],
  namesOf: readonly Owner[] = [],
): Tag[] {
  const chosen = owners.length === 0 ? [null] : owners;
  return [...new Set(chosen.flatMap((owner) => listTags(topics, owner, namesOf)))];
}
