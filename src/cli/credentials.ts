/** Which credential does what, in the operator's words. */
import type { Config } from '../config/index.ts';
import { commands } from '../whmcs/commands/index.ts';
import { DEFAULT, labelOf, listed, shares, type Credentials, type Shares } from '../whmcs/credentials.ts';
import { purposes, type Command } from '../whmcs/command.ts';
import { capital } from './capital.ts';

/** What each credential of the configuration has to do. */
export const sharesOf = (whmcs: Credentials): Shares => shares(Object.values(commands), listed(whmcs));

/** The commands' names by purpose, sorted: as lines, of which none is empty. */
export const byPurpose = (of: readonly Command[]): string[] =>
  purposes.flatMap((purpose) => {
    const names = of.filter((command) => command.purpose === purpose).map(({ name }) => name);
    return names.length === 0 ? [] : [`${purpose}: ${names.toSorted().join(', ')}`];
  });

/** For each credential, the API actions to tick in WHMCS: those that go out on it, and no others. */
export const ticksOf = ({ of }: Shares): string[] =>
  of.flatMap(({ credential, commands: theirs }) => {
    if (theirs.length === 0) return [`${capital(labelOf(credential))} sends nothing.`];
    const writesAlone = theirs.every(({ kind }) => kind === 'write');
    return [
      `${capital(labelOf(credential))}: tick exactly these API actions in its role${writesAlone ? ' (only writes, which are not tried here)' : ''}`,
      ...byPurpose(theirs).map((line) => `    ${line}`),
    ];
  });

/** What an operator should know, although it works. The environment's credential cannot be left out, and may be idle. */
export const warningsOf = ({ of, off }: Shares): string[] => [
  ...of
    .filter(({ credential, commands: theirs }) => theirs.length === 0 && credential.name !== DEFAULT)
    .map(({ credential }) => `${labelOf(credential)} has nothing to do: what it allows goes out on others`),
  ...byPurpose(off).map((line) => `no credential allows what is for ${line}; it is off`),
];

/** What must never be written down: the credentials, and the tokens in plain text. */
export const secretsOf = ({ whmcs, staffTokens }: Pick<Config, 'whmcs' | 'staffTokens'>): (string | undefined)[] => [
  whmcs.accessKey,
  ...listed(whmcs).flatMap(({ identifier, secret }) => [identifier, secret]),
  ...staffTokens,
];
