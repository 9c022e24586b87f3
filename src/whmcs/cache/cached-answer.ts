/** A cached answer: an answer of WHMCS with its age, and how long it may be used. */
import { keepOf, type Keep, type Params, type ReadCommand } from '../command.ts';
import type { Reply } from '../client.ts';
import type { Tag } from './tags.ts';
import type { EntityKey } from './mentions.ts';

/** How long answers may be used. */
export interface CacheTimes {
  /** Seconds for which an answer of each kind is fresh. */
  readonly seconds: Readonly<Record<Keep, number>>;
  /** Seconds after that in which it may be served stale while a fresh answer is fetched, if the caller agrees. */
  readonly staleSeconds: Readonly<Record<Keep, number>>;
  /** Seconds after that in which it may be served stale while WHMCS is down. */
  readonly errorSeconds: Readonly<Record<Keep | 'money', number>>;
}

/** While WHMCS is down, stale answers are served for long; for a short time if they show amounts, and never to a mutation. */
export type Fallback = 'long' | 'short' | 'never';

/**
 * When a request was sent.
 *
 * A seam for several replicas: `askedAt` counts the invalidations of one process, so neither it nor an entry that carries it can be
 * shared with another process as it is. A shared cache needs a moment that all replicas agree on.
 */
interface Asked {
  /** The moment of the request, on the tag clock. */
  readonly askedAt: number;
  /** The same moment in milliseconds. */
  readonly askedOn: number;
}

export interface CachedAnswer extends Asked {
  /** WHMCS's name of the command. */
  readonly command: string;
  /** The parameters as the caller gave them. */
  readonly params: unknown;
  readonly answer: unknown;
  readonly freshUntil: number;
  /** Until then it may be served stale while a fresh one is fetched. */
  readonly staleUntil: number;
  /** Until then it may be served stale while WHMCS is down. */
  readonly fallbackUntil: Readonly<Record<Fallback, number>>;
  readonly tags: readonly Tag[];
  /** The entities that it holds facts about. */
  readonly mentions: readonly EntityKey[];
  readonly size: number;
}

/** The cached answers that something was derived from, as far as its validity depends on them. */
export interface Provenance {
  /** The number of answers. */
  readonly answers: number;
  readonly tags: readonly Tag[];
  /** The moment of the oldest request. */
  readonly askedAt: number;
  /** The earliest end of their fresh times. */
  readonly freshUntil: number;
}

/** The cache entry of an answer that has just arrived. */
export function cachedAnswerOf<C extends ReadCommand>(
  command: C,
  params: Params<C>,
  { askedAt, askedOn }: Asked,
  { answer, size }: Reply<C>,
  { seconds, staleSeconds, errorSeconds }: CacheTimes,
): CachedAnswer {
  const keep = keepOf(command, params);
  const freshUntil = askedOn + seconds[keep] * 1000;
  const until = (more: number) => freshUntil + more * 1000;
  const short = Math.min(errorSeconds[keep], errorSeconds.money);
  return {
    command: command.name,
    params,
    answer,
    askedAt,
    askedOn,
    freshUntil,
    staleUntil: until(command.money ? 0 : staleSeconds[keep]),
    fallbackUntil: {
      long: until(command.money ? short : errorSeconds[keep]),
      // Prices of the catalogue are not amounts that somebody owes.
      short: until(keep === 'reference' ? errorSeconds[keep] : short),
      never: -Infinity,
    },
    tags: command.tags(params, answer),
    mentions: command.mentioned(params, answer),
    size,
  };
}

/** The provenance of something derived from these answers. */
export function provenanceOf(answers: ReadonlySet<CachedAnswer>): Provenance {
  const tags = new Set<Tag>();
  let [askedAt, freshUntil] = [Infinity, Infinity];
  for (const cached of answers) {
    for (const tag of cached.tags) tags.add(tag);
    askedAt = Math.min(askedAt, cached.askedAt);
    freshUntil = Math.min(freshUntil, cached.freshUntil);
  }
  return { answers: answers.size, tags: [...tags], askedAt, freshUntil };
}
