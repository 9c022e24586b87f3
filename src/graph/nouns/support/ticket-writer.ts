/** Who writes, and in whose name: what staff may say, and what everybody else is. */
import { emailIn } from '../clients/client-input.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { idIn, notEmpty } from '../../write/input.ts';

/** Who writes, as inputs name it. */
interface Named {
  readonly clientId?: string | null | undefined;
  readonly contactId?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** A client, perhaps through one of its contacts, or a guest; as WHMCS is told. */
export type Author =
  { readonly clientid: number; readonly contactid?: number } | { readonly name: string; readonly email: string };

/**
 * The author that an input names, in one of two ways.
 *
 * @throws InvalidInputError
 */
export function authorIn({ clientId, contactId, name, email }: Named): Author {
  const isGuest = name != null || email != null;
  if (isGuest === (clientId != null)) {
    throw new InvalidInputError('say who writes: either clientId, or name and email', ['clientId']);
  }
  if (clientId != null) {
    const clientid = idIn('Client', clientId, 'clientId');
    return contactId == null ? { clientid } : { clientid, contactid: idIn('Contact', contactId, 'contactId') };
  }
  if (contactId != null) throw new InvalidInputError('contactId goes with clientId', ['contactId']);
  if (name == null || email == null) {
    throw new InvalidInputError('name and email go together', [name == null ? 'name' : 'email']);
  }
  return { name: notEmpty(name, 'name'), email: emailIn(email) };
}
