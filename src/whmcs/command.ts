/**
 * A command is data: its parameters, its answer, whether it reads or writes, how long an answer keeps and what a write changes.
 * Everything else (types, encoding, retries, caching, redaction, the doctor, the completeness tests) is derived from it.
 */
import type { ReadCommand } from './declare/read.ts';
import type { RevealCommand } from './declare/reveal.ts';
import type { WriteCommand } from './declare/write.ts';

export {
  isReserved,
  paramNames,
  purposes,
  type Answer,
  type Params,
  type ParamsSchema,
  type Purpose,
} from './declare/common.ts';
export { keepOf, keeps, read, type Keep, type ReadCommand } from './declare/read.ts';
export { reveal, type RevealCommand } from './declare/reveal.ts';
export { write, type Repeat, type WriteCommand } from './declare/write.ts';

export type Command = ReadCommand | RevealCommand | WriteCommand;

/** Whether a command reads what is no secret: its answers may be cached, joined and probed. */
export const isPlainRead = (command: Command): command is ReadCommand =>
  command.kind === 'read' && command.purpose === 'read';
