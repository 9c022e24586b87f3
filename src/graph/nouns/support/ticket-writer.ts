/** The author of a message: staff choose the author, all others write as the client. */
import { emailIn } from '../clients/client-input.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { notEmpty } from '../../write/input.ts';
import { own } from '../../write/refs.ts';
import { Client } from '../clients/client.ts';
import type { Ticket } from './ticket.ts';

/** The author fields of an input. */
interface Named {
  readonly clientId: number | undefined;
  readonly contactId: number | undefined;
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/** A client, perhaps through one of its contacts, or a guest; as WHMCS's parameters. */
export type Author =
  { readonly clientid: number; readonly contactid?: number } | { readonly name: string; readonly email: string };

/**
 * The author that an input names: a client or a guest.
 *
 * @throws InvalidInputError
 */
export function authorIn({ clientId, contactId, name, email }: Named): Author {
  const isGuest = name !== undefined || email !== undefined;
  if (isGuest === (clientId !== undefined)) {
    throw new InvalidInputError('name one author: either clientId, or name and email', ['clientId']);
  }
  if (clientId !== undefined)
    return contactId === undefined ? { clientid: clientId } : { clientid: clientId, contactid: contactId };
  if (contactId !== undefined) throw new InvalidInputError('contactId goes with clientId', ['contactId']);
  if (name === undefined || email === undefined) {
    throw new InvalidInputError('name and email go together', [name === undefined ? 'name' : 'email']);
  }
  return { name: notEmpty(name, 'name'), email: emailIn(email) };
}

type Writer = Author | { readonly adminusername: string };

interface Replying extends Named {
  readonly adminUsername: string | undefined;
}

/**
 * The author of a reply: read from the input, and checked when the ticket is found.
 *
 * @throws InvalidInputError
 */
export function writerOf(input: Replying, graph: WriteScope): (ticket: Ticket) => Promise<Writer> {
  if (graph.viewer.role !== 'STAFF') return ownWriter(input);
  const { adminUsername } = input;
  const writer = adminUsername === undefined ? authorIn(input) : staffIn(input, adminUsername);
  return async (ticket) => {
    if ('clientid' in writer && writer.clientid !== ticket.ownerId) await own(Client, writer.clientid, graph);
    return writer;
  };
}

/** A member of staff, who excludes all other authors. */
function staffIn(input: Named, adminUsername: string): Writer {
  const other = (['clientId', 'contactId', 'name', 'email'] as const).find((field) => input[field] !== undefined);
  if (other) throw new InvalidInputError(`adminUsername and ${other} exclude each other`, [other]);
  return { adminusername: notEmpty(adminUsername, 'adminUsername') };
}

/** Viewers that are not staff reply as the ticket's client, named or not. */
function ownWriter({ clientId: named }: Named): (ticket: Ticket) => Promise<Writer> {
  return async ({ ownerId }) => {
    if (ownerId === null || (named !== undefined && named !== ownerId)) {
      throw new NotFoundError('There is no such client.');
    }
    return { clientid: ownerId };
  };
}
