/** `jwt`: the issuer whose tokens are accepted, and the claims that describe a viewer. */
import { z } from 'zod';
import { mapping, oneOf, fullMessage, wholeNumber } from './forms.ts';

/** Asymmetric algorithms only: a key that verifies tokens cannot sign them. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

const nonEmpty = (expected: string) => {
  const form = { error: `must be ${expected}` };
  return z.string(form).min(1, form);
};

const isLocal = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const isWithoutUser = ({ username, password }: URL): boolean => username === '' && password === '';

/** Anyone who can change the keys in transit can impersonate every viewer. */
const jwksForm = { error: 'must be an https URL; http is allowed only for localhost' };
const jwksUrl = z
  .string(jwksForm)
  .refine((text) => !URL.canParse(text) || isWithoutUser(new URL(text)), {
    ...fullMessage('must not contain a user name or password'),
    abort: true,
  })
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal(url));
  }, jwksForm)
  .transform((text) => new URL(text));

const claim = nonEmpty('the name of a claim');

const settings = mapping({
  issuer: nonEmpty('the value of the claim "iss"'),
  audience: nonEmpty('the value of the claim "aud"'),
  jwksUrl,
  algorithms: z
    .array(oneOf(algorithms), { error: `must be a list of ${algorithms.join(', ')}` })
    .min(1, { error: 'must contain at least one algorithm' })
    .default(['RS256', 'ES256', 'EdDSA']),
  clockSkewSeconds: wholeNumber(0, 300, 'seconds').default(30),
  claims: mapping({ role: claim, clients: claim, name: claim.default('sub') }),
  staff: z.boolean({ error: 'must be true or false' }).default(false),
});

/** Which JWTs are accepted. */
export type JwtSettings = z.output<typeof settings>;

/** Null if left out or commented out: no JWT is accepted. */
export const jwt = settings.nullable().default(null);
