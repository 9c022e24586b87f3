/** Runs a mutation and writes its ending to the journal, and reads an ending back from there. */
import { z } from 'zod';
import type { Viewer } from '../../access/viewer.ts';
import type { Entry, Json } from '../../journal/entry.ts';
import type { Journal } from '../../journal/journal.ts';
import { NotSentError, RefusedError, UnknownOutcomeError, userError } from '../base/errors.ts';
import { journalWriterOf, type JournalWriter, type SentSoFar } from './journal-writer.ts';

/** Called with the reason why an outcome is unknown; `isForeseen` if WHMCS is the reason, and not a mistake of ours. */
export type OnUnknown = (error: unknown, operationId: string, isForeseen: boolean) => void;

/**
 * Runs a claimed mutation and records how it ended. A failure before anything was sent releases the claim; a failure after something was
 * sent, unless it was refused, leaves the outcome unknown.
 *
 * @throws a UserError, or an unforeseen error before anything was sent
 */
export async function runRecorded<O extends object>(
  journal: Journal,
  { id }: Entry,
  viewer: Viewer,
  run: (writer: JournalWriter) => Promise<O>,
  onUnknown: OnUnknown,
): Promise<O> {
  const writer = journalWriterOf(journal, id, viewer);
  let outcome: O;
  try {
    outcome = await run(writer);
  } catch (error) {
    const { sentSoFar } = writer;
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
  const { knownBy, owner } = writer;
  await journal.end(id, { state: 'done', outcome: plain(outcome), knownBy, owner });
  return outcome;
}

/** The error for the caller. After a refusal a failure to read must not look as if nothing had been sent. */
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

/** Numbers of the things that a mutation made, by their names in WHMCS's answer. */
export type FoundIds = z.output<typeof ids>;

/**
 * The ending of an operation, for a repeated request.
 *
 * @param recall makes the outcome from the numbers that were found by reading
 * @throws the error that it ended in; UnknownOutcomeError as long as the outcome is unknown
 */
export function replayed(entry: Entry, recall: (found: FoundIds) => object): object {
  const { state, outcome, steps } = entry;
  if (state === 'done') {
    return typeof outcome === 'object' && outcome !== null ? outcome : recall(foundOf(entry));
  }
  if (state === 'refused') throw new RefusedError(...refusedBy(entry));
  throw new UnknownOutcomeError(steps.at(-1)?.command ?? entry.mutation, entry.id);
}

const foundOf = ({ steps }: Entry): FoundIds =>
  Object.fromEntries(steps.flatMap((step) => Object.entries(ids.parse(step.ids))));

function refusedBy({ refusal: told, mutation, steps }: Entry): [command: string, reason: string] {
  const read = refusal.safeParse(told?.details);
  if (read.success) return [read.data.command, read.data.reason];
  return [steps.at(-1)?.command ?? mutation, told?.message ?? 'it has not happened'];
}
