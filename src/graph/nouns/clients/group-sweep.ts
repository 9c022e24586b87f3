/** Who is in which client group: GetClients, page by page, behind all calls for which somebody waits. */
import { GetClients } from '../../../whmcs/commands/clients.ts';
import { until } from '../../read/deadline.ts';
import { flawWarning, type Flaw } from '../../read/flaws.ts';
import type { Rows } from '../../read/paging.ts';
import { Session, type Upstream } from '../../read/session.ts';
import { pagesOf } from '../../read/list-source.ts';
import { LONGEST_PAGE, walk } from '../../read/walk.ts';

interface Row {
  readonly id: number;
  readonly group: number | null;
}

/** How much more time a page has than an operation: one with a broken row is asked for in many small ones, behind everybody else. */
const PATIENCE = 10;

/**
 * The group of each client that is in one. A client whose row tells no group that can be read is in none, and so is one of whom WHMCS
 * cannot tell. Every page is an operation of its own: all together may take longer than somebody would wait for.
 */
export async function sweepGroups(upstream: Upstream, signal: AbortSignal): Promise<Map<number, number>> {
  const page = (offset: number) => pageFrom(offset, upstream, signal);
  const note = (flaw: Flaw) => upstream.warn?.(GetClients.name, flawWarning(flaw));
  const { rows } = await walk(Object.assign(page, { note }), { identity: ({ id }: Row) => id });
  const groupOf = new Map<number, number>();
  for (const row of rows) if (row && row.group !== null) groupOf.set(row.id, row.group);
  return groupOf;
}

async function pageFrom(offset: number, upstream: Upstream, caller: AbortSignal): Promise<Rows<Row>> {
  const patient = { ...upstream, deadlineMs: upstream.deadlineMs * PATIENCE };
  const session = new Session(patient, { caller: until(caller), fresh: true, lane: 'background' });
  try {
    const source = pagesOf(
      session,
      GetClients,
      // By number, so that clients who come meanwhile move nobody to another page. Before 8.2 it is ignored.
      (page) => ({ orderby: 'id' as const, sorting: 'ASC' as const, ...page }),
      ({ clients: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      ({ id, groupid }): Row => ({ id, group: groupid ?? null }),
    );
    return await (source.page ?? source)(offset, LONGEST_PAGE);
  } finally {
    session.end();
  }
}
