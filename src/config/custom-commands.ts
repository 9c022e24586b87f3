/** `customCommands`: commands of the host's own (`includes/api/*.php`) that staff may use. */
import { z } from 'zod';
import { isReserved } from '../whmcs/command.ts';
import { commands } from '../whmcs/commands/index.ts';
import { issueAt, mapping, oneOf } from './forms.ts';

const nameForm = { error: 'must be the name of a command: letters, digits and _' };
const name = z.string(nameForm).regex(/^[A-Za-z]\w{0,63}$/, nameForm);
const paramForm = { error: 'must be the name of a parameter: letters, digits and _' };
const param = z.string(paramForm).regex(/^[A-Za-z_]\w{0,63}$/, paramForm);

/** WHMCS takes names of commands in any case. */
const known: ReadonlyMap<string, string> = new Map(
  Object.values(commands).map((command) => [command.name.toLowerCase(), command.name]),
);

const command = mapping({
  name,
  kind: oneOf(['read', 'write']),
  params: z.array(param, { error: 'must be a list of names of parameters' }).default([]),
}).superRefine((given, context) => {
  const own = known.get(given.name.toLowerCase());
  if (own !== undefined)
    context.addIssue(issueAt(['name'], `is ${given.name}, a command of WHMCS itself: the gateway has it already`));
  for (const [index, each] of given.params.entries()) {
    if (isReserved(each))
      context.addIssue(issueAt(['params', index], `is ${each}, which the gateway sends with every call`));
    if (given.params.indexOf(each) < index)
      context.addIssue(issueAt(['params', index], `is a duplicate of params[${given.params.indexOf(each)}]`));
  }
});

export const customCommands = z
  .array(command, { error: 'must be a list of commands' })
  .superRefine((list, context) => {
    const first = new Map<string, number>();
    for (const [index, each] of list.entries()) {
      const key = each.name.toLowerCase();
      const other = first.get(key);
      if (other === undefined) first.set(key, index);
      else context.addIssue(issueAt([index, 'name'], `is a duplicate of customCommands[${other}].name`));
    }
  })
  .default([]);

/** A word of a document that has not been checked: its commands, as far as they can be read. */
const unchecked = z.object({
  customCommands: z
    .array(
      z
        .object({ name: z.string(), kind: z.enum(['read', 'write']) })
        .nullable()
        .catch(null),
    )
    .catch([]),
});

export interface NamedCommand {
  readonly name: string;
  readonly purpose: 'read' | 'dangerous';
}

/** The commands that a document lists, for the keys that may name them. */
export function customCommandsIn(document: unknown): readonly NamedCommand[] {
  const { data } = unchecked.safeParse(document);
  return (data?.customCommands ?? []).flatMap((each) =>
    each ? [{ name: each.name, purpose: each.kind === 'read' ? 'read' : 'dangerous' }] : [],
  );
}
