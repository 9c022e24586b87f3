/** The text of an answer, within its limit: where it is larger, a query gets that error alone, and a mutation keeps its outcomes. */
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Code } from '../../graph/base/errors.ts';
import { AnswerTooLargeError, printed } from './print-answer.ts';

export interface Answer {
  readonly result: ExecutionResult;
  /** The JSON of its data. */
  readonly data: string;
}

/** @param reads whether it is a query, of which nothing has to be told but that it was too large */
export async function answerOf(result: ExecutionResult, mostBytes: number, reads: boolean): Promise<Answer> {
  try {
    return { result, data: await printed(result.data ?? null, mostBytes) };
  } catch (error) {
    if (!(error instanceof AnswerTooLargeError)) throw error;
    const cut = withoutRows(result, mostBytes, reads);
    return { result: cut, data: JSON.stringify(cut.data ?? null) };
  }
}

/** The whole of it: `result` is its data, which is printed already, and what stands beside them. */
export function joined({ data }: Pick<Answer, 'data'>, result: object): string {
  const beside = JSON.stringify({ ...result, data: undefined });
  return beside === '{}' ? `{"data":${data}}` : `{"data":${data},${beside.slice(1)}`;
}

function withoutRows({ data, errors = [] }: ExecutionResult, mostBytes: number, reads: boolean): ExecutionResult {
  const tooLarge = new GraphQLError(
    `The answer is larger than ${mostBytes} bytes; ask for fewer fields or shorter lists${reads ? '' : '. The mutations have run, with the outcomes that are kept here: look before you repeat one'}.`,
    { extensions: { code: 'BUDGET_EXCEEDED' satisfies Code } },
  );
  if (reads) return { errors: [tooLarge] };
  return {
    data: Object.fromEntries(Object.entries(data ?? {}).map(([field, shown]) => [field, outcomeOf(shown)])),
    errors: [...errors, tooLarge],
  };
}

/** Of a mutation's result: which it is, its error, and where the journal tells of it. */
const outcomeOf = (shown: unknown): unknown =>
  typeof shown === 'object' && shown !== null
    ? Object.fromEntries(Object.entries(shown).filter(([, value]) => typeof value === 'string' && value.length < 1_000))
    : null;
