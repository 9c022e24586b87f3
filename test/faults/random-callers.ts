/** Callers that behave like frontends: one key, and a retry if no response came or nothing was sent. */
import { setTimeout as pause } from 'node:timers/promises';
import type { TestGateway } from '../support/gateway.ts';
import type { Act, Plan } from './random-acts.ts';

/** A response of the gateway; the caller may have lost the connection before. */
export interface Reply {
  readonly __typename: string;
  readonly message?: string;
  readonly operationId?: string | null;
  readonly subject?: string;
  readonly actual?: string;
  readonly retryAfterMs?: number | null;
  readonly order?: { readonly whmcsId: number } | null;
}

export interface Asked {
  /** Also the prefix of its request ids. */
  readonly mark: string;
  readonly plan: Plan;
  readonly act: Act;
  /** All responses, and how each caller's last attempt ended. */
  readonly replies: Reply[];
  readonly last: Reply[];
  /** A wrong response to a single caller: it said that nothing had happened. */
  readonly falseReplies: Reply[];
}

const LOST: Reply = { __typename: 'lost' };
const MOST_ATTEMPTS = 60;
const PAUSE_MS = 20;

const nothingHappened = new Set([
  'NotSentError',
  'RefusedError',
  'InvalidInputError',
  'NotFoundError',
  'ForbiddenError',
]);
/** An operation that blocks another key is reported to its own caller. */
export const isNothing = ({ __typename, subject }: Reply): boolean =>
  nothingHappened.has(__typename) || subject === 'operation';
export const isUnknown = ({ __typename }: Reply): boolean => __typename === 'UnknownOutcomeError';
/** A service that is already suspended is the desired result. */
export const isThere = ({ __typename, actual }: Reply): boolean =>
  __typename.endsWith('Payload') || (__typename === 'ConflictError' && actual === 'SUSPENDED');

const documentOf = ({ mutation }: Act): string => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  return `mutation ($input: ${name}Input!) { reply: ${mutation}(input: $input) {
    __typename ... on UserError { message } ... on UnknownOutcomeError { operationId } ... on NotSentError { retryAfterMs }
    ... on ConflictError { subject actual } ${mutation === 'orderAdd' ? '... on OrderAddPayload { order { whmcsId } }' : ''}
  } }`;
};

async function ask(
  gateway: TestGateway,
  { mark, act }: Asked,
  key: string | null,
  leavesAfterMs: number | null,
): Promise<Reply> {
  const signal = leavesAfterMs === null ? undefined : AbortSignal.timeout(leavesAfterMs);
  const input = key === null ? act.input : { ...act.input, idempotencyKey: key };
  try {
    const { data, errors } = await gateway.execute<{ reply: Reply | null } | undefined>(
      documentOf(act),
      { input },
      { headers: { 'x-request-id': mark }, ...(signal && { signal }) },
    );
    return data?.reply ?? { __typename: 'nothing', message: JSON.stringify(errors) };
  } catch (error) {
    if (signal?.aborted) return LOST;
    throw error;
  }
}

/** Whether a frontend retries after such a response, with the same key and input. */
function isToBeRepeated({ __typename }: Reply, attempt: number, unknowns: number, { persistence }: Plan): boolean {
  if (__typename === 'NotSentError') return attempt < MOST_ATTEMPTS;
  return __typename === LOST.__typename || (__typename === 'UnknownOutcomeError' && unknowns <= persistence);
}

async function askUntilTold(gateway: TestGateway, asked: Asked, caller: number): Promise<void> {
  const { plan, act, replies, last, falseReplies } = asked;
  const isFirst = caller === 0 && replies.length === 0;
  let unknowns = 0;
  for (let attempt = 1; ; attempt++) {
    const leavesAfterMs = isFirst && attempt === 1 ? plan.leavesAfterMs : null;
    const answer = await ask(gateway, asked, act.keys[caller] ?? null, leavesAfterMs);
    replies.push(answer);
    if (act.keys.length === 1 && replies.every(isNothing) && act.made().length > 0) falseReplies.push(answer);
    if (isUnknown(answer)) unknowns++;
    if (!isToBeRepeated(answer, attempt, unknowns, plan)) return void last.push(answer);
    await pause(answer.retryAfterMs ?? PAUSE_MS);
  }
}

/** Sends an act until each of its callers has a final response. */
export async function askForAll(gateway: TestGateway, asked: Asked): Promise<void> {
  await Promise.all(asked.act.keys.map((_, caller) => askUntilTold(gateway, asked, caller)));
}
