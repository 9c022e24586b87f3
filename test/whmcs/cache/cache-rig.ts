/** A cache with its own clock, over a WHMCS that the test controls. */
import { questionOf } from '../../../src/whmcs/cache/question.ts';
import { expect } from 'vitest';
import { defaultLimits } from '../../../src/config/limits.ts';
import { cache, type Cache, type CacheOptions } from '../../../src/whmcs/cache/cache.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { GetClientsDetails } from '../../../src/whmcs/commands/clients.ts';
import { GetInvoice } from '../../../src/whmcs/commands/invoices.ts';
import { staleTags } from '../../../src/whmcs/changes/change.ts';
import { cacheOptions } from '../../support/upstream.ts';
import {
  asking,
  clientOf,
  heldWhmcs,
  rig,
  withoutPauses,
  type Asking,
  type ClientOptions,
  type Held,
  type HeldWhmcs,
  type Rig,
} from '../rig.ts';

export interface Kept {
  readonly kept: Cache;
  readonly client: WhmcsClient;
  /** The cache's clock. */
  pass(seconds: number): void;
}

export function cacheOver(client: WhmcsClient, options: Partial<CacheOptions> = {}): Kept {
  let time = 1_000_000;
  const kept = cache(client, cacheOptions({ now: () => time, ...options }));
  return { kept, client, pass: (passed) => void (time += passed * 1000) };
}

export type HeldCache = Kept & { readonly whmcs: HeldWhmcs };

/** A cache over a WHMCS that answers when the test says so. */
export async function heldCache(
  options: Partial<CacheOptions> = {},
  clientOptions: ClientOptions = {},
): Promise<HeldCache> {
  const whmcs = await heldWhmcs();
  return { whmcs, ...cacheOver(clientOf(whmcs.url, clientOptions), options) };
}

/** The stale times of a gateway without configuration. */
export const usualTimes = {
  staleSeconds: defaultLimits.staleSeconds,
  errorSeconds: defaultLimits.errorSeconds,
};

/** Waits until no call is in progress, also in the background. */
export async function quiet({ client: { load } }: Pick<Kept, 'client'>): Promise<void> {
  await expect.poll(() => load.active + load.queued, { interval: 2 }).toBe(0);
}

export const invoice = ({ kept }: Kept, invoiceid: number, ask: Asking = asking()) =>
  kept.read(questionOf(GetInvoice, { invoiceid }), ask);
/** Client 5's invoice. */
export const answer = (held: Held, status: string, userid = 5) =>
  held.answer({ invoiceid: Number(held.form.get('invoiceid')), userid, status });
export const ofClient5 = staleTags({ changes: { invoices: true } }, 5);

export const client = ({ kept }: Kept, clientid = 1, ask: Asking = asking()) =>
  kept.read(questionOf(GetClientsDetails, { clientid }), ask);
export const clientAtHand = ({ kept }: Kept, clientid = 1, ask: Asking = asking()) =>
  kept.at(questionOf(GetClientsDetails, { clientid }), ask);

/** A cache over a WHMCS whose clients 1 to 3 were cached a minute ago. */
export async function agedClients(
  options: Partial<CacheOptions> = {},
  clientOptions: ClientOptions = {},
): Promise<Rig & Kept> {
  withoutPauses();
  const whmcs = await rig(clientOptions);
  const kept = { ...whmcs, ...cacheOver(whmcs.client, { ...usualTimes, ...options }) };
  for (const clientid of [1, 2, 3]) await client(kept, clientid);
  kept.pass(60);
  whmcs.simulator.calls.reset();
  return kept;
}
