import type { ServerResponse } from 'node:http';
import type { Reply } from '../api.ts';
import type { Fault } from './faults.ts';
import { mangled } from './mangle.ts';
import * as pages from './pages.ts';
import { printed } from './printed.ts';
import type { ApiRequest } from './request.ts';
import { closed, drip, reset, send, sendPage } from './send.ts';

/** Applies a fault that strikes before the command runs, so that nothing happens. True if there was one. */
export async function strikesBefore({ kind }: Fault, response: ServerResponse): Promise<boolean> {
  switch (kind) {
    case 'hang':
      await closed(response);
      return true;
    case 'reset-before':
      reset(response);
      return true;
    case 'html-200':
      sendPage(response, 200, pages.maintenance);
      return true;
    case 'html-403':
      sendPage(response, 403, pages.forbidden);
      return true;
    case 'html-503':
      sendPage(response, 503, pages.challenge);
      return true;
    case 'status-429':
      response.setHeader('retry-after', '1');
      sendPage(response, 429, pages.tooMany);
      return true;
    case 'memory-exhausted':
      sendPage(response, 200, pages.memoryExhausted);
      return true;
    default:
      return false;
  }
}

/** Applies a fault that strikes after the command has run: its answer is lost or spoilt. */
export async function sendFaulty(
  fault: Fault,
  response: ServerResponse,
  { status, answer }: Reply,
  { format, action }: ApiRequest,
): Promise<void> {
  const good = printed(mangled(answer, fault), format, action);
  const spoilt = (body: string): void => send(response, status, { ...good, body });
  switch (fault.kind) {
    case 'reset-after':
      return reset(response);
    case 'hang-after':
      return closed(response);
    case 'html-500-after':
      return sendPage(response, 500, pages.crashed);
    case 'emitter-500-after':
      return sendPage(response, 500, pages.emitterFailed);
    case 'php-warning-first':
      return spoilt(pages.phpWarning + good.body);
    case 'bom':
      return spoilt(`\ufeff${good.body}`);
    case 'truncated':
      return spoilt(good.body.slice(0, Math.floor(good.body.length / 2)));
    case 'empty':
      return spoilt('');
    case 'xml':
      return send(response, status, printed(answer, 'xml', action));
    case 'text':
      return send(response, status, printed(answer, '', action));
    case 'slow-drip':
      return drip(response, status, good, fault.latencyMs ?? 250);
    default:
      return send(response, status, good);
  }
}
