/** Writes the commands of one mutation to the journal. */
import type { Viewer } from '../../access/viewer.ts';
import type { Entry, Json, KnownBy } from '../../journal/entry.ts';
import type { Journal } from '../../journal/journal.ts';
import { conflictingOperation } from '../../journal/reconcile/conflicting.ts';
import { afterRefusal, reconcileNow, type Reconciled, type Reconciling } from '../../journal/reconcile/reconcile.ts';
import type { Params, WriteCommand } from '../../whmcs/command.ts';
import {
  AbandonedError,
  BusyError,
  CircuitOpenError,
  TimedOutError,
  UnreachableError,
  WhmcsError,
  WhmcsRefusal,
} from '../../whmcs/errors.ts';
import type { FreshRead } from '../../whmcs/reconcile/rule.ts';
import type { Owner } from '../../whmcs/cache/tags.ts';
import { ConflictError } from '../base/errors.ts';
import { mayBeTold } from './visible-operations.ts';

export interface JournalWriter {
  /**
   * Notes that a command is about to be sent, with the evidence by which it is reconciled if its answer is lost.
   *
   * @param owner the client that owns the thing which it changes
   * @throws ConflictError if the outcome of the same command to the same thing is unknown, and doing it twice would do harm
   * @throws JournalError if the journal cannot be written; whatever is thrown, nothing may be sent
   */
  sending<C extends WriteCommand>(command: C, params: Params<C>, owner: Owner, look: FreshRead): Promise<void>;
  /** Notes how it ended; `unsent` if no byte of it has left. */
  sent(state: 'done' | WhmcsRefusal | 'unknown' | 'unsent', ids?: Json): void;
  /** Reads whether a command has happened whose answer was lost, as long as its caller waits; null if no reading proves it. */
  reconciled<C extends WriteCommand>(
    command: C,
    how: Pick<Reconciling, 'read' | 'signal'>,
  ): Promise<Reconciled<C> | null>;
  /** Reads once what has happened of a command that WHMCS may have refused after doing something; null if no reading proves it. */
  afterRefusal<C extends WriteCommand>(
    command: C,
    reason: string,
    look: FreshRead,
  ): Promise<Reconciled<C> | 'absent' | null>;
  /** Notes the owner of the thing that the mutation names, which the door has found. */
  found(owner: number | null): void;
  /** The owner of that thing. */
  readonly owner: number | null;
  /** Whether something was sent: the one place that answers it. */
  readonly sentSoFar: SentSoFar;
  /** How it is known that the mutation has happened. */
  readonly knownBy: KnownBy;
}

/**
 * What has been sent for a mutation. After `nothing` it is safe to try again; `refused` says that all that was sent was refused, the last
 * time so; after `something` a failure leaves the outcome unknown.
 */
export type SentSoFar =
  | { readonly state: 'nothing' }
  | { readonly state: 'refused'; readonly refusal: WhmcsRefusal }
  | { readonly state: 'something'; readonly command: string };

const nothingSent: SentSoFar = { state: 'nothing' };

/** @param viewer the viewer that asks for the mutation */
export function journalWriterOf(journal: Journal, id: string, viewer: Viewer): JournalWriter {
  let knownBy: KnownBy = 'answer';
  let foundOwner: number | null = null;
  let [before, now] = [nothingSent, nothingSent];
  return {
    async sending(command, params, owner, look) {
      const step = { command: command.name, owner: owner ?? null, subject: command.once?.(params) ?? null };
      const rival = await conflictingOperation(journal, step, look);
      if (rival) throw inTheWay(rival, viewer);
      await journal.sending(id, { ...step, evidence: await evidenceOf(command, params, owner, look) });
      before = now;
      if (now.state !== 'something') now = { state: 'something', command: command.name };
    },
    sent(state, ids) {
      // No caller waits for this write: later lines follow it.
      void journal.sent(id, state === 'unsent' || state instanceof WhmcsRefusal ? 'refused' : state, ids);
      if (before.state === 'something') return;
      if (state === 'unsent') now = before;
      else if (state instanceof WhmcsRefusal) now = { state: 'refused', refusal: state };
    },
    async reconciled(command, how) {
      const found = await reconcileNow(command, { journal, id, ...how });
      knownBy = found?.knownBy ?? knownBy;
      return found;
    },
    async afterRefusal(command, reason, look) {
      const found = await afterRefusal(command, reason, { journal, id, read: look });
      if (found !== 'absent') knownBy = found?.knownBy ?? knownBy;
      return found;
    },
    found(client) {
      foundOwner = client;
    },
    get owner() {
      return foundOwner;
    },
    get knownBy() {
      return knownBy;
    },
    get sentSoFar() {
      return now;
    },
  };
}

/** Only viewers that may see the operation itself are told its mutation and its id. */
function inTheWay(rival: Entry, viewer: Viewer): ConflictError {
  const isTold = mayBeTold(viewer, rival);
  const name = isTold ? `${rival.mutation} (operation ${rival.id})` : 'attempt at the same';
  return new ConflictError(
    `an earlier ${name} has an unknown outcome, and nothing was sent: retry when the outcome is known, or let staff check WHMCS and record it with operationResolve`,
    { subject: 'operation', expected: [], actual: isTold ? rival.id : null },
  );
}

/** For a dry run, which sends nothing. */
export const withoutJournal: JournalWriter = {
  sending: async (command, params, owner, look) => void (await evidenceOf(command, params, owner, look)),
  sent: () => undefined,
  reconciled: () => Promise.resolve(null),
  afterRefusal: () => Promise.resolve('absent'),
  found: () => undefined,
  owner: null,
  knownBy: 'answer',
  sentSoFar: nothingSent,
};

/** Thrown in place of sending a command. */
export class SealedError extends Error {
  override readonly name = 'SealedError';
}

/** For a mutation that runs as far as its door and no further. */
export const sealed: JournalWriter = { ...withoutJournal, sending: () => Promise.reject(new SealedError()) };

/**
 * The evidence by which the command is reconciled if its answer is lost. If WHMCS does not let us read it, the command is sent without.
 *
 * @throws the error if WHMCS cannot be reached
 */
async function evidenceOf<C extends WriteCommand>(
  { reconcile }: C,
  params: Params<C>,
  owner: Owner,
  look: FreshRead,
): Promise<Json> {
  if (!('note' in reconcile)) return null;
  try {
    return await reconcile.note(params, look, owner ?? null);
  } catch (error) {
    if (error instanceof WhmcsError && !isAway(error)) return null;
    throw error;
  }
}

const isAway = (error: WhmcsError): boolean =>
  [BusyError, CircuitOpenError, UnreachableError, TimedOutError, AbandonedError].some((kind) => error instanceof kind);

/** The numbers in an answer to a write: those of the things that it made. Texts may be secret. */
export function numbersIn(answer: unknown): Json {
  if (typeof answer !== 'object' || answer === null) return null;
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]: [string, unknown]): [string, Json][] => {
      if (typeof value === 'number') return [[name, value]];
      return Array.isArray(value) && value.every((each) => typeof each === 'number') ? [[name, value]] : [];
    }),
  );
}
