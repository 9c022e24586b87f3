/** `viewers`: who may ask by a token of their own, what they see and what they may do. */
import { hash as hashWith } from 'node:crypto';
import { z } from 'zod';
import { purposes } from '../whmcs/command.ts';
import { describeValue } from './describe-value.ts';
import { mapping, oneOf, saying, sayingOf } from './forms.ts';
import { nearest } from './nearest.ts';
import { MOST_CLIENTS, roleNames, roles } from './roles.ts';

/** The hash by which access control compares tokens. */
const sha256 = (text: string): string => hashWith('sha256', text, 'hex');

const SHORTEST_TOKEN = 8;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The names of GATEWAY_STAFF_TOKENS; with a colon, those of JWTs. */
const taken = /^staff-\d+$|:/;

const nameForm = { error: 'must be a text of 1 to 64 characters without ":", and not staff-1 or the like' };
const name = z
  .string(nameForm)
  .regex(/^\P{Cc}{1,64}$/u, nameForm)
  .refine((given) => !taken.test(given), nameForm);

const tokenForm = {
  error: `must be "sha256:" and 64 hexadecimal digits, or the token itself: at least ${SHORTEST_TOKEN} characters that a header can carry`,
};

/** Of a token its hash goes on from here, and nothing else. */
const token = z
  .string(tokenForm)
  .regex(new RegExp(`^(sha256:[\\da-f]{64}|(?!sha256:)[\\x21-\\x7e]{${SHORTEST_TOKEN},})$`, 'i'), tokenForm)
  .transform((text) => {
    const [, given] = /^sha256:(.*)$/i.exec(text) ?? [];
    return { hash: given?.toLowerCase() ?? sha256(text), isPlain: given === undefined };
  });

const numberForm = (of: string) => ({ error: `must be the number of a ${of} in WHMCS` });
const numberOf = (of: string) => z.int(numberForm(of)).positive(numberForm(of));

const clients = mapping({
  ids: z
    .array(numberOf('client'), { error: 'must be a list of numbers of clients' })
    .refine((ids) => ids.length <= MOST_CLIENTS, saying(`must have ${MOST_CLIENTS} clients at most`))
    .default([]),
  group: numberOf('client group').optional(),
}).refine(
  ({ ids, group }) => ids.length > 0 || group !== undefined,
  saying('is empty; it must name a client in ids, or a group'),
);

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const expiresForm = {
  error: 'must be a day like 2027-12-31, which is the last, or an instant like 2027-12-31T12:00:00Z',
};
const expires = z
  .string(expiresForm)
  .refine((text) => day.safeParse(text).success || instant.safeParse(text).success, expiresForm)
  .transform((text) => Date.parse(text) + (day.safeParse(text).success ? DAY_MS : 0));

/** Purposes, and names of mutations. @param mutations their names, which only the graph knows */
function allowed(mutations: readonly string[]) {
  const words: readonly string[] = [...purposes, ...mutations];
  return z
    .array(z.string({ error: 'must be a purpose or the name of a mutation' }), {
      error: `must be a list of ${purposes.join(', ')} and of names of mutations`,
    })
    .superRefine((list, context) => {
      for (const [index, word] of list.entries()) {
        if (words.includes(word)) continue;
        const near = nearest(word, words);
        const meant = near === undefined ? 'docs/access.md lists the mutations' : `did you mean ${near}?`;
        const says = `is ${describeValue(word, [])}, which is neither a purpose (${purposes.join(', ')}) nor a mutation; ${meant}`;
        context.addIssue(sayingOf([index], says));
      }
    });
}

const viewer = (mutations: readonly string[]) =>
  mapping({
    name,
    role: oneOf(roleNames),
    token,
    clients: clients.optional(),
    allow: allowed(mutations).optional(),
    expires: expires.optional(),
  })
    .superRefine(({ role, clients: theirs, allow }, context) => {
      const wrong = (path: string, says: string) => context.addIssue(sayingOf([path], says));
      if (role === 'staff' && theirs) wrong('clients', 'must be left out: staff see all clients');
      if (role !== 'staff' && !theirs) wrong('clients', `is missing: it says whose things the ${role} sees`);
      if (role === 'staff' && allow && !allow.includes('read'))
        wrong('allow', 'must list read: whoever does something is answered with what came of it');
    })
    .transform(({ role, ...others }) => ({ ...others, role: roles[role] }));

/** A viewer as the file describes it. */
export type ViewerSettings = z.output<ReturnType<typeof viewer>>;

/** What tells viewers apart belongs to one of them alone. */
const own = {
  name: ({ name: given }: ViewerSettings) => given,
  token: ({ token: { hash } }: ViewerSettings) => hash,
};

/** @param mutations the names that `allow` may list */
export const viewers = (mutations: readonly string[]) =>
  z.preprocess(
    (given) => given ?? [],
    z.array(viewer(mutations), { error: 'must be a list of viewers' }).superRefine((list, context) => {
      for (const [field, of] of Object.entries(own)) {
        const first = new Map<string, number>();
        for (const [index, each] of list.entries()) {
          const other = first.get(of(each));
          if (other === undefined) first.set(of(each), index);
          else context.addIssue(sayingOf([index, field], `stands there twice; viewers[${other}] has the same`));
        }
      }
    }),
  );

/** Tokens of viewers that are staff tokens as well: such a viewer would see more or less than was intended. */
export function tokensOfStaff(staffTokens: readonly string[], list: readonly ViewerSettings[]): string[] {
  const hashes = new Set(staffTokens.map(sha256));
  return list.flatMap(({ token: { hash: digest } }, index) =>
    hashes.has(digest) ? [`viewers[${index}].token is in GATEWAY_STAFF_TOKENS as well`] : [],
  );
}
