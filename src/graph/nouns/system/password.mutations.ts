/** Mutations that encrypt and decrypt with the key of the installation. */
import { DecryptPassword, EncryptPassword } from '../../../whmcs/commands/passwords.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText } from '../../write/input-fields.ts';

mutation('passwordEncrypt', {
  description: 'Encrypts a text with the key of the installation, as WHMCS stores passwords. WHMCS: EncryptPassword.',
  command: EncryptPassword,
  offered: 'NOBODY',
  input: { password: filledText('The text.') },
  params: ({ password }) => ({ password2: password }),
  returns: [],
  reveals: (f) => ({
    encryptedPassword: f.text('password', 'The encrypted text. It differs every time.'),
  }),
});

mutation('passwordDecrypt', {
  description: 'Decrypts a text that WHMCS has encrypted with the key of the installation. WHMCS: DecryptPassword.',
  command: DecryptPassword,
  offered: 'NOBODY',
  input: {
    encryptedPassword: filledText('The text as WHMCS stores it.', { example: 'YSBwYXNzd29yZA==' }),
  },
  params: ({ encryptedPassword }) => ({ password2: encryptedPassword }),
  returns: [],
  reveals: (f) => ({ password: f.text('password', 'The decrypted text.') }),
});
