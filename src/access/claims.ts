/** The claims of a verified JWT -> who asks. What does not fit is refused, never read as less or more than it says. */
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import type { JwtSettings } from '../config/jwt.ts';
import { Unauthenticated, type Authenticated } from './authenticate.ts';
import { configured, MOST_CLIENTS, roleNames, roles } from './viewer.ts';

const subject = z.string().regex(/^\P{Cc}{1,200}$/u);
const role = z.enum(roleNames);
const clients = z.array(z.int().positive()).min(1).max(MOST_CLIENTS);

/** @param settings which claims say it, and whether staff may come by JWT */
export function viewerOf(payload: JWTPayload, { claims, staff }: JwtSettings): Authenticated {
  const name = subject.safeParse(payload[claims.name]);
  if (!name.success) return misfit(claims.name, 'a text of 1 to 200 characters');
  const given = role.safeParse(payload[claims.role]);
  if (!given.success) return misfit(claims.role, `one of ${roleNames.join(', ')}`);
  // No configured name has a colon, so that nobody is taken for somebody else.
  const who = { name: `jwt:${name.data}`, role: roles[given.data] };
  if (who.role === 'STAFF')
    return staff ? configured(who) : new Unauthenticated('the JWT is for staff, and jwt.staff is off', 'jwt');
  const seen = clients.safeParse(payload[claims.clients]);
  if (!seen.success) return misfit(claims.clients, `a list of 1 to ${MOST_CLIENTS} numbers of clients`);
  return configured({ ...who, clients: seen.data });
}

const misfit = (claim: string, form: string): Unauthenticated =>
  new Unauthenticated(`the claim "${claim}" of the JWT is not ${form}`, 'jwt');
