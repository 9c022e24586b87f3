/** The responses to random acts and the journal's records, compared with WHMCS's own ledger. */
import type { Executed, TestGateway } from '../support/gateway.ts';
import { isNothing, isThere, isUnknown, type Asked } from './random-callers.ts';

/** An operation of the journal, in the graph. */
export interface Operation {
  readonly id: string;
  readonly state: 'RUNNING' | 'DONE' | 'REFUSED' | 'NOT_APPLIED' | 'UNKNOWN';
  readonly knownBy: 'ANSWER' | 'READING' | 'INFERENCE' | null;
  /** The mark of its act. */
  readonly requestId: string;
  readonly commands: readonly { readonly name: string }[];
}

interface Page {
  readonly operations: {
    readonly nodes: readonly Operation[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

/** Every operation, page by page. */
export async function operationsOf(gateway: TestGateway): Promise<Operation[]> {
  const all: Operation[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data }: Executed<Page> = await gateway.execute<Page>(
      `query ($after: String) { operations(first: 50, after: $after) {
        nodes { id state knownBy requestId commands { name } } pageInfo { endCursor hasNextPage } } }`,
      { after },
    );
    all.push(...data.operations.nodes);
    ({ endCursor: after, hasNextPage: more } = data.operations.pageInfo);
  }
  return all;
}

/** The marks of operations that were reported as unknown; each must be found by its id. */
async function reportedMarks(gateway: TestGateway, { replies }: Asked): Promise<(string | undefined)[]> {
  const marks: (string | undefined)[] = [];
  for (const id of new Set(replies.filter(isUnknown).map(({ operationId }) => operationId))) {
    if (id == null) return [undefined];
    const { data } = await gateway.execute<{ operation: Pick<Operation, 'requestId'> | null }>(
      'query ($id: ID!) { operation(id: $id) { requestId } }',
      { id },
    );
    marks.push(data.operation?.requestId);
  }
  return marks;
}

const mayHaveHappened = ({ state }: Operation): boolean => state === 'DONE' || state === 'UNKNOWN';

/** The false statements about an act. */
function wrongsOf(
  { mark, act, replies, last, falseReplies }: Asked,
  its: readonly Operation[],
  marks: readonly unknown[],
): string[] {
  const made = act.made();
  const done = its.filter(({ state }) => state === 'DONE');
  const isKeyed = act.mutation !== 'serviceSuspend';
  const keys = isKeyed ? new Set(act.keys).size : Infinity;
  // Without a key, each request counts alone.
  const final = isKeyed ? last : replies;
  const wrongs = {
    'happened twice': made.length > 1,
    'reported as done, and not done': replies.some(isThere) && made.length === 0,
    'reported as not done, and done': made.length > 0 && (final.every(isNothing) || falseReplies.length > 0),
    'reported another order': replies.some(({ order }) => order && !made.includes(order.whmcsId)),
    'reported an unexpected outcome': !last.every((each) => isThere(each) || isNothing(each) || isUnknown(each)),
    'reported an operation that is not in the journal': marks.some((each) => each !== mark),
    // An outcome in the journal may have been lost on its way to the caller.
    'sent and not written down': act.sent() > its.flatMap(({ commands }) => commands).length,
    'sent twice by one operation': its.some(({ commands }) => commands.length > 1),
    'sent twice for one key': its.filter(mayHaveHappened).length > keys,
    'done by the journal, and not by the ledger': done.length > 0 && made.length === 0,
    'done by two operations': done.filter(({ commands }) => commands.length > 0).length > 1,
    'done by the ledger, and not by the journal': made.length > 0 && !its.some(mayHaveHappened),
    'under way for ever': its.some(({ state }) => state === 'RUNNING'),
  };
  return Object.entries(wrongs).flatMap(([wrong, is]) => (is ? wrong : []));
}

/** All false statements, with everything known about the act. */
export async function wrongsIn(gateway: TestGateway, asked: readonly Asked[]): Promise<object[]> {
  const operations = await operationsOf(gateway);
  const found: object[] = [];
  for (const each of asked) {
    const its = operations.filter(({ requestId }) => requestId === each.mark);
    const wrongs = wrongsOf(each, its, await reportedMarks(gateway, each));
    if (wrongs.length > 0) found.push({ wrongs, ...each, made: each.act.made(), sent: each.act.sent(), its });
  }
  return found;
}
