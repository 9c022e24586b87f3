/** Commands of the host's own, which the configuration lists (`customCommands`). Only staff use them. */
import type { ReadCommand, WriteCommand } from '../../../whmcs/command.ts';
import { paramNames } from '../../../whmcs/command.ts';
import type { DeclaredCustomCommand } from '../../../whmcs/custom-command.ts';
import type { MaybePromise } from '../../../maybe-promise.ts';
import { badInput, InvalidInputError } from '../../base/errors.ts';
import type { Scope } from '../../read/scope.ts';
import { builder } from '../../schema-kit/builder.ts';
import { staffOnly } from '../../schema-kit/staff.ts';

type Params = Readonly<Record<string, unknown>>;

/** A mistake in the name or the parameters, in words for staff. */
interface Mistake {
  readonly at: 'name' | 'params';
  readonly message: string;
}

const isMistake = (found: object): found is Mistake => 'at' in found;

const isObject = (value: unknown): value is Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export class CustomCommands {
  readonly #graph: Scope;

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  /** The answer of a command that reads. @throws BAD_USER_INPUT */
  read(name: string, given: unknown): MaybePromise<unknown> {
    const command = this.#listed(name, 'read');
    if (isMistake(command)) throw badInput(command.message);
    const params = paramsOf(command, given);
    if (isMistake(params)) throw badInput(params.message);
    const { session } = this.#graph;
    session.showsPassing();
    // No answer of an earlier operation counts.
    return session.read(command, params, { notBefore: 'operation' });
  }

  /** A command that writes, and its parameters. @throws InvalidInputError */
  write(name: string, given: unknown): { readonly command: WriteCommand; readonly params: Params } {
    const command = this.#listed(name, 'write');
    if (isMistake(command)) throw new InvalidInputError(command.message, [command.at]);
    const params = paramsOf(command, given);
    if (isMistake(params)) throw new InvalidInputError(params.message, [params.at]);
    return { command, params };
  }

  #listed(name: string, kind: 'read'): ReadCommand | Mistake;
  #listed(name: string, kind: 'write'): WriteCommand | Mistake;
  #listed(name: string, kind: 'read' | 'write'): DeclaredCustomCommand | Mistake {
    const { customCommands } = this.#graph;
    const command = customCommands.get(name);
    if (command?.kind === kind) return command;
    const listed = [...customCommands.values()].filter((each) => each.kind === kind).map((each) => each.name);
    const those = listed.length === 0 ? 'it lists none of this kind' : `it lists ${listed.join(', ')}`;
    const message = command
      ? `${name} is a ${command.kind}: ${command.kind === 'read' ? 'ask customCommand for it' : 'run it by customCommandRun'}`
      : `customCommands of the configuration does not list ${JSON.stringify(name)}; ${those}`;
    return { at: 'name', message };
  }
}

/** The parameters, if they are those of the command. */
function paramsOf(command: DeclaredCustomCommand, given: unknown): Params | Mistake {
  if (given === null || given === undefined) return {};
  if (!isObject(given)) return { at: 'params', message: 'params has to be an object: { "name": "value" }' };
  const names = paramNames(command.params);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return given;
  const those = names.length === 0 ? 'no parameters' : names.join(', ');
  return {
    at: 'params',
    message: `the configuration lists no parameter ${JSON.stringify(unknown)} of ${command.name}; it lists ${those}`,
  };
}

builder.queryField('customCommand', (t) =>
  t.field({
    type: 'JSON',
    description:
      "The answer of a command of the host's own that reads, as WHMCS sends it. `customCommands` of the configuration lists these commands. For staff.",
    args: {
      name: t.arg.string({ required: true, description: 'The command: a `read` of `customCommands`.' }),
      params: t.arg({ type: 'JSON', description: 'An object with the parameters that the configuration lists.' }),
    },
    resolve: staffOnly((_: object, { name, params }: { readonly name: string; readonly params?: unknown }, graph) =>
      graph.noun(CustomCommands).read(name, params),
    ),
  }),
);
