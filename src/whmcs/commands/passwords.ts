/** Passwords in WHMCS's own encryption: EncryptPassword, DecryptPassword. */
import { z } from 'zod';
import { reveal } from '../command.ts';
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
