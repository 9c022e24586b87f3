/** `X-Gateway-Explain: only`: what an operation would cost, in place of doing it. */
import { getOperationAST, getVariableValues, type ExecutionResult } from 'graphql';
import { forecast, type Forecasting } from '../../graph/explain/forecast.ts';
import type { Price } from '../../graph/read/session.ts';

/** Of an operation that calls nobody. */
export const free: Price = Object.freeze({ calls: 0, byCommand: {}, cacheHits: 0, stale: [], waitedMs: 0 });

/** An operation, and the rows that it asks for. */
interface Explained extends Forecasting {
  readonly rows: { readonly most: number; readonly limit: number };
}

/** The forecast beside no data; where the variables cannot be meant, what is wrong with them. */
export async function explained({ rows, ...operation }: Explained): Promise<ExecutionResult> {
  const { schema, document, operationName, variableValues } = operation.asked;
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variableValues ?? {});
  if (errors) return { errors };
  return { data: null, extensions: { whmcs: { ...free, forecast: { ...(await forecast(operation)), rows } } } };
}
