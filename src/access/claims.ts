/** Turns the claims of a verified JWT into a viewer. Invalid claims are refused, never interpreted. */
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { MOST_CLIENTS, roleNames, roles } from '../config/roles.ts';
import { Unauthenticated, type Authenticated } from './authenticated.ts';
import { configured } from './viewer.ts';

/** The names of the claims that describe a viewer. */
export interface ClaimOptions {
  readonly claims: { readonly name: string; readonly role: string; readonly clients: string };
  /** Whether a JWT may be for staff. */
  readonly staff: boolean;
}

const subject = z.string().regex(/^\P{Cc}{1,200}$/u);
const role = z.enum(roleNames);
const clients = z.array(z.int().positive()).min(1).max(MOST_CLIENTS);

/** @param options which claims to read, and whether staff may authenticate by JWT */
export function viewerOf(payload: JWTPayload, { claims, staff }: ClaimOptions): Authenticated {
  const name = subject.safeParse(payload[claims.name]);
  if (!name.success) return invalid(claims.name, 'a string of 1 to 200 characters');
  const given = role.safeParse(payload[claims.role]);
  if (!given.success) return invalid(claims.role, `one of ${roleNames.join(', ')}`);
  // No configured name contains a colon, so a JWT never gets the name of a configured viewer.
  const described = { name: `jwt:${name.data}`, role: roles[given.data] };
  if (described.role === 'STAFF')
    return staff ? configured(described) : new Unauthenticated('the JWT is for staff, but jwt.staff is false', 'jwt');
  const seen = clients.safeParse(payload[claims.clients]);
  if (!seen.success) return invalid(claims.clients, `a list of 1 to ${MOST_CLIENTS} client ids`);
  return configured({ ...described, clients: seen.data });
}

const invalid = (claim: string, form: string): Unauthenticated =>
  new Unauthenticated(`the claim "${claim}" of the JWT is not ${form}`, 'jwt');
