import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { actionOf, failure, faultReply, isRemote, respond, type Api } from '../api.ts';
import { identifierOf, withoutCredentials } from '../auth.ts';
import type { CallRecorder } from '../calls.ts';
import type { Fault, FaultKind, FaultQueue } from './faults.ts';
import { sendFaulty, strikesBefore } from './faulty.ts';
import type { Latency } from './latency.ts';
import { notFound } from './pages.ts';
import { printed, type Printed } from './printed.ts';
import { apiRequest, type ApiRequest } from './request.ts';
import { send, sendPage } from './send.ts';
import type { Workers } from './workers.ts';

export interface Installation {
  readonly api: Api;
  readonly calls: CallRecorder;
  readonly faults: FaultQueue;
  readonly workers: Workers;
  readonly path: string;
  readonly latency: Latency;
  readonly remoteLatencyMs: number;
}

/** The web server in front of the installation. */
export function serve(installation: Installation): Server {
  return createServer((request, response) => {
    route(request, response, installation).catch((error: unknown) => {
      // An error of the simulator must not pass for a fault of WHMCS. A request that was cut short is no error.
      if (request.complete) process.emitWarning(error instanceof Error ? error : String(error));
      response.destroy();
    });
  });
}

async function route(request: IncomingMessage, response: ServerResponse, installation: Installation): Promise<void> {
  const arrivedAt = performance.now();
  const [pathname = '', query = ''] = (request.url ?? '/').split('?', 2);
  const endpoint = `${installation.path}/includes/api.php`;
  // PHP takes what follows the script for PATH_INFO: a doubled path still reaches WHMCS.
  if (pathname.startsWith(`${endpoint}/`)) {
    return send(response, 200, printed(failure('An admin user is required').answer, 'json', ''));
  }
  if (pathname !== endpoint) return sendPage(response, 404, notFound);
  const asked = await apiRequest(request, query);
  const { action, form } = asked;
  const params = withoutCredentials(form);
  const identifier = identifierOf(form);
  installation.calls.record({
    action: actionOf(action),
    identifier,
    params,
    at: Date.now(),
    headers: request.headers,
  });
  const queued = await installation.workers.take();
  try {
    const fault = installation.faults.next(asked.action);
    const reaches = !fault && isRemote(action) && installation.remoteLatencyMs > 0;
    if (reaches) await sleep(installation.remoteLatencyMs);
    const since = queued || reaches ? performance.now() : arrivedAt;
    const { done, sent } = await installation.latency.pass(since, () => (fault ? null : good(asked, installation.api)));
    if (done) send(response, ...done);
    else if (fault) await failing(asked, response, installation, fault);
    sent();
  } finally {
    installation.workers.release();
  }
}

function good(asked: ApiRequest, api: Api): [status: number, body: Printed] {
  const { status, answer } = respond(api, asked);
  return [status, printed(answer, asked.format, asked.action)];
}

const hanging = new Set<FaultKind>(['hang', 'hang-after', 'slow-drip']);

async function failing(
  asked: ApiRequest,
  response: ServerResponse,
  { api, calls }: Installation,
  fault: Fault,
): Promise<void> {
  if (hanging.has(fault.kind)) calls.hangs(response);
  if (fault.kind === 'latency') await sleep(fault.latencyMs ?? 1000);
  if (await strikesBefore(fault, response)) return;
  await sendFaulty(fault, response, faultReply(fault, asked) ?? respond(api, asked, fault), asked);
}
