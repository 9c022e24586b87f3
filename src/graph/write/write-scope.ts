/** What a mutation knows of its operation beyond what reads know. */
import type { Membership } from '../../access/membership.ts';
import type { Code } from '../base/errors.ts';
import type { ResolverContext, Scope } from '../read/scope.ts';
import type { Idempotency } from './idempotency.ts';
import type { Locks } from './lock.ts';
import type { WriteSession } from './write-session.ts';

/** How a mutation has ended, in words that are counted: "ok", or the name of the error in its result. */
export interface MutationOutcome {
  readonly mutation: string;
  readonly outcome: string;
  /** Why nothing was sent. */
  readonly code?: Code;
}

export interface WriteScope extends Scope {
  readonly session: WriteSession;
  readonly idempotency: Idempotency;
  readonly locks: Locks;
  /** Told of the clients that the gateway itself puts into a client group. */
  readonly groups: Pick<Membership, 'clientMoved'>;
  /** The request's, or empty. */
  readonly requestId: string;
  /** The fields of the response that repeat what an earlier request did. */
  readonly replayed: string[];
  /** The fields of the response that show something new which was found by reading, and is inferred to be the mutation's own. */
  readonly inferred: string[];
  /** How the mutations of the operation have ended. */
  readonly outcomes: MutationOutcome[];
  /** Lets the viewer see a client that this operation has created for it. */
  admit(client: number): void;
}

const isWriteScope = (context: ResolverContext): context is WriteScope => 'idempotency' in context;

/** The whole of an operation whose mutation calls. */
export function writeScopeOf(context: ResolverContext): WriteScope {
  if (!isWriteScope(context)) throw new TypeError('this context is not of an operation that may write');
  return context;
}
