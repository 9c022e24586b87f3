/** Waits until no call to WHMCS is under way any more, in the background neither. */
import { setTimeout } from 'node:timers/promises';
import type { TestGateway } from './gateway.ts';

export async function settled({ fetch }: Pick<TestGateway, 'fetch'>): Promise<void> {
  const load = /^whmcs_calls_(?:active|queued)(?:\{.*\})? [1-9]/m;
  // expect.poll would move a clock that stands still.
  while (load.test(await (await fetch('/metrics')).text())) await setTimeout(5);
}
