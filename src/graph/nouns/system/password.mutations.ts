/** Mutations that encrypt and decrypt with the key of the installation, and that show the password of a client. */
import { DecryptPassword, EncryptPassword, GetClientPassword } from '../../../whmcs/commands/passwords.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText, optional, optionalRef } from '../../write/input-fields.ts';
import { Client } from '../clients/client.ts';

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

mutation('clientPasswordReveal', {
  description:
    "Shows the hash of a client's password. Since WHMCS 8.0 users log in, and clients have no password. WHMCS: GetClientPassword.",
  command: GetClientPassword,
  offered: 'NOBODY',
  inputDescription: 'The client, by one of these.',
  input: {
    client: optionalRef(Client, 'The client.'),
    email: optional(filledText("The client's e-mail address.", { example: 'nobody@mail.example' })),
  },
  example: { clientId: '1' },
  prepare({ clientId, email }) {
    if ((clientId === undefined) === (email === undefined))
      throw new InvalidInputError('name the client by clientId or by email', ['clientId']);
    return {};
  },
  params: ({ client, email }) => ({ userid: client?.whmcsId, email }),
  returns: [],
  reveals: (f) => ({ passwordHash: f.text('password', 'The hash, as WHMCS stores it.') }),
});
