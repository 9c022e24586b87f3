/** Commands that change something. They are sent once, and never answered from the cache. */
import type { z } from 'zod';
import type { AnyChanges, Changes } from '../changes/change.ts';
import { checkParamNames, type Declared, type ParamsSchema, type Purpose } from './common.ts';
import type { BoundReconcileRule, NotReconcilable } from '../reconcile/rule.ts';
import type { ParamName } from './mentions.ts';

/** What sending a write a second time does, according to the catalogue. */
export type Repeat = 'none' | 'error' | 'duplicate' | 'money' | 'resend' | 'rerun' | 'token';

interface WriteDeclaration<P extends ParamsSchema, A extends z.ZodType> extends Declared<P, A> {
  readonly purpose: Exclude<Purpose, 'read'>;
  readonly repeat: Repeat;
  /**
   * The documented refusals that WHMCS sends before it does anything. `…` stands for variable text; a pattern matches the words of other
   * systems. Any other refusal may come after the act, so a lookup decides.
   */
  readonly refusals: readonly (string | RegExp)[];
  /** How reads determine whether a write whose answer was lost has happened, or why no read can. */
  readonly reconcile: BoundReconcileRule<z.input<P>> | NotReconcilable;
  /**
   * The id of the record on which the write is not repeated while the outcome of an earlier one is unknown, because WHMCS would do it
   * twice. Absent where a repetition does no harm, or makes something else.
   */
  once?(params: z.input<P>): number;
  /** What it changes: cached answers that depend on it are invalidated. */
  readonly changes: Changes<P, A>;
  /** The parameter by which it reaches records of other clients than the one who owns what it is done to; true if it always may. */
  readonly crosses?: ParamName<P> | true;
}

export interface WriteCommand<P extends ParamsSchema = ParamsSchema, A extends z.ZodType = z.ZodType> extends Omit<
  WriteDeclaration<P, A>,
  'changes' | 'crosses'
> {
  readonly kind: 'write';
  readonly name: string;
  readonly changes: AnyChanges;
  readonly crosses?: string | true;
}

/** Declares a command that changes something. */
export function write<P extends ParamsSchema, A extends z.ZodType>(
  name: string,
  declaration: WriteDeclaration<P, A>,
): WriteCommand<P, A> {
  checkParamNames(name, declaration.params);
  return Object.freeze({ kind: 'write' as const, name, ...declaration });
}
