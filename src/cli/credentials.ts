/** Texts about the credentials: which one sends which command. */
import type { Config } from '../config/index.ts';
import '../graph/schema.ts';
import { commandsOff } from '../graph/write/declare-mutation.ts';
import { commands } from '../whmcs/commands/index.ts';
import {
  DEFAULT,
  labelOf,
  allCredentials,
  credentialUse,
  type Credentials,
  type CredentialUse,
} from '../whmcs/credentials.ts';
import { isPlainRead, purposes, type Command } from '../whmcs/command.ts';
import { capital } from './capital.ts';

/** The commands of each credential in the configuration, without those of mutations that are off and those that cannot be sent. */
export function sharesOf({
  whmcs,
  secrets,
}: {
  readonly whmcs: Credentials;
  readonly secrets: Config['secrets'];
}): CredentialUse {
  const off = commandsOff(secrets);
  return credentialUse(
    Object.values<Command>(commands).filter(({ name, unreachable }) => unreachable === undefined && !off.has(name)),
    allCredentials(whmcs),
  );
}

/** One line for each purpose, with the sorted names of its commands. */
export const byPurpose = (of: readonly Command[]): string[] =>
  purposes.flatMap((purpose) => {
    const names = of.filter((command) => command.purpose === purpose).map(({ name }) => name);
    return names.length === 0 ? [] : [`${purpose}: ${names.toSorted().join(', ')}`];
  });

/** For each credential, the API actions to tick in WHMCS: exactly the commands that it sends. */
export const ticksOf = ({ byCredential }: CredentialUse): string[] =>
  byCredential.flatMap(({ credential, commands: own }) => {
    if (own.length === 0) return [`${capital(labelOf(credential))} sends nothing.`];
    const writesAlone = own.every((command) => !isPlainRead(command));
    return [
      `${capital(labelOf(credential))}: tick exactly these API actions in its role${writesAlone ? ' (doctor tries none of them)' : ''}`,
      ...byPurpose(own).map((line) => `    ${line}`),
    ];
  });

/** Notes for the operator about a configuration that works. The environment's credential is required, so it may be unused. */
export const warningsOf = ({ byCredential, disabled }: CredentialUse): string[] => [
  ...byCredential
    .filter(({ credential, commands: own }) => own.length === 0 && credential.name !== DEFAULT)
    .map(({ credential }) => `${labelOf(credential)} is unused: other credentials send every command that it allows`),
  ...byPurpose(disabled).map((line) => `no credential allows the commands for ${line}; they are off`),
];

/** The values that must never be logged: the credentials, and the tokens in plain text. */
export const secretsOf = ({ whmcs, staffTokens }: Pick<Config, 'whmcs' | 'staffTokens'>): (string | undefined)[] => [
  whmcs.accessKey,
  ...allCredentials(whmcs).flatMap(({ identifier, secret }) => [identifier, secret]),
  ...staffTokens,
];
