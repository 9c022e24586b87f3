/** What every request of a viewer passes before it is read: CORS, overload, the token, the viewer's share, and its clients. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Unauthenticated, tooManyJwts, type Authenticate, type Authenticated } from '../../access/authenticate.ts';
import { NotReady, type Membership } from '../../access/membership.ts';
import type { Viewer } from '../../access/viewer.ts';
import { monotonic } from '../../monotonic.ts';
import type { Admission, AdmittedRequest } from '../admission/admission.ts';
import { overloaded } from '../admission/overloaded.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { requestLog, type EndedOperation } from '../observe/request-log.ts';
import type { Cors } from './cors.ts';
import { belongsTo } from './deliveries.ts';
import { refuse } from './refuse.ts';

export interface EntranceOptions {
  readonly cors: Cors;
  readonly authenticate: Authenticate;
  readonly groups: Pick<Membership, 'of'>;
  readonly admission: Admission;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** An admitted request of a known viewer. */
export interface Entered {
  readonly requestId: string;
  /** With all of its clients. */
  readonly viewer: Viewer;
  readonly visitor: AdmittedRequest;
  readonly startedAt: number;
}

/** Answers a request that is turned away, and has the others served. */
export type Enter = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  serve: (entered: Entered) => Promise<void>,
) => Promise<void>;

export function entrance({ cors, authenticate, groups, admission, log, metrics }: EntranceOptions): Enter {
  const record = requestLog(log, metrics);
  const turnAway = overloaded(log, metrics);

  const authenticated = async (request: IncomingMessage): Promise<Authenticated> => {
    const address = request.socket.remoteAddress ?? '';
    let isBegun = false;
    try {
      return await authenticate(request.headers.authorization, () => (isBegun = admission.beginJwt(address)));
    } finally {
      if (isBegun) admission.endJwt(address);
    }
  };

  return async (request, response, requestId, serve) => {
    if (cors(request, response)) return undefined;
    const overload = admission.overload();
    if (overload) return turnAway(request, response, overload);
    const startedAt = monotonic();
    const known = await authenticated(request);
    if (known === tooManyJwts) return turnAway(request, response, 'jwt');
    if (known instanceof Unauthenticated) {
      const address = request.socket.remoteAddress;
      log[known.isOurs ? 'warn' : 'info']({ requestId, because: known.because, address }, 'unauthenticated');
      metrics.unauthenticated(known.kind);
      return refuse(request, response, 401, 'UNAUTHENTICATED', 'Send a known token as "Authorization: Bearer …".', {
        'www-authenticate': 'Bearer',
      });
    }
    belongsTo(response, known.name);
    const visitor = admission.admit(known.name);
    if (typeof visitor === 'string') return turnAway(request, response, visitor);
    try {
      const seen = groups.of(known);
      const viewer = seen instanceof Promise ? await seen : seen;
      // No event reports a caller that disconnected while the keys of its token, or the clients of its groups, were fetched.
      if (request.destroyed) return void response.destroy();
      if (viewer instanceof NotReady) {
        record.ended({ requestId, viewer: known, ms: monotonic() - startedAt }, notReady);
        const { retryAfterMs } = viewer;
        const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
        const message = 'It is not known yet who your clients are; try again shortly.';
        return refuse(request, response, 503, 'WHMCS_UNREACHABLE', message, headers, { retryAfterMs });
      }
      await serve({ requestId, viewer, visitor, startedAt });
    } finally {
      visitor.leave();
    }
  };
}

const notReady: EndedOperation = { codes: ['WHMCS_UNREACHABLE'] };
