import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { decodeForm } from './form.ts';
import { decodeMultipart } from './multipart.ts';
import type { PhpForm, PhpValue } from './php.ts';

/** PHP's `post_max_size`: a longer body arrives as an empty form. */
const postMaxBytes = 8 * 1024 * 1024;

/** A request as includes/api.php sees it. */
export interface ApiRequest {
  readonly form: PhpForm;
  /** As it was sent. */
  readonly action: string;
  /** `json`, `xml`, or anything else for `name=value` text. */
  readonly format: string;
  readonly address: string;
}

export async function apiRequest(request: IncomingMessage, query: string): Promise<ApiRequest> {
  const form = await formOfRequest(request, query);
  return {
    form,
    action: text(form['action']),
    format: text(form['responsetype']).toLowerCase(),
    address: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
}

/** `$_REQUEST`: the query string's parameters work too, and the body's win. */
async function formOfRequest(request: IncomingMessage, query: string): Promise<PhpForm> {
  const body = await buffer(request);
  const fromQuery = decodeForm(query);
  if (request.method !== 'POST' || body.length > postMaxBytes) return fromQuery;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return { ...fromQuery, ...decodeMultipart(body, type) };
  if (!type.startsWith('application/x-www-form-urlencoded')) return fromQuery;
  return { ...fromQuery, ...decodeForm(body.toString('utf8')) };
}

function text(value: PhpValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
