/**
 * Negative answers of an operation to a viewer who sees some clients. WHMCS takes longer for what exists than for what does not, so
 * that a quick "nothing" would tell that a thing is there or not. All of an operation's wait together, when everything is computed and
 * no call is under way, until a thing that is there would have been told of: what is somebody else's and what is missing are told at
 * the same time.
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

/** Something that a viewer may have guessed, as it is looked up. */
export interface LookUp {
  /** Its calls, one after the other. */
  readonly commands: readonly ReadCommand[];
  /** What tells it from others: who asks twice waits once. */
  readonly key: string;
  /** When it began, by the monotonic clock. */
  readonly begunAt: number;
}

export class Negatives {
  readonly #options: NegativesOptions;
  readonly #keys = new Set<string>();
  #begunAt = Infinity;
  #floorMs = 0;

  constructor(options: NegativesOptions) {
    this.#options = options;
  }

  /** It came to nothing. Staff, who see what there is, never wait. */
  add({ commands, key, begunAt }: LookUp): void {
    const { floors, viewer } = this.#options;
    if (viewer.role === 'STAFF') return;
    this.#keys.add(key);
    this.#begunAt = Math.min(this.#begunAt, begunAt);
    const ms = commands.reduce((sum, { name }) => sum + floors.ms(name), 0);
    this.#floorMs = Math.max(this.#floorMs, ms);
  }

  /** A thing was found, which took its time. */
  learn({ name }: ReadCommand, begunAt: number): void {
    this.#options.floors.learn(name, monotonic() - begunAt);
  }

  /**
   * Resolves when the operation's negative answers may be told. More than WHMCS is asked at once take as many turns, and so does what
   * follows upon one another: the end of a turn tells less than the end of the last call.
   *
   * @param signal ends the waiting: at the operation's deadline, and where the caller has gone
   */
  async told(signal: () => AbortSignal): Promise<void> {
    const ms = this.#floorMs;
    if (ms === 0) return;
    const turns = Math.ceil(this.#keys.size / Math.max(1, this.#options.client.load.limit));
    const passed = monotonic() - this.#begunAt;
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
