import type { TestGateway } from './gateway.ts';

/** The number of whole responses served from the cache so far. */
export async function wholeResponses(gateway: TestGateway): Promise<number> {
  const text = await (await gateway.fetch('/metrics')).text();
  return Number(/^gateway_response_cache_hits_total (\d+)$/m.exec(text)?.[1]);
}
