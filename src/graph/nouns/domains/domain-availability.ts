/**
 * Whether a domain name can be registered. A WHOIS server is asked, which bans callers that ask too much: a viewer may look up so many
 * names a minute, and the cache remembers a name for all viewers.
 */
import { DomainWhois } from '../../../whmcs/commands/tlds.ts';
import { questionOf } from '../../../whmcs/cache/question.ts';
import { domainNameIn } from '../../base/host-name.ts';
import { badInput, InvalidInputError, RateLimitedError } from '../../base/errors.ts';
import { enumWords } from '../../base/enum-words.ts';
import type { Scope } from '../../read/scope.ts';
import { andThen } from '../../../maybe-promise.ts';
import { builder } from '../../schema-kit/builder.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';

const status = enumWords({
  AVAILABLE: 'available',
  UNAVAILABLE: 'unavailable',
  REGISTERED: 'registered',
  INVALID: 'invalid',
  NO_ANSWER: 'error',
});

const DomainAvailabilityStatus = enumeration('DomainAvailabilityStatus', status, {
  description: 'What WHMCS says of a domain name.',
  values: {
    AVAILABLE: 'Nobody has it.',
    UNAVAILABLE: 'It cannot be registered.',
    REGISTERED: 'Somebody has it.',
    INVALID: 'The registry does not allow such a name.',
    NO_ANSWER: 'The WHOIS server did not answer, or not in a form that WHMCS understands.',
  },
  other: 'A status that the gateway does not know.',
});

interface Availability {
  readonly name: string;
  readonly status: string | null;
  readonly whois: string | null;
}

const DomainAvailability = builder.objectRef<Availability>('DomainAvailability').implement({
  description: 'Whether a domain name can be registered.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false, description: 'The name, in lower case.' }),
    status: t.field({
      type: DomainAvailabilityStatus.type,
      description: 'What WHMCS says of it.',
      resolve: (told) => status.read(told.status),
    }),
    isAvailable: t.boolean({
      description: 'Whether it can be registered; null if that is not known.',
      resolve: (told) => isAvailable[status.read(told.status) ?? 'OTHER'] ?? null,
    }),
    whois: t.exposeString('whois', { description: 'The text of the WHOIS server; HTML in some versions.' }),
  }),
});

const isAvailable: Readonly<Record<string, boolean>> = {
  AVAILABLE: true,
  UNAVAILABLE: false,
  REGISTERED: false,
  INVALID: false,
};

/** The names that an operation looks up. */
class DomainNames {
  readonly #graph: Scope;

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  async availability(name: string): Promise<Availability> {
    const { session, lookUps } = this.#graph;
    const question = questionOf(DomainWhois, { domain: name });
    if (lookUps && session.atHand(question) === undefined)
      // Paid at once, so that names which are looked up together are counted one by one.
      await andThen(lookUps.waitMs(1), (waitMs) => {
        if (waitMs > 0) throw new RateLimitedError(waitMs);
        return lookUps.pay(1);
      });
    const told = await session.read(DomainWhois, question.params);
    return { name, status: told.status ?? null, whois: told.whois ?? null };
  }
}

/** @throws a GraphQL error for what is no domain name: WHMCS would pass anything on */
function nameIn(given: string): string {
  try {
    return domainNameIn(given.trim().toLowerCase(), 'name');
  } catch (error) {
    throw error instanceof InvalidInputError ? badInput(error.message) : error;
  }
}

builder.queryField('domainAvailability', (t) =>
  t.field({
    type: DomainAvailability,
    description:
      'Whether a domain name can be registered, as a WHOIS server says now. The configuration limits how many names a viewer may look up per minute. WHMCS: DomainWhois.',
    args: {
      name: t.arg.string({ required: true, description: 'The whole name: "example.com".' }),
    },
    extensions: { remote: DomainWhois.remote },
    resolve: (_, { name }, graph) => graph.noun(DomainNames).availability(nameIn(name)),
  }),
);
