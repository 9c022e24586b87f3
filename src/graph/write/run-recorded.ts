/** One mutation under the eyes of the journal, and how it is told again. */
import { z } from 'zod';
import type { Viewer } from '../../access/viewer.ts';
import type { Entry, Json } from '../../journal/entry.ts';
import type { Journal } from '../../journal/journal.ts';
import { NotSentError, RefusedError, UnknownOutcomeError, userError } from '../base/errors.ts';
import { journalWriterOf, type JournalWriter, type SentSoFar } from './journal-writer.ts';

/** Told why nobody knows whether an operation has happened; `isForeseen` where WHMCS is the reason, and not a mistake of ours. */
export type OnUnknown = (error: unknown, operationId: string, isForeseen: boolean) => void;

/**
 * Performs what was claimed, and writes down how it ended. What fails before anything was sent is released; what fails after something
 * was done, or may have been, is unknown.
 *
 * @throws a UserError, or what nobody foresaw before anything was sent
 */
export async function runRecorded<O extends object>(
  journal: Journal,
  { id }: Entry,
  viewer: Viewer,
  run: (recorder: JournalWriter) => Promise<O>,
  onUnknown: OnUnknown,
): Promise<O> {
  const recorder = journalWriterOf(journal, id, viewer);
  let outcome: O;
  try {
    outcome = await run(recorder);
  } catch (error) {
    const { sentSoFar } = recorder;
    if (sentSoFar.state === 'something') {
      await journal.end(id, { state: 'unknown' });
      onUnknown(error, id, isForeseen(error, viewer));
      throw new UnknownOutcomeError(sentSoFar.command, id, { cause: error });
    }
    const told = endingOf(error, sentSoFar, viewer);
    if (told instanceof RefusedError && sentSoFar.state === 'refused')
      await journal.end(id, { state: 'refused', refusal: refusalOf(told), knownBy: 'answer' });
    else await journal.release(id);
    throw told;
  }
  const { knownBy, owner } = recorder;
  await journal.end(id, { state: 'done', outcome: plain(outcome), knownBy, owner });
  return outcome;
}

/** The error as the caller is told it. After a refusal a failure to read must not look as if nothing had been sent. */
function endingOf(error: unknown, sentSoFar: SentSoFar, viewer: Viewer): Error {
  try {
    const told = userError(error, viewer);
    return told instanceof NotSentError && sentSoFar.state === 'refused' ? userError(sentSoFar.refusal, viewer) : told;
  } catch (unforeseen) {
    return unforeseen instanceof Error ? unforeseen : new Error(String(unforeseen));
  }
}

function isForeseen(error: unknown, viewer: Viewer): boolean {
  try {
    return userError(error, viewer) instanceof Error;
  } catch {
    return false;
  }
}

const refusal = z.object({ command: z.string(), reason: z.string() });

const refusalOf = ({ name, message, command, reason }: RefusedError): NonNullable<Entry['refusal']> => ({
  name,
  message,
  details: { command, reason },
});

/** As JSON keeps it. */
const plain = (outcome: object): Json => z.json().parse(JSON.parse(JSON.stringify(outcome)));

const ids = z.record(z.string(), z.union([z.number(), z.array(z.number())])).catch({});

/** Numbers of the things that a mutation made, under the names that WHMCS's answer has for them. */
export type Ids = z.output<typeof ids>;

/**
 * How an operation ended, told once more.
 *
 * @param recall makes the outcome from what was found by reading
 * @throws what it ended in, where it was not done; a UnknownOutcomeError as long as nobody knows
 */
export function replayed(entry: Entry, recall: (found: Ids) => object): object {
  const { state, outcome, steps } = entry;
  if (state === 'done') {
    return typeof outcome === 'object' && outcome !== null ? outcome : recall(foundOf(entry));
  }
  if (state === 'refused') throw new RefusedError(...refusedBy(entry));
  throw new UnknownOutcomeError(steps.at(-1)?.command ?? entry.mutation, entry.id);
}

const foundOf = ({ steps }: Entry): Ids =>
  Object.fromEntries(steps.flatMap((step) => Object.entries(ids.parse(step.ids))));

function refusedBy({ refusal: told, mutation, steps }: Entry): [command: string, reason: string] {
  const read = refusal.safeParse(told?.details);
  if (read.success) return [read.data.command, read.data.reason];
  return [steps.at(-1)?.command ?? mutation, told?.message ?? 'it has not happened'];
}
