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
  /** As `json-error`, when all is done: a module that waited for a shorter time than its server took, or a hook or mail that failed after it. */
  | 'json-error-after'
  /** As `json-error`, when the first of several things is done: AcceptOrder alone does several. */
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

  /** The fault that this request meets, if any. One that is still skipping lets the next in the queue decide. */
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
