/** Ways in for users: ValidateLogin, CreateSsoToken. */
import { z } from 'zod';
import { write } from '../command.ts';
import { idParam, needsOneOf } from '../wire/params.ts';
import { flag, id, verbatim } from '../wire/values.ts';

/** Whether a user has this password. WHMCS records the login, and begins a session without a second factor. */
export const ValidateLogin = write('ValidateLogin', {
  params: z.strictObject({ email: z.string(), password2: z.string() }),
  answer: z.object({ userid: id, passwordhash: verbatim, twoFactorEnabled: flag }),
  purpose: 'secret',
  repeat: 'none',
  reveals: ['passwordhash'],
  refusals: ['Email or Password Invalid'],
  reconcile: { never: 'no read tells of a login; logging in again does no harm' },
  secretParams: ['password2'],
  changes: {},
});

/** A token that logs a user in once, within a minute. */
export const CreateSsoToken = write('CreateSsoToken', {
  params: needsOneOf(
    z.strictObject({
      client_id: idParam.optional(),
      user_id: idParam.optional(),
      destination: z.string().optional(),
      service_id: idParam.optional(),
      domain_id: idParam.optional(),
      sso_redirect_path: z.string().optional(),
    }),
    'client_id',
    'user_id',
  ),
  answer: z.object({ access_token: verbatim, redirect_url: verbatim }),
  purpose: 'secret',
  repeat: 'token',
  reveals: ['access_token', 'redirect_url'],
  refusals: [
    'Invalid client_id',
    'Invalid user_id',
    'Invalid user_id for client',
    'A valid client_id or user_id is required',
    'Invalid destination',
    'Token could not be provisioned: …',
    'SSO authentication blocked for client …',
  ],
  reconcile: { never: 'no read tells of a token; one whose answer was lost expires unused' },
  changes: {},
});
