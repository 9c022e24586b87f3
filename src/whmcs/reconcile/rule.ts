/** How it is told by reading whether a write has happened whose answer was lost: never by sending it again. */
import type { z } from 'zod';
import type { MaybePromise } from '../../maybe-promise.ts';
import type { Answer, Params } from '../declare/common.ts';
import type { ReadCommand } from '../declare/read.ts';

/** Reads past every memory: what was true before the write does not count. */
export type FreshRead = <C extends ReadCommand>(command: C, params: Params<C>) => Promise<Answer<C>>;

/** Plain data, as it is kept on disk. */
export type EvidenceData =
  null | boolean | number | string | readonly EvidenceData[] | { readonly [name: string]: EvidenceData };

/** The numbers of the things that were made or changed, under the names that the command's own answer has for them. */
export type Ids = Readonly<Record<string, number | readonly number[]>>;

export type Verdict =
  /** A read proves it; `inferred` where it only cannot well be otherwise. */
  | { readonly is: 'applied'; readonly ids: Ids; readonly inferred?: true }
  /** Nothing shows that it has happened. By itself that does not prove that it will not. */
  | { readonly is: 'absent' }
  /** What is there may have come of it, or of something else. */
  | { readonly is: 'unclear' };

/** What another operation has sent, unless WHMCS refused it. */
export interface ConcurrentWrite {
  readonly evidence: unknown;
  /** The numbers that its answer told, or that were found by reading. */
  readonly ids: unknown;
  /** It was sent to things of the same client, and nothing could be noted before: nobody knows which it made or changed. */
  readonly isBlind?: boolean;
}

/** What other operations have sent about the same time: what they made, or may have made, is not taken for this one's. */
export interface ConcurrentWrites {
  /** By the same command. */
  readonly alike: readonly ConcurrentWrite[];
  /** By whatever command, before it, and not known to be over when it was sent: PHP goes on working after its caller has gone. */
  readonly earlier: readonly ConcurrentWrite[];
  /** By whatever command, after it. */
  readonly later: readonly ConcurrentWrite[];
}

/** To be asked after each look: it shows also what was sent while it was under way. */
export type ReadConcurrentWrites = () => MaybePromise<ConcurrentWrites>;

export interface ReconcileRule<Asked, Evidence extends EvidenceData> {
  /** The form of what is noted, as it is read again from disk: numbers, states and hashes, never secrets nor free text. */
  readonly evidence: z.ZodType<Evidence>;
  /** Notes what will be needed, before the command is sent. */
  note(asked: Asked, look: FreshRead): Promise<Evidence>;
  judge(evidence: Evidence, look: FreshRead, others: ReadConcurrentWrites): Promise<Verdict>;
  /**
   * Whether `absent`, found twice after a quiet time, proves that it has not happened: not for what WHMCS, a server module or a
   * registrar may go on working at for long.
   */
  readonly absenceProves: boolean;
}

/** A rule as its command carries it: what it notes is its own affair, and it alone reads it again. */
export interface BoundReconcileRule<Asked> {
  note(asked: Asked, look: FreshRead): Promise<EvidenceData>;
  /** @param evidence what `note` gave, perhaps in an earlier release: unclear where it has not the form */
  judge(evidence: unknown, look: FreshRead, others: ReadConcurrentWrites): Promise<Verdict>;
  readonly absenceProves: boolean;
}

/** Nothing that can be read tells whether it has happened. */
export interface NotReconcilable {
  /** Why, for people. */
  readonly never: string;
}

export const applied = (ids: Ids): Verdict => ({ is: 'applied', ids });
export const absent: Verdict = Object.freeze({ is: 'absent' });
export const unclear: Verdict = Object.freeze({ is: 'unclear' });

/** Closes a rule over the form of its evidence. */
export const reconcileRule = <Asked, Evidence extends EvidenceData>(
  rule: ReconcileRule<Asked, Evidence>,
): BoundReconcileRule<Asked> => ({
  absenceProves: rule.absenceProves,
  note: (asked, look) => rule.note(asked, look),
  async judge(noted, look, others) {
    const evidence = rule.evidence.safeParse(noted);
    return evidence.success ? rule.judge(evidence.data, look, others) : unclear;
  },
});
