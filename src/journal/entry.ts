/** The journal's entry for a mutation that changes something in WHMCS, with each command that it sends. No secrets, no free text. */

/**
 * - `claimed`: nothing has been sent;
 * - `sending`: a command is about to be sent, or was sent; if the process ends now, the outcome is unknown;
 * - `done`: everything that the mutation does has happened;
 * - `refused`: WHMCS refused it, and nothing has happened;
 * - `unknown`: a command was sent, and its outcome is unknown.
 */
export const states = ['claimed', 'sending', 'done', 'refused', 'unknown'] as const;
export type State = (typeof states)[number];

/** Plain data, as JSON keeps it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The request for a mutation. */
export interface Claim {
  /** The viewer's configured name, or issuer and subject of a JWT: the scope of keys. */
  readonly viewer: string;
  readonly mutation: string;
  /** The caller's idempotency key, a key that was derived from the input, or null. */
  readonly key: string | null;
  /** A derived key does not replay refusals. */
  readonly isDerived: boolean;
  /** The input is not stored, because it may hold passwords. */
  readonly inputHash: string;
  readonly requestId: string;
}

/** One command of a mutation. */
export interface Step {
  /** The name that WHMCS has for it. */
  readonly command: string;
  /** The client whose record it changes; null if the record belongs to no client. */
  readonly owner: number | null;
  /** The id of the record for which the command is not repeated while its outcome is unknown; null if a repeat does no harm. */
  readonly subject: number | null;
  /** A date in milliseconds, for people and for later processes. */
  readonly sentAt: number;
  /** The same moment of this process's monotonic clock, for durations. Never stored. */
  readonly monotonic: number;
  /** The data that decides later whether it has happened: ids, states, hashes. */
  readonly evidence: Json;
  readonly state: 'sending' | 'done' | 'refused' | 'unknown';
  /** The ids of new records, from its response or from a later read. */
  readonly ids: Json;
}

/** How the outcome became known. */
export type KnownBy = 'answer' | 'reading' | 'inference' | 'staff';

export interface Entry extends Claim {
  /** Unique; a later operation sorts after an earlier one. */
  readonly id: string;
  /** In milliseconds. */
  readonly claimedAt: number;
  readonly state: State;
  readonly steps: readonly Step[];
  /** The client of the record that the mutation names, if it is known although nothing was sent. */
  readonly owner?: number | null | undefined;
  /** The data of the mutation's payload; null if the mutation did not complete. */
  readonly outcome: Json;
  /** Why it did not happen, for replays; the message is WHMCS's own, redacted. */
  readonly refusal: { readonly name: string; readonly message: string; readonly details: Json } | null;
  readonly knownBy: KnownBy | null;
  /** In milliseconds; null while the outcome is open. */
  readonly endedAt: number | null;
  /** The same moments of this process's monotonic clock. Never stored. */
  readonly monotonic: { readonly claimed: number; readonly ended: number | null };
}

/** An entry as it is stored. The monotonic clock of one process means nothing to another. */
export interface StoredEntry extends Omit<Entry, 'monotonic' | 'steps'> {
  readonly steps: readonly Omit<Step, 'monotonic'>[];
}
