/** The text of an answer within its limit. If it is larger, a query gets only that error, and a mutation keeps its outcomes. */
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Code } from '../../graph/base/errors.ts';
import { AnswerTooLargeError, printed } from './print-answer.ts';

export interface Answer {
  readonly result: ExecutionResult;
  /** The JSON of its data. */
  readonly data: string;
}

/** @param isQuery a query has no outcomes to keep */
export async function answerOf(result: ExecutionResult, mostBytes: number, isQuery: boolean): Promise<Answer> {
  try {
    return { result, data: await printed(result.data ?? null, mostBytes) };
  } catch (error) {
    if (!(error instanceof AnswerTooLargeError)) throw error;
    const cut = withoutRows(result, mostBytes, isQuery);
    return { result: cut, data: JSON.stringify(cut.data ?? null) };
  }
}

/** The JSON of a whole result, whose data has been printed already. */
export function joined({ data }: Pick<Answer, 'data'>, result: object): string {
  const rest = JSON.stringify({ ...result, data: undefined });
  return rest === '{}' ? `{"data":${data}}` : `{"data":${data},${rest.slice(1)}`;
}

function withoutRows({ data, errors = [] }: ExecutionResult, mostBytes: number, isQuery: boolean): ExecutionResult {
  const tooLarge = new GraphQLError(
    `The answer is larger than ${mostBytes} bytes; ask for fewer fields or shorter lists${isQuery ? '' : '. The mutations have run, with the outcomes that are kept here: look before you repeat one'}.`,
    { extensions: { code: 'BUDGET_EXCEEDED' satisfies Code } },
  );
  if (isQuery) return { errors: [tooLarge] };
  return {
    data: Object.fromEntries(Object.entries(data ?? {}).map(([field, shown]) => [field, outcomeOf(shown)])),
    errors: [...errors, tooLarge],
  };
}

/** The short strings of a mutation's result: its type, its error, and the id of its operation in the journal. */
const outcomeOf = (shown: unknown): unknown =>
  typeof shown === 'object' && shown !== null
    ? Object.fromEntries(Object.entries(shown).filter(([, value]) => typeof value === 'string' && value.length < 1_000))
    : null;
