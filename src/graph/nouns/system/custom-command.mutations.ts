/** Runs commands of the host's own. */
import { builder } from '../../schema-kit/builder.ts';
import { JsonValue } from '../../schema-kit/scalars.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import { asGiven, idempotencyKey, inputObject, nested, optional, text } from '../../write/input-fields.ts';
import { CustomCommands } from './custom-command.ts';

/** As the journal keeps it: nothing of the answer, which may hold anything. */
interface Ran {
  readonly name: string;
}

/** The answers of the requests that got them. */
const answers = new WeakMap<object, unknown>();

const CustomCommandRunPayload = builder.objectRef<Ran>('CustomCommandRunPayload').implement({
  description: 'The result of customCommandRun.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false, description: 'The command.' }),
    answer: t.field({
      type: 'JSON',
      description:
        'The answer as WHMCS sends it. It is shown once: null if the request is repeated with its key, or the answer was lost.',
      resolve: (ran) => answers.get(ran) ?? null,
    }),
  }),
});

quirkyMutation('customCommandRun', {
  description:
    "Runs a command of the host's own that changes something. `customCommands` of the configuration lists these commands. It is sent once; every answer in memory is forgotten.",
  command: { none: 'dangerous' },
  offered: 'NOBODY',
  input: inputObject('CustomCommandRunInput', "A command of the host's own.", {
    name: text('The command: a `write` of `customCommands`.'),
    params: optional(nested(asGiven(JsonValue), 'An object with the parameters that the configuration lists.')),
    idempotencyKey: idempotencyKey('runs nothing twice'),
  }),
  payload: CustomCommandRunPayload,
  async run({ name, params: given }, graph) {
    const { command, params } = graph.noun(CustomCommands).write(name, given);
    const ran = { name };
    answers.set(ran, await graph.session.write(command, params, null));
    return ran;
  },
  recall: ({ name }) => ({ name }),
});
