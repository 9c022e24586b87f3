/** The result of an operation as an HTTP response of JSON. */
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { ExecutionRecord } from '../execution.ts';
import { statusOf } from '../response/http-status.ts';
import { answerOf, joined } from '../response/response-text.ts';
import { codesOf } from '../response/present.ts';
import type { MediaType } from './fast-path.ts';
import type { GraphqlResponse } from './graphql-message.ts';

/** @param mostBytes of the answer; a larger one is an error instead */
export async function printResult(
  whole: ExecutionResult,
  mediaType: MediaType,
  mostBytes: number,
  record: ExecutionRecord,
): Promise<GraphqlResponse> {
  const answer = await answerOf(whole, mostBytes, record.isQuery !== false);
  const { result } = answer;
  if (result !== whole) record.codes = codesOf(result.errors);
  return {
    status: highestStatus(result.errors ?? [], mediaType),
    headers: { 'content-type': `${mediaType}; charset=utf-8` },
    body: 'data' in result ? joined(answer, result) : JSON.stringify(result),
  };
}

function highestStatus(errors: readonly GraphQLError[], mediaType: MediaType): number {
  const statuses = errors.flatMap((error) => {
    const { status, spec } = statusOf(error) ?? {};
    return status === undefined || (spec === true && mediaType === 'application/json') ? [] : [status];
  });
  return statuses.length > 0 ? Math.max(...statuses) : 200;
}
