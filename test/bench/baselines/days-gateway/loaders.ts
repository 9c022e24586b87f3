/** Lookups by number in the day's gateway, once in a request. WHMCS has no batch reads: equal calls are joined, no more. */
import DataLoader from 'dataloader';
import type { Later } from '../later.ts';
import type { Reads } from '../reads.ts';

const each = <T>(read: (id: number) => Later<T>): DataLoader<number, T> =>
  new DataLoader((ids) => Promise.all(ids.map(read)));

export const loaders = (ask: Reads) => ({
  client: each(ask.client),
  stats: each(ask.stats),
  service: each(ask.service),
  invoice: each(ask.invoice),
});

export type Loaders = ReturnType<typeof loaders>;
