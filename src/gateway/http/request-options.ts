/** What a caller may wish besides the answer, by headers. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer } from '../../access/viewer.ts';
import type { Lane } from '../../whmcs/transport/lane.ts';

export interface RequestOptions {
  /** `Cache-Control: no-cache`: memory counts for nothing, every question goes to WHMCS. */
  readonly anew: boolean;
  /** `X-Gateway-Explain`, for staff: the decisions of the call plan beside the answer, or the forecast instead of it. */
  readonly explain: 'plan' | 'only' | null;
  /** `X-Gateway-Lane: background`: nobody sits and waits for the answer. */
  readonly lane: Lane;
}

export function requestOptionsOf(headers: IncomingHttpHeaders, viewer: Viewer): RequestOptions {
  const explain = headers['x-gateway-explain'];
  return {
    anew: /\bno-cache\b/i.test(headers['cache-control'] ?? ''),
    explain: viewer.role === 'STAFF' && (explain === 'plan' || explain === 'only') ? explain : null,
    lane: headers['x-gateway-lane'] === 'background' ? 'background' : 'interactive',
  };
}
