/** What is written down of a mutation that changes something in WHMCS, and of each command that it sends. No secrets, no free text. */

/**
 * - `claimed`: nothing has been sent;
 * - `sending`: a command is about to leave, or has left; a process that ends now leaves `unknown` behind;
 * - `done`: everything that the mutation is about has happened;
 * - `refused`: WHMCS said no, and nothing has happened;
 * - `unknown`: something was sent and nobody knows yet whether it happened.
 */
export const states = ['claimed', 'sending', 'done', 'refused', 'unknown'] as const;
export type State = (typeof states)[number];

/** Plain data, as JSON keeps it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Who wants what done. */
export interface Claim {
  /** The viewer's configured name, or issuer and subject of a JWT: the scope of keys. */
  readonly viewer: string;
  readonly mutation: string;
  /** The caller's idempotency key, one that was derived from the input, or null. */
  readonly key: string | null;
  /** A derived key does not replay refusals. */
  readonly isDerived: boolean;
  /** Of the input; inputs hold passwords. */
  readonly inputHash: string;
  readonly requestId: string;
}

/** One command of a mutation. */
export interface Step {
  /** WHMCS's name of it. */
  readonly command: string;
  /** The client to whose things it was done; null for nobody's. */
  readonly owner: number | null;
  /** The number of the thing to which it is not done once more while nobody knows whether it was; null where that does no harm. */
  readonly subject: number | null;
  /** In milliseconds; the date that people read and that outlives the process. */
  readonly sentAt: number;
  /** The same moment by the monotonic clock of this process, which alone tells how long ago it was. Never on disk. */
  readonly monotonic: number;
  /** What is needed to recognise later whether it has happened: numbers, states, hashes. */
  readonly evidence: Json;
  readonly state: 'sending' | 'done' | 'refused' | 'unknown';
  /** What its answer told, or what reading found: the numbers of new things. */
  readonly ids: Json;
}

/** How it came to be known whether it happened. */
export type KnownBy = 'answer' | 'reading' | 'inference' | 'staff';

export interface Entry extends Claim {
  /** The operation's id: no two have the same, and later ones sort after earlier ones. */
  readonly id: string;
  /** In milliseconds. */
  readonly claimedAt: number;
  readonly state: State;
  readonly steps: readonly Step[];
  /** The client whose thing the mutation named, where that is known although nothing was sent. */
  readonly owner?: number | null | undefined;
  /** What the mutation's payload is made from, as the mutation itself told it; null where it did not come so far. */
  readonly outcome: Json;
  /** Why it did not happen, as it is told again; its words are WHMCS's own after redaction. */
  readonly refusal: { readonly name: string; readonly message: string; readonly details: Json } | null;
  readonly knownBy: KnownBy | null;
  /** In milliseconds; null while it is open. */
  readonly endedAt: number | null;
  /** The same moments by the monotonic clock of this process. Never on disk. */
  readonly monotonic: { readonly claimed: number; readonly ended: number | null };
}

/** An entry as it lies on disk: what the monotonic clock says means nothing to another process. */
export interface Written extends Omit<Entry, 'monotonic' | 'steps'> {
  readonly steps: readonly Omit<Step, 'monotonic'>[];
}
