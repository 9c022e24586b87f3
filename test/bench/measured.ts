/** The inner side of a measured process: it is told what to start, and measures itself, which nobody can do from outside. */
export type Question =
  { readonly ask: 'start'; readonly given: string } | { readonly ask: 'cpu' } | { readonly ask: 'memory' };

/** What gateways are given. */
export interface Upstream {
  /** The base address of a WHMCS. */
  readonly whmcs: string;
  /** How many calls there may be at once. */
  readonly concurrency: number;
}

/**
 * Answers what the outer side asks.
 *
 * @param start begins to serve what it is given, and answers the address; called again it starts another, which knows nothing yet
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

/** What is held, without what merely lies around: twice, because the first collection runs finalizers. */
function memory(): { heapBytes: number; rssBytes: number } {
  if (!globalThis.gc) throw new Error('start this process with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, rssBytes: rss };
}
