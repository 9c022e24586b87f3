/** JSON lines on stderr. What is logged is chosen field by field; secrets that slip into an error's text are blotted out. */
import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

export interface LogOptions {
  readonly level: string;
  /** Values that must never be written: the WHMCS credential and the tokens. */
  readonly secrets: readonly (string | undefined)[];
}

/** Shorter values would tear holes into ordinary words. */
const SHORTEST_SECRET = 4;

/** @param destination where the lines go; stderr by default */
export function createLog({ level, secrets }: LogOptions, destination: DestinationStream = pino.destination(2)): Log {
  // As they would stand in a line of JSON.
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
    inTurns((lines) => {
      destination.write(hidden.reduce(blotted, lines));
    }),
  );
}

/** Looked for before it is replaced, which costs less where it is not there: nearly always. */
const blotted = (text: string, secret: string): string =>
  text.includes(secret) ? text.replaceAll(secret, '[secret]') : text;

/** As pino's own, written out once for each millisecond. */
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
 * Lines of one turn of the event loop are written together, since a write for each would be the dearest part of an answer from memory.
 * None is lost where the process ends within the turn.
 */
function inTurns(write: (lines: string) => void): DestinationStream {
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

/** Name, message and stack; other properties of an error may hold a document, its variables or an answer. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
}
