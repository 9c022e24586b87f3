/** JSON lines on stderr. Fields are chosen one by one; secrets that get into the text of an error are redacted. */
import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

export interface LogOptions {
  readonly level: string;
  /** Values that must never be logged: the WHMCS credential and the tokens. */
  readonly secrets: readonly (string | undefined)[];
}

/** Shorter values occur in ordinary words. */
const SHORTEST_SECRET = 4;

/** @param destination stderr by default */
export function createLog({ level, secrets }: LogOptions, destination: DestinationStream = pino.destination(2)): Log {
  // As they appear in a line of JSON.
  const hidden = secrets
    .filter((secret): secret is string => secret !== undefined && secret.length >= SHORTEST_SECRET)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  return pino(
    {
      level,
      base: null,
      timestamp: isoTime(),
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describe },
    },
    buffered((lines) => {
      destination.write(hidden.reduce(redacted, lines));
    }),
  );
}

/** Searches before it replaces: that costs less if the secret is not there, which is nearly always. */
const redacted = (text: string, secret: string): string =>
  text.includes(secret) ? text.replaceAll(secret, '[secret]') : text;

/** Like pino's own, but formatted once per millisecond. */
function isoTime(): () => string {
  let at = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== at) text = `,"time":"${new Date(now).toISOString()}"`;
    at = now;
    return text;
  };
}

/**
 * Writes the lines of one turn of the event loop together: a write for each would be the most expensive part of a cached response. None
 * is lost if the process exits within the turn.
 */
function buffered(write: (lines: string) => void): DestinationStream {
  let lines = '';
  const flush = (): void => {
    process.off('exit', flush);
    const written = lines;
    lines = '';
    if (written !== '') write(written);
  };
  return {
    write(line) {
      if (lines === '') {
        setImmediate(flush);
        process.once('exit', flush);
      }
      lines += line;
    },
  };
}

/** Name, message and stack. Other properties of an error may contain a document, its variables or an answer. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
}
