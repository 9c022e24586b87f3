/**
 * Memory that callers can fill. It is bounded in bytes, because a caller chooses how large an entry is: a thousand entries may be a
 * megabyte or twelve gigabytes. Every LRU cache is made here, which a test checks.
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
  /** What an entry takes, its key included. */
  readonly bytesOf: (value: V, key: K) => number;
}

/** The diagnostics channel that is told of each store that is made. */
export const STORES = 'whmcs-graphql-gateway:store';

const made = channel(STORES);

/** What an entry takes in the cache itself. */
export const ENTRY_BYTES = 200;

/** Text takes two bytes a character where one of its characters is outside of Latin-1. */
export const textBytes = (text: string): number => 2 * text.length;

/** A cache that forgets what was used least recently before it exceeds `maxBytes`. */
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
  made.publish({ name, maxBytes, store });
  return store;
}
