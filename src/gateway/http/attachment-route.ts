/**
 * `GET /attachments/<id>`: the bytes of one file of a ticket. It is an operation like any other, executed by the engine for the viewer, so
 * that the same door, limits, log and metrics apply; only its response is the file itself.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { z } from 'zod';
import { codes, type Code } from '../../graph/base/errors.ts';
import { monotonic } from '../../monotonic.ts';
import { ATTACHMENT_DOCUMENT } from '../attachment-operation.ts';
import type { Engine } from '../engine.ts';
import type { ExecutionRecord } from '../execution.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { requestLog } from '../observe/request-log.ts';
import { callerOf } from './caller.ts';
import { csrfViolation } from './csrf.ts';
import type { Enter, Entered } from './entrance.ts';
import { contentDisposition, mediaTypeOf } from './file-headers.ts';
import { narrowedBy } from './narrowing.ts';
import { refuse } from './refuse.ts';
import { requestOptionsOf } from './request-options.ts';
import { send, type Handler } from './server.ts';

/** The folder of the route. */
export const ATTACHMENTS = '/attachments/';

export interface AttachmentRouteOptions {
  readonly engine: Pick<Engine, 'execute'>;
  readonly enter: Enter;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The status of an operation that failed with this code; others are 502, because WHMCS did not answer as it should. */
const statuses: Readonly<Partial<Record<string, number>>> = {
  ['FORBIDDEN' satisfies Code]: 403,
  ['NOT_FOUND' satisfies Code]: 404,
  ['BAD_USER_INPUT' satisfies Code]: 400,
  ['BUDGET_EXCEEDED' satisfies Code]: 400,
  ['RATE_LIMITED' satisfies Code]: 429,
  ['WHMCS_BUSY' satisfies Code]: 503,
  ['WHMCS_UNREACHABLE' satisfies Code]: 503,
  ['INTERNAL' satisfies Code]: 500,
};

export function attachmentRoute({ engine, enter, log, metrics }: AttachmentRouteOptions): Handler {
  const record = requestLog(log, metrics);

  return (request, response, requestId) =>
    enter(request, response, requestId, (entered) => serve(request, response, entered));

  async function serve(request: IncomingMessage, response: ServerResponse, entered: Entered): Promise<void> {
    const { requestId, viewer: wholeViewer, startedAt } = entered;
    const ended = (operation: ExecutionRecord, viewer = wholeViewer): void =>
      record.ended({ requestId, viewer, ms: monotonic() - startedAt }, operation);
    const refuseInput = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): void => {
      ended({ codes: ['BAD_USER_INPUT' satisfies Code] });
      refuse(request, response, status, 'BAD_USER_INPUT', message, headers);
    };
    if (request.method !== 'GET') return refuseInput(405, 'Files are read with GET.', { allow: 'GET, OPTIONS' });
    const violation = csrfViolation(request);
    if (violation) return refuseInput(violation.status, violation.message);
    const viewer = narrowedBy(request.headers, wholeViewer);
    if (viewer instanceof GraphQLError) return refuseInput(400, viewer.message);
    const operation: ExecutionRecord = { codes: [] };
    try {
      const { noCache, lane } = requestOptionsOf(request.headers, viewer);
      const result = await engine.execute(ATTACHMENT_DOCUMENT, { id: idOf(request) }, viewer, {
        noCache,
        lane,
        readOnly: true,
        requestId,
        caller: callerOf(response),
        record: operation,
      });
      answer(request, response, result, operation);
    } finally {
      operation.rowShare?.end();
      ended(operation, viewer);
    }
  }
}

const idOf = ({ url = '' }: IncomingMessage): string => (url.split('?', 1)[0] ?? '').slice(ATTACHMENTS.length);

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { data, errors }: ExecutionResult,
  operation: ExecutionRecord,
): void {
  const [error] = errors ?? [];
  if (error) {
    const { code, ...more } = error.extensions;
    const { retryAfterMs } = operation;
    const headers = retryAfterMs == null ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
    return refuse(
      request,
      response,
      statuses[String(code)] ?? 502,
      isCode(code) ? code : 'INTERNAL',
      error.message,
      headers,
      more,
    );
  }
  const file = fileIn(data);
  if (file === null) {
    operation.codes = ['NOT_FOUND' satisfies Code];
    return refuse(request, response, 404, 'NOT_FOUND', 'There is no such file.');
  }
  send(response, 200, file.bytes, {
    'content-type': mediaTypeOf(file.name),
    'content-disposition': contentDisposition(file.name),
    'accept-ranges': 'none',
  });
}

const isCode = (code: unknown): code is Code => codes.some((each) => each === code);

const shape = z.object({
  ticketAttachment: z.object({ fileName: z.string().nullable(), content: z.string() }).nullable(),
});

/** The file in the answer; null if there is none for the viewer, or none any more. */
function fileIn(data: unknown): { readonly name: string; readonly bytes: Buffer } | null {
  const file = shape.safeParse(data).data?.ticketAttachment;
  return file ? { name: file.fileName ?? 'attachment', bytes: Buffer.from(file.content, 'base64') } : null;
}
