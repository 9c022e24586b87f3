/** The lists that also answer for one thing, chosen by its number: a record then, with a record's tags and time. */
import { listTags, type Owner, type Tag, type Topic } from '../cache/tags.ts';

/**
 * The tags of what was chosen by number: those of the owners of its rows. Where nothing is found, or a row is nobody's, any
 * client's write may change that, and then the whole topics count.
 */
export function selectedTags(
  topics: readonly Topic[],
  owners: readonly Owner[],
  namesOf: readonly Owner[] = [],
): Tag[] {
  const chosen = owners.length === 0 ? [null] : owners;
  return [...new Set(chosen.flatMap((owner) => listTags(topics, owner, namesOf)))];
}
