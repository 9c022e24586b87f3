/** One request to /graphql by a known viewer, from its headers to its last byte. */
import type { Viewer } from '../../access/viewer.ts';
import type { Caller } from '../../graph/read/deadline.ts';
import type { ExecutionRecord, RequestOptions } from '../execution.ts';

export interface RequestContext extends ExecutionRecord {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly options: RequestOptions;
  readonly caller: Caller;
  /** How large the body is, once it has been read. */
  requestBytes: number;
}
