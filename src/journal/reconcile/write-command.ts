/** The commands of which a journal may tell. */
import type { WriteCommand } from '../../whmcs/command.ts';
import { commands } from '../../whmcs/commands/index.ts';

const writes: ReadonlyMap<string, WriteCommand> = new Map(
  Object.values(commands).flatMap((each) => (each.kind === 'write' ? [[each.name, each] as const] : [])),
);

/** The write by WHMCS's name of it; undefined where this release does not know it any more. */
export const writeCommand = (name: string): WriteCommand | undefined => writes.get(name);
