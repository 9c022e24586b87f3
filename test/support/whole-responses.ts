import type { TestGateway } from './gateway.ts';

/** How many responses were given whole from memory until now. */
export async function wholeResponses(gateway: TestGateway): Promise<number> {
  const text = await (await gateway.fetch('/metrics')).text();
  return Number(/^gateway_response_cache_hits_total (\d+)$/m.exec(text)?.[1]);
}
