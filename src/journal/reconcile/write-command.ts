/** The write commands that a journal may name. */
import type { WriteCommand } from '../../whmcs/command.ts';
import { commands } from '../../whmcs/commands/index.ts';

const writes: ReadonlyMap<string, WriteCommand> = new Map(
  Object.values(commands).flatMap((command) => (command.kind === 'write' ? [[command.name, command] as const] : [])),
);

/** The write with WHMCS's name; undefined if this release does not have it any more. */
export const writeCommand = (name: string): WriteCommand | undefined => writes.get(name);
