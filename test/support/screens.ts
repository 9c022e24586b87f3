/** Screens one after the other, as their users open them: what each shows, and what it asks WHMCS. */
import { expect } from 'vitest';
import { startTestGateway, type As, type TestGateway } from './gateway.ts';

export interface Nodes<T> {
  readonly nodes: readonly T[];
  readonly totalCount: number;
}

/** What a screen shows, and the names of the commands that it took, in alphabetical order. */
export interface Shown<T> {
  readonly data: T;
  readonly asked: string[];
}

export const must = <T>(thing: T | undefined): T => thing ?? expect.fail('the simulator has no such thing');

/** Nothing ages while a test runs. */
const forAnHour = { reference: 3_600, record: 3_600, list: 3_600 };

const open: TestGateway[] = [];

/** Closes all that a test has started. */
export async function closeScreens(): Promise<void> {
  await Promise.all(open.splice(0).map((each) => each.close()));
}

/** A gateway that remembers nothing yet, over forty clients: 1 to 6 have nine services each, 7 has 120, 8 has nothing. */
export async function startScreens() {
  const gateway = await startTestGateway({
    simulator: { clients: 40 },
    gateway: { limits: { cacheSeconds: forAnHour } },
  });
  open.push(gateway);
  const screen = async <T = Record<string, unknown>>(document: string, as: As = 'staff'): Promise<Shown<T>> => {
    const { data, errors, calls } = await gateway.execute<T>(document, {}, { as });
    expect(errors).toBeUndefined();
    return { data, asked: calls.map(({ action }) => action).toSorted() };
  };
  return { gateway, world: gateway.simulator.world, screen };
}
