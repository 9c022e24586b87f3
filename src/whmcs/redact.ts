/** Secrets are removed where the error is made. WHMCS passes on a module's own text, which may repeat what it was sent. */
import { MissingError, RefusedError } from './errors.ts';

/** Shorter values would tear holes into ordinary words. */
const SHORTEST_SECRET = 4;

/** `error`, or its like without the secrets, where its text repeats one. Values that are not text are passed over. */
export function redact(error: unknown, secrets: readonly unknown[]): unknown {
  if (!(error instanceof RefusedError)) return error;
  const known = secrets.filter((each): each is string => typeof each === 'string' && each.length >= SHORTEST_SECRET);
  const reason = known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), error.reason);
  if (reason === error.reason) return error;
  return error instanceof MissingError
    ? new MissingError(error.command, reason)
    : new RefusedError(error.command, reason);
}
