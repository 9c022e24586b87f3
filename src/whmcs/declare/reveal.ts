/** Commands that only read, and whose answer is a secret. No cache takes them, and no two requests share an answer. */
import type { z } from 'zod';
import { checkParamNames, type Declared, type ParamsSchema } from './common.ts';

interface RevealDeclaration<P extends ParamsSchema, A extends z.ZodType> extends Declared<P, A> {
  /** A request that will do, for tests. Doctor sends none of these commands. */
  readonly probe: z.input<P>;
}

export interface RevealCommand<
  P extends ParamsSchema = ParamsSchema,
  A extends z.ZodType = z.ZodType,
> extends RevealDeclaration<P, A> {
  readonly kind: 'read';
  readonly name: string;
  readonly purpose: 'secret';
}

/** Declares a command that reads a secret. Mutations send it: it is never asked by GET, cached or joined. */
export function reveal<P extends ParamsSchema, A extends z.ZodType>(
  name: string,
  declaration: RevealDeclaration<P, A>,
): RevealCommand<P, A> {
  checkParamNames(name, declaration.params);
  return Object.freeze({ ...declaration, kind: 'read' as const, name, purpose: 'secret' as const });
}
