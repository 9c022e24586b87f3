/** AddOrder: a newer order of the client, for the same domains, with or without products as asked. */
import type { Look, Recognised } from '../recognition.ts';
import { created } from './created.ts';
import { folded } from './hashed.ts';

export interface Line {
  readonly type?: string | null | undefined;
  readonly relid?: number | null | undefined;
  readonly domain?: string | null | undefined;
  readonly status?: string | null | undefined;
}

export interface Order {
  readonly id?: number | null | undefined;
  readonly userid?: number | null | undefined;
  readonly invoiceid?: number | null | undefined;
  readonly status?: string | null | undefined;
  readonly lineitems?: readonly Line[] | undefined;
}

export type KindOf = (line: { type: string | null | undefined }) => 'service' | 'domain' | undefined;

interface Ordering {
  readonly clientid: number;
  readonly pid?: readonly unknown[] | undefined;
  readonly domain?: readonly (string | undefined)[] | undefined;
  readonly domaintype?: readonly (string | undefined)[] | undefined;
}

interface Page {
  readonly totalresults?: number | null | undefined;
  readonly orders: readonly Order[];
}

/** WHMCS lists the newest first. */
const NEWEST = 25;

const named = (lines: readonly (string | null | undefined)[]): string[] => lines.map(folded).toSorted();

export const ordered = (
  read: (client: number, limit: number, look: Look) => Promise<Page>,
  kindOf: KindOf,
): Recognised<Ordering> =>
  created<Ordering>({
    scope: ({ clientid }) => clientid,
    // Whatever the client ordered meanwhile may be this.
    key: ({ clientid }) => [clientid],
    like: ({ pid = [], domain = [], domaintype = [] }) => [
      pid.some((each) => each !== undefined),
      ...named(domain.filter((_, index) => domaintype[index] !== undefined)),
    ],
    async list(client, look) {
      const { orders, totalresults } = await read(client, NEWEST, look);
      return {
        total: totalresults,
        found: orders.map(({ id, userid, invoiceid, lineitems = [] }) => {
          const of = (kind: 'service' | 'domain') => lineitems.filter(({ type }) => kindOf({ type }) === kind);
          const numbers = (lines: readonly Line[]) => lines.flatMap(({ relid }) => relid ?? []);
          const addons = lineitems.filter(({ type }) => folded(type) === 'addon');
          return {
            id,
            // A filter that WHMCS does not know is ignored, and some rows do not say whose they are.
            key: [userid ?? client],
            likes: [[of('service').length > 0, ...named(of('domain').map(({ domain }) => domain))]],
            ids: {
              ...(id && { orderid: id }),
              ...(invoiceid && { invoiceid }),
              serviceids: numbers(of('service')),
              domainids: numbers(of('domain')),
              addonids: numbers(addons),
            },
          };
        }),
      };
    },
    named: 'orderid',
  });
