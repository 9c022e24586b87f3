/** Reads the client group of every client: GetClients page by page, after all calls that a caller waits for. */
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

/** The time limit of a page, as a multiple of an operation's: a page with a broken row is read in many small ones, at low priority. */
const PATIENCE = 10;

/**
 * The group of each client that is in one. A client without a readable group, or without a readable row, is in none. Each page is an
 * operation of its own, because all pages together may take longer than the deadline of an operation.
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
  const patientUpstream = { ...upstream, deadlineMs: upstream.deadlineMs * PATIENCE };
  const session = new Session(patientUpstream, { caller: until(caller), noCache: true, lane: 'background' });
  try {
    const source = pagesOf(
      session,
      GetClients,
      // By number, so that a new client moves no other to another page. Before 8.2 it is ignored.
      (page) => ({ orderby: 'id' as const, sorting: 'ASC' as const, ...page }),
      ({ clients: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      ({ id, groupid }): Row => ({ id, group: groupid ?? null }),
    );
    return await (source.page ?? source)(offset, LONGEST_PAGE);
  } finally {
    session.end();
  }
}
