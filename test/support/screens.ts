/** Opens screens one after the other, as a user does: what each shows, and which commands it sends to WHMCS. */
import { expect } from 'vitest';
import { startTestGateway, type As, type TestGateway } from './gateway.ts';

export interface Nodes<T> {
  readonly nodes: readonly T[];
  readonly totalCount: number;
}

/** The data of a screen, and the names of the commands that it sent, in alphabetical order. */
export interface Shown<T> {
  readonly data: T;
  readonly asked: string[];
}

export const must = <T>(thing: T | undefined): T => thing ?? expect.fail('the simulator has no such thing');

/** Nothing expires while a test runs. */
const forAnHour = { reference: 3_600, record: 3_600, list: 3_600 };

const open: TestGateway[] = [];

/** Closes everything that a test has started. */
export async function closeScreens(): Promise<void> {
  await Promise.all(open.splice(0).map((each) => each.close()));
}

/** A gateway with an empty cache over forty clients: 1 to 6 have nine services each, 7 has 120, 8 has none. */
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
