/** Waiting for what comes, however long it takes: a test that waits for ever is ended by its own limit. */
import { setTimeout } from 'node:timers/promises';
import type { TestGateway } from './gateway.ts';

/** Waits until something is so. expect.poll would move a clock that stands still. */
export async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await is())) await setTimeout(5);
}

/** Waits until no call to WHMCS is under way any more, in the background neither. */
export async function settled({ fetch }: Pick<TestGateway, 'fetch'>): Promise<void> {
  const load = /^whmcs_calls_(?:active|queued)(?:\{.*\})? [1-9]/m;
  await until(async () => !load.test(await (await fetch('/metrics')).text()));
}
