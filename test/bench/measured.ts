/** The inner side of a measured process: it is told what to start, and measures itself, which nobody can do from outside. */

export type Question =
  { readonly ask: 'start'; readonly given: string } | { readonly ask: 'cpu' } | { readonly ask: 'memory' };

/** @param start begins to serve what it is given, and answers the address */
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
