/** Who is in which client group: GetClients, page by page, behind all calls for which somebody waits. */
import { GetClients } from '../../whmcs/commands/clients.ts';
import { until } from '../deadline.ts';
import type { Rows } from '../paging.ts';
import { Session, type Upstream } from '../session.ts';
import { LONGEST_PAGE, pagesOf } from '../upstream.ts';

interface Row {
  readonly id: number;
  readonly group: number | null;
}

/**
 * The group of each client that is in one. A client whose row tells no group that can be read is in none. Every page is an operation of
 * its own: all together may take longer than somebody would wait for.
 */
export async function sweepGroups(upstream: Upstream, signal: AbortSignal): Promise<Map<number, number>> {
  const groupOf = new Map<number, number>();
  const seen = new Set<number>();
  for (let offset = 0; ;) {
    const { rows, total } = await pageFrom(offset, upstream, signal);
    const before = seen.size;
    for (const row of rows) {
      if (!row) continue;
      seen.add(row.id);
      if (row.group !== null) groupOf.set(row.id, row.group);
      else groupOf.delete(row.id);
    }
    offset += rows.length;
    // Some lists begin again whatever the offset; some pages are shorter than asked although the total says that more follows.
    const ended = rows.length === 0 || seen.size === before;
    if (ended || (total ? offset >= total : rows.length < LONGEST_PAGE)) return groupOf;
  }
}

async function pageFrom(offset: number, upstream: Upstream, caller: AbortSignal): Promise<Rows<Row>> {
  const session = new Session(upstream, () => undefined, { caller: until(caller), anew: true, lane: 'background' });
  try {
    return await pagesOf(
      session,
      GetClients,
      // By number, so that clients who come meanwhile move nobody to another page. Before 8.2 it is ignored.
      (page) => ({ orderby: 'id' as const, sorting: 'ASC' as const, ...page }),
      ({ clients, totalresults }) => ({ totalresults, rows: clients }),
      ({ id, groupid }): Row => ({ id, group: groupid ?? null }),
    )(offset, LONGEST_PAGE);
  } finally {
    session.end();
  }
}
