/** A compiled query reports the errors of graphql-js, and resolvers run once for it. */
import fc from 'fast-check';
import {
  execute,
  GraphQLError,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  responsePathAsArray,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { inFieldOrder } from '../../../src/gateway/documents/error-order.ts';
import { executor } from '../../../src/gateway/documents/executor.ts';
import { RowBudget } from '../../../src/graph/read/row-budget.ts';

/** The behaviour of a resolver by the path of its field: synchronous or not, successful or not. */
interface Plan {
  readonly behaviours: readonly number[];
  readonly calls: string[];
}

const resolve =
  (value: unknown): GraphQLFieldResolver<unknown, Plan> =>
  (_, __, { behaviours, calls }, { path }) => {
    const place = responsePathAsArray(path).join('.');
    calls.push(place);
    const sum = Buffer.from(place).reduce((so, byte) => so * 31 + byte, 7);
    const behaviour = behaviours[sum % behaviours.length] ?? 0;
    const act = (): unknown => {
      if (behaviour % 4 > 0) return value;
      throw behaviour % 8 === 0 ? new GraphQLError(place, { extensions: { code: 'NOT_FOUND' } }) : new Error(place);
    };
    const later = async (turns: number): Promise<unknown> => (turns > 0 ? await later(turns - 1) : act());
    return behaviour % 3 === 0 ? act() : later(behaviour % 5);
  };

const Thing: GraphQLObjectType<unknown, Plan> = new GraphQLObjectType({
  name: 'Thing',
  fields: () => ({
    name: { type: GraphQLString, resolve: resolve('n') },
    must: { type: new GraphQLNonNull(GraphQLString), resolve: resolve('m') },
    number: { type: GraphQLInt, resolve: resolve('no number') },
    thing: { type: Thing, resolve: resolve({}) },
    things: { type: new GraphQLList(Thing), resolve: resolve([{}, {}, {}]) },
    sure: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Thing))), resolve: resolve([{}, {}]) },
  }),
});
const schema = new GraphQLSchema({ query: Thing });

/** Compiles each document at its first request. */
const executeCompiled = executor(1);

async function both(
  document: DocumentNode,
  behaviours: readonly number[],
  variableValues: Readonly<Record<string, unknown>> = {},
) {
  const plain: Plan = { behaviours, calls: [] };
  const compiled: Plan = { behaviours, calls: [] };
  const told = (result: ExecutionResult): unknown => JSON.parse(JSON.stringify(result));
  const reference = inFieldOrder(await execute({ schema, document, contextValue: plain, variableValues }));
  const rows = new RowBudget({ throwIfOver: () => undefined });
  const result = await executeCompiled({ schema, document, contextValue: compiled, variableValues }, rows, 1);
  return {
    reference: told(reference),
    compiled: told(result),
    calls: { reference: plain.calls.toSorted(), compiled: compiled.calls.toSorted() },
    isCompiled: rows.isCompiled,
  };
}

const behaviours = fc.array(fc.nat({ max: 119 }), { minLength: 20, maxLength: 20 });

describe('errors at nullable fields', () => {
  const document = parse(`{
    name thing { a: name ...Part } things { name thing { name } } b: thing { things { ...Part } }
  } fragment Part on Thing { c: name d: thing { name } }`);

  it('equal those of graphql-js at the same paths, and no resolver runs twice', async () => {
    await fc.assert(
      fc.asyncProperty(behaviours, async (given) => {
        const { reference, compiled, calls, isCompiled } = await both(document, given);
        expect(compiled).toEqual(reference);
        expect(calls.compiled).toEqual(calls.reference);
        expect(isCompiled).toBe(true);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

describe('errors that null a parent, or that come from a value', () => {
  const document = parse(`query ($with: Boolean = true) {
    name number thing { must things { must name } } sure { name must } things { number must sure { name } }
    name @include(if: $with)
  }`);

  it('equal those of graphql-js', async () => {
    await fc.assert(
      fc.asyncProperty(behaviours, fc.boolean(), async (given, isIncluded) => {
        const { reference, compiled } = await both(document, given, { with: isIncluded });
        expect(compiled).toEqual(reference);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

it('reports an invalid variable in the words of graphql-js, and runs no resolver', async () => {
  const { reference, compiled, calls } = await both(parse('query ($with: Boolean!) { name @include(if: $with) }'), [1]);
  expect(compiled).toEqual(reference);
  expect(calls).toEqual({ reference: [], compiled: [] });
});

describe('the order of errors', () => {
  it('follows the fields, in any order of failure', () => {
    const error = (...path: (string | number)[]) => new GraphQLError(path.join('.'), { path });
    const data = { b: null, a: [{ y: null, x: null }, null], c: null };
    const errors = [error('c'), error('a', 1, 'z'), error('a', 0, 'x'), error('b'), error('a', 0, 'y')];
    const messages = inFieldOrder({ data, errors }).errors?.map(({ message }) => message);
    expect(messages).toEqual(['b', 'a.0.y', 'a.0.x', 'a.1.z', 'c']);
  });
});
