/** The headers by which a caller chooses how its operation is executed. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer } from '../../access/viewer.ts';
import type { RequestOptions } from '../execution.ts';

/** `Cache-Control: no-cache`, `X-Gateway-Explain: plan` or `only` (staff only), `X-Gateway-Lane: background`. */
export function requestOptionsOf(headers: IncomingHttpHeaders, viewer: Viewer): RequestOptions {
  const explain = headers['x-gateway-explain'];
  return {
    noCache: /\bno-cache\b/i.test(headers['cache-control'] ?? ''),
    explain: viewer.role === 'STAFF' && (explain === 'plan' || explain === 'only') ? explain : null,
    lane: headers['x-gateway-lane'] === 'background' ? 'background' : 'interactive',
  };
}
