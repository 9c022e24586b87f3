/** How it is told by reading whether a write has happened whose answer was lost: never by sending it again. */
import type { z } from 'zod';
import type { Answer, Params, ReadCommand } from './command.ts';

/** Reads past every memory: what was true before the write does not count. */
export type Look = <C extends ReadCommand>(command: C, params: Params<C>) => Promise<Answer<C>>;

export type Verdict =
  /** A read proves it; `inferred` where it only cannot well be otherwise. `ids` are the numbers of new things. */
  | { readonly is: 'applied'; readonly ids?: Readonly<Record<string, number>>; readonly inferred?: true }
  /** Nothing shows that it has happened. By itself that does not prove that it will not. */
  | { readonly is: 'absent' }
  /** What is there may have come of it, or of something else. */
  | { readonly is: 'unclear' };

export interface Recognition<Asked, Evidence> {
  /** The form of what is noted, as it is read again from disk: numbers, states and hashes, never secrets nor free text. */
  readonly evidence: z.ZodType<Evidence>;
  /** Notes what will be needed, before the command is sent. */
  note(asked: Asked, look: Look): Promise<Evidence>;
  judge(evidence: Evidence, look: Look): Promise<Verdict>;
  /**
   * Whether `absent`, found twice after a quiet time, proves that it has not happened: not for what WHMCS, a server module or a
   * registrar may go on working at for long.
   */
  readonly absenceProves: boolean;
}

/** Nothing that can be read tells whether it has happened. */
export interface Unrecognisable {
  /** Why, for people. */
  readonly never: string;
}
