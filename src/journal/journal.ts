/** The journal: a mutation is written down before its first byte leaves, so that nobody is ever told less than the truth of it. */
import type { MaybePromise } from '../maybe-promise.ts';
import type { Claim, Entry, Json, KnownBy, Step } from './entry.ts';

/** How an operation, or one of its commands, has ended. */
export type Ending =
  | {
      readonly state: 'done';
      readonly outcome: Json;
      readonly knownBy: KnownBy;
      /** As `Entry.owner`. */
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
  /** The operation for which the viewer has used the key before. */
  earlier(scope: Pick<Claim, 'viewer' | 'mutation' | 'key' | 'isDerived'>): MaybePromise<Entry | undefined>;
  /**
   * Claims an operation. Where the viewer has used the key for the mutation before, the earlier entry is answered instead, however it
   * stands: whoever asks compares `inputHash`.
   *
   * @throws JournalError where a new one cannot be written: nothing may be sent then
   */
  claim(claim: Claim): Promise<{ readonly entry: Entry; readonly isNew: boolean }>;
  /**
   * A command is about to be sent.
   *
   * @returns when it is on disk
   * @throws JournalError where it cannot be written: nothing may be sent then
   */
  sending(id: string, step: Pick<Step, 'command' | 'owner' | 'subject' | 'evidence'>): Promise<void>;
  /** The last command sent has ended; `ids` are the numbers of new records. An operation whose outcome is known does not change. */
  sent(id: string, state: 'done' | 'refused' | 'unknown', ids?: Json): Promise<void>;
  /**
   * Records how the operation ended. A known outcome does not change: of two concurrent calls, one writes its outcome.
   *
   * @returns null if the outcome was known before
   */
  end(id: string, ending: Ending): Promise<Transition | null>;
  /** Nothing was sent: it never was, and its key is free. */
  release(id: string): Promise<void>;
  at(id: string): MaybePromise<Entry | undefined>;
  /** Those that are unknown, oldest first. */
  unresolved(): MaybePromise<readonly Entry[]>;
  /** Newest first, from after `after` on. */
  page(first: number, after?: string): MaybePromise<readonly Entry[]>;
  /** How many there are. */
  count(): MaybePromise<number>;
  /** Whether the last attempt to write succeeded: while it is false, nothing is sent. */
  isWritable(): boolean;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
}

/** The journal cannot be written, and so nothing may be sent. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}
