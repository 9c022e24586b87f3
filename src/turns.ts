/**
 * Turns on the event loop: long work is cut into pieces, and between slices of them other requests are served. All operations of the
 * process share one queue, so that many of them at once take no longer slices than one.
 */
import { monotonic } from './monotonic.ts';

/** A slice: together with the longest piece it stays well below what a health check or a click notices. */
const SLICE_MS = 8;

interface Waiting {
  readonly go: () => void;
  next: Waiting | undefined;
}

let first: Waiting | undefined;
let last: Waiting | undefined;

/** Resolves when it is the caller's turn; what is done in reaction to it, without waiting again, is one piece. */
export function turn(): Promise<void> {
  return new Promise((go) => {
    const waiting: Waiting = { go, next: undefined };
    if (last) last.next = waiting;
    else next();
    last = waiting;
    first ??= waiting;
  });
}

const next = (): void => void setImmediate(() => void slice());

async function slice(): Promise<void> {
  const endsAt = monotonic() + SLICE_MS;
  while (first && monotonic() < endsAt) {
    const { go, next: after } = first;
    first = after;
    go();
    await pieceIsDone();
  }
  if (first) next();
  else last = undefined;
}

/** Node comes to its tick queue when no promise has anything left to do. */
const pieceIsDone = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
