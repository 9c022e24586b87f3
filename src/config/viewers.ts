/** `viewers`: callers with their own tokens, the clients that they see and their permissions. */
import { hash as hashWith } from 'node:crypto';
import { z } from 'zod';
import { purposes } from '../whmcs/command.ts';
import { describeValue } from './describe-value.ts';
import { mapping, oneOf, fullMessage, issueAt } from './forms.ts';
import { nearest } from './nearest.ts';
import { MOST_CLIENTS, roleNames, roles } from './roles.ts';

/** The hash that access control compares. */
const sha256 = (text: string): string => hashWith('sha256', text, 'hex');

const SHORTEST_TOKEN = 8;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Reserved names: those of GATEWAY_STAFF_TOKENS and, with a colon, of JWTs. */
const reserved = /^staff-\d+$|:/;

const nameForm = { error: 'must be a string of 1 to 64 characters without ":", and not "staff-" with a number' };
const name = z
  .string(nameForm)
  .regex(/^\P{Cc}{1,64}$/u, nameForm)
  .refine((given) => !reserved.test(given), nameForm);

const tokenForm = {
  error: `must be "sha256:" and 64 hexadecimal digits, or the token itself: at least ${SHORTEST_TOKEN} characters that a header can contain`,
};

/** Only the hash of a token leaves this schema. */
const token = z
  .string(tokenForm)
  .regex(new RegExp(`^(sha256:[\\da-f]{64}|(?!sha256:)[\\x21-\\x7e]{${SHORTEST_TOKEN},})$`, 'i'), tokenForm)
  .transform((text) => {
    const [, given] = /^sha256:(.*)$/i.exec(text) ?? [];
    return { hash: given?.toLowerCase() ?? sha256(text), isPlain: given === undefined };
  });

const numberForm = (of: string) => ({ error: `must be the id of a ${of} in WHMCS` });
const numberOf = (of: string) => z.int(numberForm(of)).positive(numberForm(of));

const clients = mapping({
  ids: z
    .array(numberOf('client'), { error: 'must be a list of client ids' })
    .refine((ids) => ids.length <= MOST_CLIENTS, fullMessage(`must list at most ${MOST_CLIENTS} clients`))
    .default([]),
  group: numberOf('client group').optional(),
}).refine(
  ({ ids, group }) => ids.length > 0 || group !== undefined,
  fullMessage('is empty; list clients in ids, or set group'),
);

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const expiresForm = {
  error: 'must be the last valid day, such as 2027-12-31, or an instant, such as 2027-12-31T12:00:00Z',
};
const expires = z
  .string(expiresForm)
  .refine((text) => day.safeParse(text).success || instant.safeParse(text).success, expiresForm)
  .transform((text) => Date.parse(text) + (day.safeParse(text).success ? DAY_MS : 0));

/** A list of purposes and mutation names. @param mutations the known names, which only the graph has */
function allowed(mutations: readonly string[]) {
  const words: readonly string[] = [...purposes, ...mutations];
  return z
    .array(z.string({ error: 'must be a purpose or the name of a mutation' }), {
      error: `must be a list of purposes (${purposes.join(', ')}) and mutation names`,
    })
    .superRefine((list, context) => {
      for (const [index, word] of list.entries()) {
        if (words.includes(word)) continue;
        const near = nearest(word, words);
        const hint = near === undefined ? 'docs/access.md lists the mutations' : `did you mean ${near}?`;
        const message = `is ${describeValue(word, [])}, which is neither a purpose (${purposes.join(', ')}) nor a mutation; ${hint}`;
        context.addIssue(issueAt([index], message));
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
    .superRefine(({ role, clients: visible, allow }, context) => {
      const wrong = (path: string, message: string) => context.addIssue(issueAt([path], message));
      if (role === 'staff' && visible) wrong('clients', 'must be left out: staff sees all clients');
      if (role !== 'staff' && !visible)
        wrong('clients', `is missing: it names the clients whose data the ${role} sees`);
      if (role === 'staff' && allow && !allow.includes('read'))
        wrong('allow', 'must list read: the response to a mutation includes its result');
    })
    .transform(({ role, ...others }) => ({ ...others, role: roles[role] }));

/** A viewer as the file describes it. */
export type ViewerSettings = z.output<ReturnType<typeof viewer>>;

/** The properties that must be unique among viewers. */
const unique = {
  name: ({ name: given }: ViewerSettings) => given,
  token: ({ token: { hash } }: ViewerSettings) => hash,
};

/** @param mutations the mutation names that `allow` may list */
export const viewers = (mutations: readonly string[]) =>
  z.preprocess(
    (given) => given ?? [],
    z.array(viewer(mutations), { error: 'must be a list of viewers' }).superRefine((list, context) => {
      for (const [field, of] of Object.entries(unique)) {
        const first = new Map<string, number>();
        for (const [index, each] of list.entries()) {
          const other = first.get(of(each));
          if (other === undefined) first.set(of(each), index);
          else context.addIssue(issueAt([index, field], `is a duplicate of viewers[${other}].${field}`));
        }
      }
    }),
  );

/** Viewer tokens that are also staff tokens: such a viewer would see more or less than intended. */
export function tokensOfStaff(staffTokens: readonly string[], list: readonly ViewerSettings[]): string[] {
  const hashes = new Set(staffTokens.map(sha256));
  return list.flatMap(({ token: { hash: digest } }, index) =>
    hashes.has(digest) ? [`viewers[${index}].token is also in GATEWAY_STAFF_TOKENS`] : [],
  );
}
