/** operationResolve: a verdict of staff. */
import type { Scope } from '../../read/scope.ts';
import { Operations } from './operation.ts';
import type { OperationResolveInput } from './operation-resolve.type.ts';

export async function resolveOperation(
  { id, verdict }: typeof OperationResolveInput.$inferInput,
  graph: Scope,
): Promise<{ operationId: string }> {
  await graph.noun(Operations).resolve(id, verdict);
  return { operationId: id };
}
