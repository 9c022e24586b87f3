/**
 * Delays "not found" for viewers that see only some clients. WHMCS answers faster for an entity that does not exist than for one that
 * belongs to somebody else, so that the time of a "not found" would reveal which it is. When everything else is computed, an operation
 * waits once for all of its negative results, as long as a successful lookup takes: both cases then take the same time.
 */
import type { Viewer } from '../../access/viewer.ts';
import { monotonic } from '../../monotonic.ts';
import type { WhmcsClient } from '../../whmcs/client.ts';
import type { ReadCommand } from '../../whmcs/command.ts';
import type { Floors } from '../../whmcs/cache/floors.ts';

export interface NegativesOptions {
  readonly floors: Floors;
  readonly client: Pick<WhmcsClient, 'load'>;
  readonly viewer: Pick<Viewer, 'role'>;
}

/** A lookup of an id that a viewer may have guessed. */
export interface NegativeLookUp {
  /** Its calls, in sequence. */
  readonly commands: readonly ReadCommand[];
  /** Its identity: the same lookup waits only once. */
  readonly key: string;
  /** When it started, by the monotonic clock. */
  readonly startedAt: number;
}

export class Negatives {
  readonly #options: NegativesOptions;
  readonly #keys = new Set<string>();
  #startedAt = Infinity;
  #floorMs = 0;

  constructor(options: NegativesOptions) {
    this.#options = options;
  }

  /** Records a lookup without a result. Staff see everything and never wait. */
  add({ commands, key, startedAt }: NegativeLookUp): void {
    const { floors, viewer } = this.#options;
    if (viewer.role === 'STAFF') return;
    this.#keys.add(key);
    this.#startedAt = Math.min(this.#startedAt, startedAt);
    const ms = commands.reduce((sum, { name }) => sum + floors.ms(name), 0);
    this.#floorMs = Math.max(this.#floorMs, ms);
  }

  /** Records how long a successful lookup took. */
  learn({ name }: ReadCommand, startedAt: number): void {
    this.#options.floors.learn(name, monotonic() - startedAt);
  }

  /**
   * Resolves when the negative results may be sent. More lookups than WHMCS serves at once take several turns, and so do lookups that
   * follow one another: the end of a whole turn reveals less than the end of the last call.
   *
   * @param signal ends the wait: at the deadline of the operation, or when the caller disconnects
   */
  async wait(signal: () => AbortSignal): Promise<void> {
    const ms = this.#floorMs;
    if (ms === 0) return;
    const turns = Math.ceil(this.#keys.size / Math.max(1, this.#options.client.load.limit));
    const passed = monotonic() - this.#startedAt;
    await pause(ms * Math.max(turns, Math.ceil(passed / ms)) - passed, signal());
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
