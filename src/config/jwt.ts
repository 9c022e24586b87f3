/** `jwt`: whose signed tokens are believed, and which of their claims say who asks. */
import { z } from 'zod';
import { mapping, oneOf, saying, wholeNumber } from './forms.ts';

/** With a public key alone: whoever can check such a token cannot make one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

const nonEmpty = (what: string) => {
  const form = { error: `must be ${what}` };
  return z.string(form).min(1, form);
};

const isLocal = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const isWithoutUser = ({ username, password }: URL): boolean => username === '' && password === '';

/** Whoever can change the keys on their way is whoever he likes. */
const jwksForm = { error: 'must be an https address; http is for this machine alone' };
const jwksUrl = z
  .string(jwksForm)
  .refine((text) => !URL.canParse(text) || isWithoutUser(new URL(text)), {
    ...saying('must not carry a user name or password'),
    abort: true,
  })
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal(url));
  }, jwksForm)
  .transform((text) => new URL(text));

const claim = nonEmpty('the name of a claim');

const settings = mapping({
  issuer: nonEmpty('the text that stands in the claim "iss"'),
  audience: nonEmpty('the text that stands in the claim "aud"'),
  jwksUrl,
  algorithms: z
    .array(oneOf(algorithms), { error: `must be a list of ${algorithms.join(', ')}` })
    .min(1, { error: 'must name an algorithm' })
    .default(['RS256', 'ES256', 'EdDSA']),
  clockSkewSeconds: wholeNumber(0, 300, 'seconds').default(30),
  claims: mapping({ role: claim, clients: claim, name: claim.default('sub') }),
  staff: z.boolean({ error: 'must be true or false' }).default(false),
});

/** Whose JWTs are believed. */
export type JwtSettings = z.output<typeof settings>;

/** Null where it is left out or commented out: no JWT is believed. */
export const jwt = settings.nullable().default(null);
