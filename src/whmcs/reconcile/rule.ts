/** Reconcile rules: how reads determine whether a write whose answer was lost has happened. The write is never sent again. */
import type { z } from 'zod';
import type { MaybePromise } from '../../maybe-promise.ts';
import type { Answer, Params } from '../declare/common.ts';
import type { ReadCommand } from '../declare/read.ts';

/** Reads that bypass the cache: the state before the write does not count. */
export type FreshRead = <C extends ReadCommand>(command: C, params: Params<C>) => Promise<Answer<C>>;

/** Plain data, as it is stored on disk. */
export type EvidenceData =
  null | boolean | number | string | readonly EvidenceData[] | { readonly [name: string]: EvidenceData };

/** The ids of the records that were created or changed, under the names of the command's own answer. */
export type Ids = Readonly<Record<string, number | readonly number[]>>;

export type Verdict =
  /** A read proves it; `inferred` if it is only the likely explanation. */
  | { readonly is: 'applied'; readonly ids: Ids; readonly inferred?: true }
  /** No read shows that it has happened. That alone does not prove that it will not. */
  | { readonly is: 'absent' }
  /** The records found may be the result of this write, or of something else. */
  | { readonly is: 'unclear' };

/** A command that another operation has sent, unless WHMCS refused it. */
export interface ConcurrentWrite {
  readonly evidence: unknown;
  /** The ids that its answer reported, or that reads found. */
  readonly ids: unknown;
  /** It changed records of the same client without evidence noted before, so it is not known which. */
  readonly isBlind?: boolean;
}

/** Commands that other operations sent at about the same time: what they created, or may have created, is not attributed to this one. */
export interface ConcurrentWrites {
  /** The same command. */
  readonly alike: readonly ConcurrentWrite[];
  /** Any command sent before it, and not known to have ended when it was sent: PHP continues after its caller has gone. */
  readonly earlier: readonly ConcurrentWrite[];
  /** Any command sent after it. */
  readonly later: readonly ConcurrentWrite[];
}

/** Is called after each read: it then includes what was sent while the read was in progress. */
export type ReadConcurrentWrites = () => MaybePromise<ConcurrentWrites>;

export interface ReconcileRule<Asked, Evidence extends EvidenceData> {
  /** The schema of the evidence, as it is read from disk: ids, states and hashes, never secrets or free text. */
  readonly evidence: z.ZodType<Evidence>;
  /**
   * Notes what will be needed, before the command is sent.
   *
   * @param owner the client that owns what is changed, if that is known
   */
  note(asked: Asked, look: FreshRead, owner: number | null): Promise<Evidence>;
  judge(evidence: Evidence, look: FreshRead, others: ReadConcurrentWrites): Promise<Verdict>;
  /**
   * Whether `absent`, found twice after a quiet time, proves that it has not happened: not if WHMCS, a server module or a registrar may
   * work on it for long.
   */
  readonly absenceProves: boolean;
}

/** A rule as its command carries it: only the rule itself reads its evidence. */
export interface BoundReconcileRule<Asked> {
  note(asked: Asked, look: FreshRead, owner?: number | null): Promise<EvidenceData>;
  /** @param evidence what `note` returned, perhaps in an earlier release: unclear if it does not match the schema */
  judge(evidence: unknown, look: FreshRead, others: ReadConcurrentWrites): Promise<Verdict>;
  readonly absenceProves: boolean;
}

/** No read determines whether it has happened. */
export interface NotReconcilable {
  /** The reason, for people. */
  readonly never: string;
}

export const applied = (ids: Ids): Verdict => ({ is: 'applied', ids });
export const absent: Verdict = Object.freeze({ is: 'absent' });
export const unclear: Verdict = Object.freeze({ is: 'unclear' });

/** Binds a rule to the schema of its evidence. */
export const reconcileRule = <Asked, Evidence extends EvidenceData>(
  rule: ReconcileRule<Asked, Evidence>,
): BoundReconcileRule<Asked> => ({
  absenceProves: rule.absenceProves,
  note: (asked, look, owner = null) => rule.note(asked, look, owner),
  async judge(noted, look, others) {
    const evidence = rule.evidence.safeParse(noted);
    return evidence.success ? rule.judge(evidence.data, look, others) : unclear;
  },
});
