/** Logins and secrets. Passwords are not stored here: every user has the same one. */
import { createHash } from 'node:crypto';
import { existing, read, Refusal, write, type Call } from './command.ts';

export const loginPassword = 'correct horse';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40);

/** The answer names a user, not a client. An unknown address and a wrong password are refused alike. */
export const ValidateLogin = write(({ params, world }) => {
  const user = existing(world.userByEmail(params.text('email') ?? ''), 'Email or Password Invalid');
  if (params.text('password2') !== loginPassword) throw new Refusal('Email or Password Invalid');
  return {
    userid: String(user.id),
    passwordhash: `SECRET-login-${hashOf(user.email)}`,
    twoFactorEnabled: String(user.id % 5 === 0),
  };
});

const destinations: ReadonlySet<string> = new Set(['clientarea:services', 'clientarea:invoices', 'clientarea:tickets']);

/** Each call makes another token. */
export const CreateSsoToken = write((call) => {
  const { params, world } = call;
  refuseTarget(call);
  const destination = params.text('destination') ?? '';
  if (destination !== '' && !destinations.has(destination)) throw new Refusal('Invalid destination');
  const token = `SECRET-sso-${hashOf(`${world.revision}`)}`;
  return {
    access_token: token,
    redirect_url: `https://shop.hosting.example/billing/oauth/singlesignon.php?access_token=${token}`,
  };
});

function refuseTarget({ params, world }: Call): void {
  if (!params.has('client_id') && !params.has('user_id')) throw new Refusal('A valid client_id or user_id is required');
  const client = params.has('client_id')
    ? existing(world.clients.get(params.int('client_id')), 'Invalid client_id')
    : undefined;
  const user = params.has('user_id') ? existing(world.users.get(params.int('user_id')), 'Invalid user_id') : undefined;
  if (client && user && client.ownerUserId !== user.id && !client.otherUserIds.includes(user.id))
    throw new Refusal('Invalid user_id for client');
}

export const GetClientPassword = read(({ params, world }) => {
  const client =
    params.int('userid') > 0
      ? world.clients.get(params.int('userid'))
      : world.clientByEmail(params.text('email') ?? '');
  const { id } = existing(client, 'Client ID Not Found');
  return { password: `$2y$10$SECRET-hash-${id}-`.padEnd(60, 'x') };
});

/** Base64 instead of the installation's key. */
export const EncryptPassword = read(({ params }) => ({
  password: Buffer.from(params.text('password2') ?? '').toString('base64'),
}));

export const DecryptPassword = read(({ params }) => ({
  password: Buffer.from(params.text('password2') ?? '', 'base64').toString('utf8'),
}));
