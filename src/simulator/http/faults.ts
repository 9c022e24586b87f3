export type FaultKind =
  | 'latency'
  | 'hang'
  | 'slow-drip'
  | 'reset-before'
  | 'reset-after'
  | 'hang-after'
  | 'html-200'
  | 'html-403'
  | 'html-503'
  | 'html-500-after'
  | 'emitter-500-after'
  | 'php-warning-first'
  | 'truncated'
  | 'empty'
  | 'xml'
  | 'text'
  | 'status-429'
  | 'json-error'
  /** As `json-error`, after the command has run: a module timed out before its server did, or a hook or mail failed afterwards. */
  | 'json-error-after'
  /** As `json-error`, after the first of several effects; only AcceptOrder has several. */
  | 'json-error-halfway'
  | 'warning-only'
  | 'wrong-credential'
  | 'wrong-ip'
  | 'role'
  | 'admin-disabled'
  | 'status-instead-of-result'
  | 'missing-total'
  | 'zero-total'
  | 'flat-keys'
  | 'single-object'
  | 'keyed-object'
  | 'bom'
  | 'memory-exhausted';

/** One way for a PHP application behind a web server to fail. */
export interface Fault {
  /** Absent: any action. */
  action?: string | readonly string[];
  /** Absent: until healed. */
  times?: number;
  /** Lets this many matching calls pass first. */
  skip?: number;
  kind: FaultKind;
  /** For `latency` the delay (1000), for `slow-drip` the pause between its twenty pieces (250). */
  latencyMs?: number;
  /** Replaces the message of an error, or makes `status-instead-of-result` an error. */
  message?: string;
}

interface QueuedFault {
  readonly fault: Fault;
  readonly actions: readonly string[] | undefined;
  toSkip: number;
  left: number;
}

export class FaultQueue {
  #queue: QueuedFault[] = [];

  add(fault: Fault): void {
    const actions =
      fault.action === undefined ? undefined : [fault.action].flat().map((action) => action.toLowerCase());
    this.#queue.push({ fault, actions, toSkip: fault.skip ?? 0, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#queue = [];
  }

  /** The fault of this request, if any. A fault that still skips calls leaves the decision to the next in the queue. */
  next(action: string): Fault | undefined {
    for (const queued of this.#queue) {
      if (queued.actions && !queued.actions.includes(action.toLowerCase())) continue;
      if (queued.toSkip > 0) {
        queued.toSkip -= 1;
        continue;
      }
      queued.left -= 1;
      if (queued.left <= 0) this.#queue = this.#queue.filter((other) => other !== queued);
      return queued.fault;
    }
    return undefined;
  }
}
