/** `credentials`: API credentials of WHMCS in addition to the one in the environment, and the commands that each may send. */
import { z } from 'zod';
import { purposes, type Command } from '../whmcs/command.ts';
import { commands } from '../whmcs/commands/index.ts';
import { DEFAULT } from '../whmcs/credentials.ts';
import type { NamedCommand } from './custom-commands.ts';
import { describeValue } from './describe-value.ts';
import { mapping, issueAt } from './forms.ts';
import { nearest } from './nearest.ts';

const nameForm = { error: 'must be a string of 1 to 64 characters' };
const name = z.string(nameForm).regex(/^\P{Cc}{1,64}$/u, nameForm);

/** A value, or the environment variable that holds it. A variable keeps the value out of the file. */
export type SecretSource = { readonly value: string } | { readonly variable: string };

const givenForm = { error: 'must be the value itself, or "env:" and the name of an environment variable' };
const given = z
  .string(givenForm)
  .regex(/^(env:[A-Za-z_]\w*|(?!env:)[\x21-\x7e]+)$/, givenForm)
  .transform((text): SecretSource => {
    const [, variable] = /^env:(.*)$/.exec(text) ?? [];
    return variable === undefined ? { value: text } : { variable };
  });

/** What `allow` may list: purposes, the commands of the gateway and those of the host's own. */
function allowing(custom: readonly NamedCommand[]) {
  const all: readonly Pick<Command, 'name' | 'purpose'>[] = [...Object.values<Command>(commands), ...custom];
  const words: readonly string[] = [...purposes, ...all.map((command) => command.name)];
  return z
    .array(z.string({ error: 'must be a purpose or the name of a command' }), {
      error: `must be a list of purposes (${purposes.join(', ')}) and command names`,
    })
    .superRefine((list, context) => {
      for (const [index, word] of list.entries()) {
        if (words.includes(word)) continue;
        const near = nearest(word, words);
        const hint = near === undefined ? 'doctor lists the commands' : `did you mean ${near}?`;
        const message = `is ${describeValue(word, [])}, which is neither a purpose (${purposes.join(', ')}) nor a command that the gateway sends; ${hint}`;
        context.addIssue(issueAt([index], message));
      }
    })
    .transform((list) =>
      all
        .filter((command) => list.includes(command.purpose) || list.includes(command.name))
        .map((command) => command.name),
    );
}

const credentialWith = (custom: readonly NamedCommand[]) =>
  mapping({ name, identifier: given.optional(), secret: given.optional(), allow: allowing(custom) }).superRefine(
    (one, context) => {
      for (const field of ['identifier', 'secret'] as const) {
        const variable = field === 'secret' ? 'WHMCS_SECRET' : 'WHMCS_IDENTIFIER';
        if (one.name === DEFAULT && one[field])
          context.addIssue(issueAt([field], `must be left out: the credential ${DEFAULT} takes it from ${variable}`));
        if (one.name !== DEFAULT && !one[field]) context.addIssue(issueAt([field], 'is missing'));
      }
    },
  );

/** A credential as the file describes it. The entry for the environment's credential contains only its name and `allow`. */
export type CredentialSettings = z.output<ReturnType<typeof credentialWith>>;

/** @param custom the commands of the host's own that `allow` may list */
export const credentials = (custom: readonly NamedCommand[]) =>
  z.preprocess(
    (list) => list ?? [],
    z.array(credentialWith(custom), { error: 'must be a list of credentials' }).superRefine((list, context) => {
      const first = new Map<string, number>();
      for (const [index, each] of list.entries()) {
        const other = first.get(each.name);
        if (other === undefined) first.set(each.name, index);
        else context.addIssue(issueAt([index, 'name'], `is a duplicate of credentials[${other}].name`));
      }
    }),
  );
