/** operationResolve: a verdict of staff. */
import type { Graph } from '../../graph.ts';
import type { OperationResolveInput } from './operation-resolve.type.ts';

export async function resolveOperation(
  { id, verdict }: typeof OperationResolveInput.$inferInput,
  { operations }: Graph,
): Promise<{ operationId: string }> {
  await operations.resolve(id, verdict);
  return { operationId: id };
}
