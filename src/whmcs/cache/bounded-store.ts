/**
 * A cache bounded in bytes. Callers choose how large an entry is, so a number of entries is no bound: a thousand may take a megabyte or
 * twelve gigabytes. Every LRU cache is created here; a test checks this.
 */
import { channel } from 'node:diagnostics_channel';
import { LRUCache } from 'lru-cache';

type Extras<K extends object | string, V extends object | string | number> = Pick<
  LRUCache.Options<K, V, unknown>,
  'dispose' | 'maxEntrySize' | 'memoMethod'
>;

export interface StoreOptions<K extends object | string, V extends object | string | number> extends Extras<K, V> {
  readonly name: string;
  readonly maxBytes: number;
  /** The bytes of an entry, its key included. */
  readonly bytesOf: (value: V, key: K) => number;
}

/** The diagnostics channel that announces each store. */
export const STORES = 'whmcs-graphql-gateway:store';

const announced = channel(STORES);

/** The bytes of an entry that the cache itself needs. */
export const ENTRY_BYTES = 200;

/** Text takes two bytes a character if any of its characters is outside Latin-1. */
export const textBytes = (text: string): number => 2 * text.length;

/** A cache that evicts the least recently used entries before it exceeds `maxBytes`. */
export function boundedStore<K extends object | string, V extends object | string | number>({
  name,
  maxBytes,
  bytesOf,
  ...extras
}: StoreOptions<K, V>): LRUCache<K, V> {
  const store = new LRUCache<K, V>({
    ...extras,
    maxSize: maxBytes,
    sizeCalculation: (value, key) => Math.max(1, Math.ceil(bytesOf(value, key))),
  });
  announced.publish({ name, maxBytes, store });
  return store;
}
