/** A cache with a clock of its own, over a WHMCS that the test holds in its hand. */
import { cache, type Cache, type CacheOptions } from '../../src/whmcs/cache.ts';
import type { WhmcsClient } from '../../src/whmcs/client.ts';
import { GetInvoice } from '../../src/whmcs/commands/invoices.ts';
import { stale } from '../../src/whmcs/tags.ts';
import { asking, clientOf, heldWhmcs, type Asking, type Held, type HeldWhmcs } from './rig.ts';

const seconds = { reference: 600, record: 60, list: 30 };

export interface Kept {
  readonly kept: Cache;
  readonly client: WhmcsClient;
  /** The cache's clock. */
  pass(seconds: number): void;
}

export function cacheOver(client: WhmcsClient, options: Partial<CacheOptions> = {}): Kept {
  let time = 1_000_000;
  const kept = cache(client, { seconds, maxSize: 1_000_000, shared: true, now: () => time, ...options });
  return { kept, client, pass: (passed) => void (time += passed * 1000) };
}

/** A cache over a WHMCS that answers when the test says so. */
export async function heldCache(options: Partial<CacheOptions> = {}): Promise<Kept & { readonly whmcs: HeldWhmcs }> {
  const whmcs = await heldWhmcs();
  return { whmcs, ...cacheOver(clientOf(whmcs.url), options) };
}

export const invoice = ({ kept }: Kept, invoiceid: number, ask: Asking = asking()) =>
  kept.read(GetInvoice, { invoiceid }, ask);
/** Client 5's invoice. */
export const answer = (held: Held, status: string, userid = 5) =>
  held.answer({ invoiceid: Number(held.form.get('invoiceid')), userid, status });
export const ofClient5 = stale(5, 'invoices');
