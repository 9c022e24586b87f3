/** The journal: every mutation is recorded before its first command is sent, so that its outcome can be determined after any failure. */
import type { MaybePromise } from '../maybe-promise.ts';
import type { Claim, Entry, Json, KnownBy, Step } from './entry.ts';

/** How an operation ended. */
export type Ending =
  | {
      readonly state: 'done';
      readonly outcome: Json;
      readonly knownBy: KnownBy;
      /** See `Entry.owner`. */
      readonly owner?: number | null;
    }
  | { readonly state: 'refused'; readonly refusal: NonNullable<Entry['refusal']>; readonly knownBy: KnownBy }
  | { readonly state: 'unknown' };

/** An operation before and after its ending was written. */
export interface Transition {
  readonly before: Entry;
  readonly after: Entry;
}

/**
 * Reads answer at once where the entries are in memory, and with a promise where they are stored elsewhere. A read sees every write of this
 * process that was called before it, whether or not the caller has waited for that write; the writes of one operation keep their order.
 */
export interface Journal {
  /** The earlier operation with the viewer's key. */
  earlier(scope: Pick<Claim, 'viewer' | 'mutation' | 'key' | 'isDerived'>): MaybePromise<Entry | undefined>;
  /**
   * Claims an operation. If the viewer has used the key for the mutation before, returns the earlier entry in any state; the caller
   * compares `inputHash`. Of concurrent claims with one key, one is new.
   *
   * @throws JournalError if a new entry cannot be stored: then nothing may be sent
   */
  claim(claim: Claim): Promise<{ readonly entry: Entry; readonly isNew: boolean }>;
  /**
   * Records that a command is about to be sent. Resolves when that is on disk.
   *
   * @throws JournalError if it cannot be stored: then nothing may be sent
   */
  sending(id: string, step: Pick<Step, 'command' | 'owner' | 'subject' | 'evidence'>): Promise<void>;
  /** Records how the last command ended; `ids` are the ids of new records. An operation whose outcome is known does not change. */
  sent(id: string, state: 'done' | 'refused' | 'unknown', ids?: Json): Promise<void>;
  /**
   * Records how the operation ended. A known outcome does not change: of two concurrent calls, one writes its outcome.
   *
   * @returns null if the outcome was known before
   */
  end(id: string, ending: Ending): Promise<Transition | null>;
  /** Removes an operation that sent nothing, and frees its key. */
  release(id: string): Promise<void>;
  at(id: string): MaybePromise<Entry | undefined>;
  /** The operations of unknown outcome, oldest first. */
  unresolved(): MaybePromise<readonly Entry[]>;
  /** Newest first; only operations older than `after`, if that is given. */
  page(first: number, after?: string): MaybePromise<readonly Entry[]>;
  /** The number of operations. */
  count(): MaybePromise<number>;
  /** Whether the last attempt to store something succeeded: while this is false, nothing is sent. */
  isWritable(): boolean;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
}

/** The journal cannot store anything, so nothing may be sent. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}
