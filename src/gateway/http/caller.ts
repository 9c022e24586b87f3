/** The caller of a request over HTTP: whether it still waits for its response. */
import type { ServerResponse } from 'node:http';
import type { Caller } from '../../graph/read/deadline.ts';
import { AbandonedError } from '../../whmcs/errors.ts';

/** The caller that waits for a response. The signal is created when it is first read: most responses are ready at once. */
export function callerOf(response: ServerResponse): Caller {
  let gone: AbortController | undefined;
  return {
    get isGone() {
      return response.destroyed && !response.writableFinished;
    },
    get gone() {
      if (gone) return gone.signal;
      const leaving = (gone = new AbortController());
      const leave = (): void => {
        if (!response.writableFinished) leaving.abort(new AbandonedError('operation', 'the caller went away'));
      };
      if (response.destroyed) leave();
      else response.once('close', leave);
      return leaving.signal;
    },
  };
}
