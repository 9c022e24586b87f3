/** What the gateway was told: an answer with its age, and how long it may be used. */
import { keepOf, type Keep, type Params, type ReadCommand } from '../command.ts';
import type { Reply } from '../client.ts';
import type { Tag } from './tags.ts';
import type { EntityKey } from './mentions.ts';

/** How long answers may be used. */
export interface CacheTimes {
  /** Seconds for which an answer of each kind is fresh. */
  readonly seconds: Readonly<Record<Keep, number>>;
  /** Seconds after that in which it may be used while one fresh answer is fetched, where the caller agrees. */
  readonly staleSeconds: Readonly<Record<Keep, number>>;
  /** Seconds after that in which it may be used where WHMCS is down. */
  readonly errorSeconds: Readonly<Record<Keep | 'money', number>>;
}

/** Where WHMCS is down, what has aged will do for long; not so where amounts are shown, and never where something is done. */
export type Fallback = 'long' | 'short' | 'never';

/** When a question was asked. */
interface Asked {
  /** The moment of the question, on the clock of tags. */
  readonly askedAt: number;
  /** The same in milliseconds. */
  readonly askedOn: number;
}

export interface CachedAnswer extends Asked {
  /** WHMCS's name of the command. */
  readonly command: string;
  /** As it was asked. */
  readonly params: unknown;
  readonly answer: unknown;
  readonly freshUntil: number;
  /** Until then it may be used while a fresh one is fetched, where nothing hangs on its being of this moment. */
  readonly staleUntil: number;
  /** Until then it may be used where WHMCS is down. */
  readonly fallbackUntil: Readonly<Record<Fallback, number>>;
  readonly tags: readonly Tag[];
  /** The things of which it tells. */
  readonly mentions: readonly EntityKey[];
  readonly size: number;
}

/** What a memory of answers, or of what was made of them, was made of. */
export interface Provenance {
  /** How many answers. */
  readonly answers: number;
  readonly tags: readonly Tag[];
  /** The oldest of the questions. */
  readonly askedAt: number;
  /** The shortest of their fresh times. */
  readonly freshUntil: number;
}

/** An answer that has just come. */
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
      // What things cost in the catalogue is not what somebody owes.
      short: until(keep === 'reference' ? errorSeconds[keep] : short),
      never: -Infinity,
    },
    tags: command.tags(params, answer),
    mentions: command.mentioned(params, answer),
    size,
  };
}

/** What was made of these answers. */
export function provenanceOf(answers: ReadonlySet<CachedAnswer>): Provenance {
  const tags = new Set<Tag>();
  let [askedAt, freshUntil] = [Infinity, Infinity];
  for (const told of answers) {
    for (const tag of told.tags) tags.add(tag);
    askedAt = Math.min(askedAt, told.askedAt);
    freshUntil = Math.min(freshUntil, told.freshUntil);
  }
  return { answers: answers.size, tags: [...tags], askedAt, freshUntil };
}
