/** Whether memory is bounded: the heap of a gateway after many requests, and after many more. */
import { startSimulator } from '../../src/simulator/index.ts';
import { fire } from './load.ts';
import { requestAs, type Operation } from './operation.ts';
import type { Memory, Processes } from './processes.ts';

export interface Growth {
  /** The number of requests so far, and the memory held then. */
  readonly looks: readonly (Memory & { readonly questions: number })[];
  /** The last heap divided by the first. */
  readonly ratio: number;
}

/** Each request is for another client; WHMCS has that many. */
export async function measureGrowth(processes: Processes, counts: readonly [number, number]): Promise<Growth> {
  const simulator = await startSimulator({ clients: counts[1] });
  const gateway = processes.fork('gateway-process');
  try {
    const url = await gateway.start({ whmcs: simulator.url, concurrency: 8 });
    const questions = everyClientOf(counts[1]);
    const looks = [];
    let asked = 0;
    for (const count of counts) {
      await fire(questions, url, { amount: count - asked });
      asked = count;
      simulator.calls.reset();
      looks.push({ questions: count, ...(await gateway.memory()) });
    }
    const [first, last] = [looks.at(0), looks.at(-1)];
    return { looks, ratio: (last?.heapBytes ?? Number.NaN) / (first?.heapBytes ?? Number.NaN) };
  } finally {
    await gateway.end();
    await simulator.close();
  }
}

function everyClientOf(clients: number): Operation {
  const query = 'query Growth($id: ID!) { client(id: $id) { fullName email status } }';
  const bodyOf = (id: number): string => JSON.stringify({ query, variables: { id: String(id) } });
  let id = 0;
  return {
    name: 'growth',
    kind: 'query',
    ...requestAs('staff', query, {}),
    next() {
      id = (id % clients) + 1;
      return bodyOf(id);
    },
  };
}
