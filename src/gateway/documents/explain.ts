/** `X-Gateway-Explain: only`: the forecast of an operation instead of its execution. */
import { getOperationAST, getVariableValues, type ExecutionResult } from 'graphql';
import { forecast, type Forecasting } from '../../graph/explain/forecast.ts';
import type { Price } from '../../graph/read/session.ts';

/** The price of an operation without calls. */
export const free: Price = Object.freeze({ calls: 0, byCommand: {}, cacheHits: 0, stale: [], waitedMs: 0 });

/** An operation, and the rows that it can show. */
interface Explained extends Forecasting {
  readonly rows: { readonly most: number; readonly limit: number };
}

/** The forecast, without data; the errors in the variables, if there are any. */
export async function explained({ rows, ...operation }: Explained): Promise<ExecutionResult> {
  const { schema, document, operationName, variableValues } = operation.execution;
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variableValues ?? {});
  if (errors) return { errors };
  return { data: null, extensions: { whmcs: { ...free, forecast: { ...(await forecast(operation)), rows } } } };
}
