/** Commands of the host's own (`includes/api/*.php`): what the configuration says of them makes commands like all others. */
import { z } from 'zod';
import { read, write, type ReadCommand, type WriteCommand } from './command.ts';
import type { AnyChanges } from './changes/change.ts';
import { subjects } from './subjects.ts';
import type { FormValue } from './transport/form.ts';

/** A command as the configuration lists it. */
export interface CustomCommand {
  readonly name: string;
  readonly kind: 'read' | 'write';
  readonly params: readonly string[];
}

export type DeclaredCustomCommand = ReadCommand | WriteCommand;

/** By name. */
export type CustomCommands = ReadonlyMap<string, DeclaredCustomCommand>;

type Json = z.output<ReturnType<typeof z.json>>;

/** As PHP reads a form: 1 or 0 for true and false; null is left out. */
function formValue(value: Json): FormValue {
  if (value === null) return undefined;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (Array.isArray(value)) return value.map(formValue);
  return typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, formValue(each)]))
    : value;
}

const param = z.json().transform(formValue).optional();

/** The answer as it is: nothing is known of it. */
const answer = z.record(z.string(), z.unknown());

const everything: AnyChanges = Object.fromEntries(Object.keys(subjects).map((topic) => [topic, true as const]));

function declared({ name, kind, params: names }: CustomCommand): DeclaredCustomCommand {
  const params = z.strictObject(Object.fromEntries(names.map((each) => [each, param])));
  // Any of them may be a secret.
  const common = { params, answer, secretParams: names };
  if (kind === 'read')
    return read(name, {
      ...common,
      keep: 'list',
      topics: ['installation'],
      // Nobody knows what makes it stale: no answer is served twice.
      tags: () => [],
      probe: {},
    });
  return write(name, {
    ...common,
    purpose: 'dangerous',
    repeat: 'duplicate',
    // What the host's code says before it breaks off is its answer.
    refusals: [/\S/],
    reconcile: { never: 'nothing is known of what a command of the host changes' },
    // It may change anything, of any client.
    changes: everything,
    crosses: true,
  });
}

export const customCommandsOf = (listed: readonly CustomCommand[]): CustomCommands =>
  new Map(listed.map((each) => [each.name, declared(each)]));
