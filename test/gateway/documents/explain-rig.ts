/** X-Gateway-Explain for tests: the estimated cost of an operation beside its actual cost. */
import { expect, onTestFinished } from 'vitest';
import type { Limits } from '../../../src/config/limits.ts';
import type { Forecast } from '../../../src/graph/base/call-forecast.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

export const only = { 'x-gateway-explain': 'only' };

export async function fresh(limits: Partial<Limits> = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ simulator: { clients: 60 }, gateway: { limits } });
  onTestFinished(() => gateway.close());
  return gateway;
}

/** The forecast, which must make no call to WHMCS. */
export async function forecast(gateway: TestGateway, document: unknown, given = {}, headers = {}): Promise<Forecast> {
  const { data, errors, calls, extensions } = await gateway.execute(String(document), given, {
    headers: { ...only, ...headers },
  });
  expect([data, errors, calls]).toEqual([null, undefined, []]);
  const told = extensions?.whmcs?.forecast;
  if (!told) throw new Error('there is no forecast');
  return told;
}

export type Foretold = readonly [least: number, calls: number, most: number | null];

/** The actual cost of an operation, between its lower and upper bound. */
export async function foretold(gateway: TestGateway, document: unknown, given = {}, headers = {}): Promise<Foretold> {
  const { least, most } = await forecast(gateway, document, given, headers);
  const { extensions } = await gateway.execute(String(document), given, { headers });
  return [least, extensions?.whmcs?.calls ?? NaN, most];
}

/** Whether the number of calls lies between the bounds. */
export const holds = ([least, calls, most]: Foretold): boolean => least <= calls && (most === null || calls <= most);
