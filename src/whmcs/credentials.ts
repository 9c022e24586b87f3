/**
 * Selects the credential for a command: the narrowest one whose API role allows it. The configuration alone decides, for the life of the
 * process, so all answers to one command come from one credential, and no credential is tried after another failed.
 */
import type { Command } from './command.ts';

/** A credential of WHMCS, and the commands that its API role allows. */
export interface Credential {
  /** The configured name. */
  readonly name: string;
  readonly identifier: string;
  readonly secret: string;
  /** The commands that it may send, by WHMCS's names; all if absent. */
  readonly allow?: readonly string[] | undefined;
}

/** The credential of the environment, and those of the configuration file. */
export interface Credentials extends Omit<Credential, 'name'> {
  readonly credentials?: readonly Credential[] | undefined;
}

/** The name of the environment's credential. */
export const DEFAULT = 'default';

/** All credentials. The environment's comes last, so another one wins a tie. */
export const allCredentials = ({ identifier, secret, allow, credentials = [] }: Credentials): readonly Credential[] => [
  ...credentials,
  { name: DEFAULT, identifier, secret, allow },
];

/** More commands than any credential lists. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Selects, of the credentials that allow a command, the one with the fewest commands; the first of those wins a tie. */
export function chooser(all: readonly Credential[]): (command: Pick<Command, 'name'>) => Credential | undefined {
  const narrowFirst = all
    .map((credential) => ({ credential, allowed: credential.allow && new Set(credential.allow) }))
    .toSorted((a, b) => (a.allowed?.size ?? EVERYTHING) - (b.allowed?.size ?? EVERYTHING));
  return ({ name }) => narrowFirst.find(({ allowed }) => !allowed || allowed.has(name))?.credential;
}

/** The commands of each credential, and those that no credential allows. */
export interface CredentialUse {
  readonly byCredential: readonly { readonly credential: Credential; readonly commands: readonly Command[] }[];
  readonly disabled: readonly Command[];
}

/** The commands that are sent with each credential. */
export function credentialUse(commands: readonly Command[], all: readonly Credential[]): CredentialUse {
  const choose = chooser(all);
  return {
    byCredential: all.map((credential) => ({
      credential,
      commands: commands.filter((command) => choose(command) === credential),
    })),
    disabled: commands.filter((command) => !choose(command)),
  };
}

/** The credential that sends, by name. */
export type Sender = Pick<Credential, 'name'>;

/** The operator's name of a credential. */
export const labelOf = ({ name }: Sender): string =>
  name === DEFAULT ? 'WHMCS_IDENTIFIER' : `the credential "${name}"`;

/** What the operator can check if WHMCS does not accept it. */
export const pairOf = (sender: Sender): string =>
  sender.name === DEFAULT ? 'WHMCS_IDENTIFIER and WHMCS_SECRET' : `identifier and secret of ${labelOf(sender)}`;
