/** Passwords in WHMCS's own encryption, and those of clients: EncryptPassword, DecryptPassword, GetClientPassword. */
import { z } from 'zod';
import { reveal } from '../command.ts';
import { idParam, needsOneOf } from '../wire/params.ts';
import { verbatim } from '../wire/values.ts';

/** With the key of the installation; another result every time. */
export const EncryptPassword = reveal('EncryptPassword', {
  params: z.strictObject({ password2: z.string() }),
  answer: z.object({ password: verbatim }),
  reveals: ['password'],
  secretParams: ['password2'],
  probe: { password2: 'a password' },
});

export const DecryptPassword = reveal('DecryptPassword', {
  params: z.strictObject({ password2: z.string() }),
  answer: z.object({ password: verbatim }),
  reveals: ['password'],
  secretParams: ['password2'],
  probe: { password2: 'YSBwYXNzd29yZA==' },
});

/** Deprecated since 8.0, where users log in and not clients. */
export const GetClientPassword = reveal('GetClientPassword', {
  params: needsOneOf(z.strictObject({ userid: idParam.optional(), email: z.string().optional() }), 'userid', 'email'),
  answer: z.object({ password: verbatim }),
  reveals: ['password'],
  probe: { userid: 1 },
});
