import type { PhpForm } from './php.ts';

/** Every request that reached api.php, failed ones too. Action names are compared without case. */
export interface CallLog {
  readonly total: number;
  of(action: string): number;
  readonly byAction: Readonly<Record<string, number>>;
  readonly entries: readonly CallEntry[];
  reset(): void;
}

export interface CallEntry {
  readonly action: string;
  /** On whose credential, as it was sent. */
  readonly identifier: string;
  /** The decoded form, without credentials. */
  readonly params: PhpForm;
  readonly at: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export class CallRecorder implements CallLog {
  entries: CallEntry[] = [];

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

  reset(): void {
    this.entries = [];
  }
}
