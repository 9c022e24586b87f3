/** The arguments of a list, from the documented parameters: one for each that is a plain value. */
import type { Documented } from '../support/documented.ts';

/** Stands in every description that a person has to write. */
export const UNDECIDED = 'Undecided.';

const reserved = new Set(['action', 'identifier', 'secret', 'username', 'password', 'accesskey', 'responsetype']);

/**
 * The text of `filters`; empty where there are none.
 *
 * @param taken the parameters that are sent otherwise
 */
export function filtersDraft(facts: Documented, taken: ReadonlySet<string>): string {
  const filters = Object.entries(facts.params).flatMap(([param, standing]) => {
    const isUsable = standing !== 'deprecated' && !reserved.has(param) && !taken.has(param) && /^\w+$/.test(param);
    const kind = isUsable && !(facts.paged && /^limit(start|num)$/.test(param)) ? kindOf(param, facts) : null;
    if (kind === null) return [];
    const filter = `filter.${kind}'${param}', '${UNDECIDED}')`;
    return [`${argumentOf(param)}: ${standing === 'required' ? `filter.required(${filter})` : filter}`];
  });
  return filters.length === 0 ? '' : `filters: (filter) => ({ ${filters.join(', ')} })`;
}

/** The beginning of the filter; null for what only a person can map. */
function kindOf(param: string, facts: Documented): string | null {
  const type = facts.types?.[param] ?? 'string';
  const { csv, oneOf, encoding, entity } = facts.marks?.[param] ?? {};
  if (oneOf || encoding) return null;
  const named = entity === undefined ? null : `${entity.slice(0, 1).toUpperCase()}${entity.slice(1)}`;
  if (csv) return named === null ? null : `ids('${named}', `;
  if (type === 'int') return named === null ? 'count(' : `id('${named}', `;
  if (type === 'bool') return 'flag(';
  if (facts.marks?.[param]?.format === 'YYYY-MM-DD') return 'day(';
  return type === 'string' ? 'text(' : null;
}

/** `client_id` is `clientId`. */
const argumentOf = (param: string): string => param.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
