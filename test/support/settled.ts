/** Waits without a timeout of its own: the test's limit ends a wait that never succeeds. */
import { setTimeout } from 'node:timers/promises';
import type { TestGateway } from './gateway.ts';

/** Waits until the condition holds. expect.poll would advance a clock that a test has stopped. */
export async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await is())) await setTimeout(5);
}

/** Waits until no call to WHMCS is in flight, not even in the background. */
export async function settled({ fetch }: Pick<TestGateway, 'fetch'>): Promise<void> {
  const load = /^whmcs_calls_(?:active|queued)(?:\{.*\})? [1-9]/m;
  await until(async () => !load.test(await (await fetch('/metrics')).text()));
}
