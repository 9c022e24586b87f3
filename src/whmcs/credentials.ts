/**
 * Which credential a command goes out on: the narrowest whose API role allows it. This is settled by the configuration alone and holds
 * as long as the process, so that all answers to one command come from one credential, and none is tried where another failed.
 */
import type { Command } from './command.ts';

/** An identifier and a secret of WHMCS, and what the API role behind them allows. */
export interface Credential {
  /** The configured name. */
  readonly name: string;
  readonly identifier: string;
  readonly secret: string;
  /** The commands that it may send, by WHMCS's names of them; all where it is left out. */
  readonly allow?: readonly string[] | undefined;
}

/** The credential of the environment, and some of the file beside it. */
export interface Credentials extends Omit<Credential, 'name'> {
  readonly credentials?: readonly Credential[] | undefined;
}

/** The name of the environment's credential. */
export const DEFAULT = 'default';

/** All of them; the environment's comes last, where two are as narrow. */
export const listed = ({ identifier, secret, allow, credentials = [] }: Credentials): readonly Credential[] => [
  ...credentials,
  { name: DEFAULT, identifier, secret, allow },
];

/** More commands than anybody can list. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Finds the credential for a command: of those that allow it the one with the fewest commands, of two as narrow the first. */
export function chooser(all: readonly Credential[]): (command: Pick<Command, 'name'>) => Credential | undefined {
  const narrowFirst = all
    .map((credential) => ({ credential, allowed: credential.allow && new Set(credential.allow) }))
    .toSorted((a, b) => (a.allowed?.size ?? EVERYTHING) - (b.allowed?.size ?? EVERYTHING));
  return ({ name }) => narrowFirst.find(({ allowed }) => !allowed || allowed.has(name))?.credential;
}

/** What each credential has to do, and what none may. */
export interface Shares {
  readonly of: readonly { readonly credential: Credential; readonly commands: readonly Command[] }[];
  readonly off: readonly Command[];
}

/** The commands that go out on each credential. */
export function shares(commands: readonly Command[], all: readonly Credential[]): Shares {
  const choose = chooser(all);
  return {
    of: all.map((credential) => ({
      credential,
      commands: commands.filter((command) => choose(command) === credential),
    })),
    off: commands.filter((command) => !choose(command)),
  };
}

/** Who sends: a credential by its name. */
export type Sender = Pick<Credential, 'name'>;

/** What the operator calls a credential. */
export const labelOf = ({ name }: Sender): string =>
  name === DEFAULT ? 'WHMCS_IDENTIFIER' : `the credential "${name}"`;

/** What there is to check where WHMCS does not accept it. */
export const pairOf = (sender: Sender): string =>
  sender.name === DEFAULT ? 'WHMCS_IDENTIFIER and WHMCS_SECRET' : `identifier and secret of ${labelOf(sender)}`;
