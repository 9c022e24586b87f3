import type { ServerResponse } from 'node:http';
import type { PhpForm } from './http/php.ts';

/** Every request that reached api.php, failed ones too. Action names are compared without case. */
export interface CallLog {
  readonly total: number;
  of(action: string): number;
  readonly byAction: Readonly<Record<string, number>>;
  readonly entries: readonly CallEntry[];
  /** The number of requests whose answer hangs or drips because of a fault. */
  readonly hanging: number;
  reset(): void;
}

export interface CallEntry {
  readonly action: string;
  /** The identifier of the credential, as it was sent. */
  readonly identifier: string;
  /** The decoded form, without credentials. */
  readonly params: PhpForm;
  readonly at: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export class CallRecorder implements CallLog {
  entries: CallEntry[] = [];
  hanging = 0;

  get total(): number {
    return this.entries.length;
  }

  get byAction(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { action } of this.entries) counts[action] = (counts[action] ?? 0) + 1;
    return counts;
  }

  of(action: string): number {
    const wanted = action.toLowerCase();
    return this.entries.filter((entry) => entry.action.toLowerCase() === wanted).length;
  }

  record(entry: CallEntry): void {
    this.entries.push(entry);
  }

  /** Counts an answer that hangs until the caller gives up. */
  hangs(response: ServerResponse): void {
    this.hanging++;
    response.once('close', () => this.hanging--);
  }

  reset(): void {
    this.entries = [];
  }
}
