/** The last step of a response: its errors as the caller may see them, and its text. */
import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { answerOf, joined } from './response-text.ts';
import { bounded } from './bounded-errors.ts';
import { present, whmcsFailureOf } from './errors.ts';
import type { Log } from '../observe/log.ts';
import { withoutSecretsOf } from './secret-inputs.ts';
import type { RequestContext } from '../http/request-context.ts';

/** What it takes to present a response. */
export interface Presentable {
  visit: RequestContext;
  variables?: unknown;
  /** A large body, which does not take the way through Yoga: that is long. */
  readonly printing: { body?: string };
}

/** In one line of the log; an outage says the same of everything. */
const MOST_CAUSES = 5;

const LARGE = 64 * 1024;

/** Gives every error in a response its code, logs those that nobody foresaw, and prints the answer within its limit. */
export function presentResponse(log: Log, answerBytes: number): Plugin<Presentable, Presentable> {
  return {
    async onResultProcess(event) {
      const { result: whole, serverContext } = event;
      const { visit, variables, printing } = serverContext;
      if (!isOneResult(whole)) return;
      const { result, data } = await answerOf(whole, answerBytes, visit.reads !== false);
      const redact = withoutSecretsOf(variables);
      const errors = bounded(result.errors)?.map((told) => {
        const { error, unexpected } = present(told, visit.viewer, visit.requestId, redact);
        if (unexpected !== undefined)
          log.error(
            { requestId: visit.requestId, operation: visit.operationName, path: error.path, err: unexpected },
            'unexpected error',
          );
        return error;
      });
      if (errors) {
        const causes = result.errors?.flatMap((told) => whmcsFailureOf(told)?.message ?? []) ?? [];
        if (causes.length > 0) visit.causes = [...new Set(causes)].slice(0, MOST_CAUSES);
        visit.codes = errors.map(({ extensions }) => String(extensions['code']));
      }
      const isFramed = /multipart|event-stream/.test(event.request.headers.get('accept') ?? '');
      const stringify = (rest: ExecutionResult): string => {
        const text = 'data' in rest ? joined({ data }, rest) : JSON.stringify(rest);
        if (isFramed || text.length < LARGE) return text;
        printing.body = text;
        return '';
      };
      event.setResult({ ...result, ...(errors && { errors }), stringify });
    },
  };
}

/** Neither a batch nor a stream, which nobody is given. */
const isOneResult = (result: object): result is ExecutionResult =>
  !Array.isArray(result) && !(Symbol.asyncIterator in result);
