/** AddOrder: a newer order of the client with the same payment method, for the same domains and as many products with the same terms. */
import type { FreshRead, BoundReconcileRule } from './rule.ts';
import { created, type Found, type Traits } from './created.ts';
import { collated } from '../wire/collation.ts';
import { allClientsList, type ListPage } from './newest.ts';

export interface Line {
  readonly type?: string | null | undefined;
  readonly relid?: number | null | undefined;
  readonly domain?: string | null | undefined;
  readonly billingcycle?: string | null | undefined;
  readonly status?: string | null | undefined;
}

export interface Order {
  readonly id?: number | null | undefined;
  readonly userid?: number | null | undefined;
  readonly date?: string | null | undefined;
  readonly invoiceid?: number | null | undefined;
  readonly paymentmethod?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly lineitems?: readonly Line[] | undefined;
}

export type KindOf = (line: { type: string | null | undefined }) => 'service' | 'domain' | undefined;

interface Ordering {
  readonly clientid: number;
  readonly paymentmethod: string;
  readonly pid?: readonly unknown[] | undefined;
  readonly qty?: readonly (number | undefined)[] | undefined;
  readonly billingcycle?: readonly (string | undefined)[] | undefined;
  readonly hostname?: readonly (string | undefined)[] | undefined;
  readonly domain?: readonly (string | undefined)[] | undefined;
  readonly domaintype?: readonly (string | undefined)[] | undefined;
}

/** WHMCS lists the newest first. */
const NEWEST = 25;

type Texts = readonly (string | null | undefined)[];

const sorted = (texts: Texts): string[] => texts.map(collated).toSorted();

/** "semiannually" and "Semi-Annually" are the same; undefined if one of them is not known. */
const cycles = (texts: Texts): string[] | undefined => {
  const letters = sorted(texts).map((each) => each.replaceAll(/[^a-z]/g, '').replace(/^free.*/, 'free'));
  return letters.includes('') ? undefined : letters;
};

/** The names of the products that have one. */
const names = (texts: Texts): string[] => sorted(texts).filter((name) => name !== '');

/** The contents of an order, as requested or as WHMCS lists it. */
interface Contents {
  readonly paymentmethod: string | null | undefined;
  /** Names of domains that are registered or transferred. */
  readonly domains: Texts;
  /** The name and billing cycle of each product. */
  readonly products: readonly { readonly name: string | null | undefined; readonly cycle: string | null | undefined }[];
  /** Whether the number and the names of products can be compared. */
  readonly isCountable: boolean;
}

const traits = ({ paymentmethod, domains, products, isCountable }: Contents): Traits => [
  sorted(domains),
  products.length > 0,
  collated(paymentmethod) || undefined,
  isCountable ? products.length : undefined,
  isCountable ? cycles(products.map(({ cycle }) => cycle)) : undefined,
  isCountable ? names(products.map(({ name }) => name)) : undefined,
];

/** @param read the orders of a client, or of all clients; the newest if no offset is given */
export function ordered(
  read: (
    asked: { readonly userid?: number; readonly limitstart?: number; readonly limitnum: number },
    look: FreshRead,
  ) => Promise<ListPage<Order>>,
  kindOf: KindOf,
): BoundReconcileRule<Ordering> {
  const foundOf =
    (client: number) =>
    ({ id, userid, invoiceid, paymentmethod, lineitems = [] }: Order): Found => {
      const of = (kind: 'service' | 'domain') => lineitems.filter(({ type }) => kindOf({ type }) === kind);
      const numbers = (lines: readonly Line[]) => lines.flatMap(({ relid }) => relid ?? []);
      const addons = lineitems.filter(({ type }) => collated(type) === 'addon');
      return {
        id,
        // A version of WHMCS that does not know the filter ignores it, and some rows do not name their client.
        key: [userid ?? client],
        like: traits({
          paymentmethod,
          domains: of('domain').map(({ domain }) => domain),
          products: of('service').map(({ domain, billingcycle }) => ({ name: domain, cycle: billingcycle })),
          isCountable: true,
        }),
        ids: {
          ...(id && { orderid: id }),
          ...(invoiceid && { invoiceid }),
          serviceids: numbers(of('service')),
          domainids: numbers(of('domain')),
          addonids: numbers(addons),
        },
      };
    };
  return created<Ordering>({
    scope: ({ clientid }) => clientid,
    // Any order that the client placed meanwhile may be this one.
    key: ({ clientid }) => [clientid],
    like: ({ paymentmethod, pid = [], qty = [], domain = [], domaintype = [], billingcycle = [], hostname = [] }) =>
      traits({
        paymentmethod,
        domains: domain.filter((_, index) => domaintype[index] !== undefined),
        products: pid.flatMap((each, index) =>
          each === undefined ? [] : [{ name: domain[index], cycle: billingcycle[index] }],
        ),
        // Several units of one product may be one line or several, and the names of servers are not reported as domains are.
        isCountable: qty.every((each) => (each ?? 1) === 1) && hostname.every((each) => each === undefined),
      }),
    async list(client, look) {
      const { rows, total } = await read({ userid: client, limitnum: NEWEST }, look);
      return { total, found: rows.map(foundOf(client)) };
    },
    secondList: allClientsList({
      read,
      id: ({ id }) => id,
      rank: ({ id }) => id ?? NaN,
      at: ({ date }) => date,
      createdAt: ({ date }) => date,
      found: foundOf,
    }),
    named: 'orderid',
  });
}
