/** The journal: a mutation is written down before its first byte leaves, so that nobody is ever told less than the truth of it. */
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

export interface Journal {
  /** The operation for which the viewer has used the key before. */
  earlier(scope: Pick<Claim, 'viewer' | 'mutation' | 'key' | 'isDerived'>): Entry | undefined;
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
  /** The command that was sent last has ended; `ids` are the numbers of new things. */
  sent(id: string, state: 'done' | 'refused' | 'unknown', ids?: Json): Promise<void>;
  /** The operation has ended, or turned out to have. */
  end(id: string, ending: Ending): Promise<void>;
  /** Nothing was sent: it never was, and its key is free. */
  release(id: string): Promise<void>;
  at(id: string): Entry | undefined;
  /** Those that are unknown, oldest first. */
  unresolved(): readonly Entry[];
  /** Newest first, from after `after` on. */
  page(first: number, after?: string): readonly Entry[];
  /** How many there are. */
  count(): number;
  /** Whether the last attempt to write succeeded: while it is false, nothing is sent. */
  isWritable(): boolean;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
}

/** The journal cannot be written, and so nothing may be sent. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}
