/** The inner side of a measured process: it starts its server on request, and measures itself, which is impossible from outside. */
export type Question =
  { readonly ask: 'start'; readonly given: string } | { readonly ask: 'cpu' } | { readonly ask: 'memory' };

/** The parameters of a gateway. */
export interface Upstream {
  /** The base address of a WHMCS. */
  readonly whmcs: string;
  /** The maximum of concurrent calls. */
  readonly concurrency: number;
}

/**
 * Serves the commands of the outer side.
 *
 * @param start starts the server and returns its address; called again, it starts another one with empty caches
 */
export function measured(start: (given: string) => Promise<string>): void {
  const answer = async (question: Question): Promise<unknown> => {
    switch (question.ask) {
      case 'start':
        return start(question.given);
      case 'cpu':
        return cpuMicros();
      case 'memory':
        return memory();
    }
  };
  process.on('message', (question: Question) => {
    void answer(question).then((value) => process.send?.(value));
  });
  process.once('disconnect', () => process.exit());
}

/** A process with a gateway in it. */
export const measuredGateway = (start: (upstream: Upstream) => Promise<string>): void =>
  measured((given) => start(JSON.parse(given) as Upstream));

function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Memory held after garbage collection: twice, because the first collection runs finalizers. */
function memory(): { heapBytes: number; rssBytes: number } {
  if (!globalThis.gc) throw new Error('start this process with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, rssBytes: rss };
}
