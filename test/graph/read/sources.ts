/** Lists that record their requests. */
import type { Page, Rows, Source } from '../../../src/graph/read/paging.ts';

export const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);

export interface Asked<T> {
  readonly source: Source<T>;
  /** Offset and limit of every request so far. */
  readonly questions: [number, number][];
}

/** `answer` may return other rows than requested. */
export function asked<T>(answer: (offset: number, limit: number, question: number) => Rows<T>): Asked<T> {
  const questions: [number, number][] = [];
  const source: Source<T> = (offset, limit) => {
    questions.push([offset, limit]);
    return Promise.resolve(answer(offset, limit, questions.length));
  };
  return { source, questions };
}

export const honest = (length: number) =>
  asked<number>((offset, limit) => ({ rows: numbers(length).slice(offset, offset + limit), total: length }));

export const nodes = <T>({ edges }: Page<T>): T[] => edges.map(({ node }) => node);
