/** Users, who log in: ResetPassword. */
import { z } from 'zod';
import { write } from '../command.ts';
import { idParam, needsOneOf } from '../wire/params.ts';
import { saysUnmailed } from './emails.ts';

/** Mails a link to choose a new password; from 8.0 to the user, before to the client. */
export const ResetPassword = write('ResetPassword', {
  params: needsOneOf(z.strictObject({ id: idParam.optional(), email: z.string().optional() }), 'id', 'email'),
  answer: z.object({}),
  // It completes a sign-up without a password.
  purpose: 'lifecycle',
  repeat: 'resend',
  remote: 'mail',
  refusals: [
    'Please provide a valid email address',
    'User Not Found',
    'Client Not Found',
    'Please enter the email address or provide the id',
    saysUnmailed,
  ],
  reconcile: { never: 'WHMCS keeps no record of the link that can be read; sending another does no harm' },
  changes: {},
});
