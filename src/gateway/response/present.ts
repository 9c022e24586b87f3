/** The errors of a result in words that its viewer may read, each with a code. Unexpected ones are logged. */
import type { ExecutionResult } from 'graphql';
import type { ExecutionContext } from '../execution.ts';
import type { Log } from '../observe/log.ts';
import { bounded } from './bounded-errors.ts';
import { present, whmcsFailureOf } from './errors.ts';
import { withoutSecretsOf } from './secret-inputs.ts';

/** In one line of the log: in an outage every error has the same cause. */
const MOST_CAUSES = 5;

/** @param variables whose secrets GraphQL may have repeated in its errors */
export function presentErrors(
  result: ExecutionResult,
  variables: unknown,
  { viewer, requestId, record }: Pick<ExecutionContext, 'viewer' | 'requestId' | 'record'>,
  log: Log,
): ExecutionResult {
  if (!result.errors) return result;
  const redact = withoutSecretsOf(variables);
  const errors = bounded(result.errors).map((raised) => {
    const { error, unexpected } = present(raised, viewer, requestId, redact);
    if (unexpected !== undefined)
      log.error({ requestId, operation: record.operationName, path: error.path, err: unexpected }, 'unexpected error');
    return error;
  });
  const causes = result.errors.flatMap((raised) => whmcsFailureOf(raised)?.message ?? []);
  if (causes.length > 0) record.causes = [...new Set(causes)].slice(0, MOST_CAUSES);
  record.codes = codesOf(errors);
  return { ...result, errors };
}

/** The codes of presented errors. */
export const codesOf = (errors: ExecutionResult['errors'] = []): readonly string[] =>
  errors.map(({ extensions }) => String(extensions['code']));
