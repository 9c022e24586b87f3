/** The size of a response is measured before its first byte is sent, so that no response is truncated. */
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AnswerTooLargeError, printed } from '../../../src/gateway/response/print-answer.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

async function gatewayFor(answerBytes: number): Promise<TestGateway> {
  const gateway = await startTestGateway({ simulator: { clients: 20 }, gateway: { limits: { answerBytes } } });
  onTestFinished(() => gateway.close());
  return gateway;
}

describe('a response that is too large', () => {
  const page = '{ clients(first: 20) { nodes { id fullName email } } }';

  it('to a query becomes this error alone, each time', async () => {
    const gateway = await gatewayFor(1_500);
    for (let time = 1; time <= 4; time++) {
      const { data, errors, headers } = await gateway.execute(page);
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([
        { message: expect.stringContaining('1500 bytes'), extensions: { code: 'BUDGET_EXCEEDED' } },
      ]);
      expect(headers.get('content-length')).not.toBeNull();
    }
  });

  it('is sent whole when it fits', async () => {
    const gateway = await gatewayFor(15_000);
    expect((await gateway.execute<{ clients: { nodes: unknown[] } }>(page)).data.clients.nodes).toHaveLength(20);
  });

  it('to a mutation keeps the type of the result', async () => {
    const gateway = await gatewayFor(500);
    const { data, errors } = await gateway.execute(`mutation { serviceSuspend(input: { serviceId: "1" }) { __typename
      ... on ServiceSuspendPayload { service { client { services(first: 20) { nodes { id name domainName status } } invoices { nodes { id status } } } } } } }`);
    expect(data).toEqual({ serviceSuspend: { __typename: 'ServiceSuspendPayload' } });
    expect(errors).toMatchObject([{ extensions: { code: 'BUDGET_EXCEEDED' } }]);
    expect(gateway.simulator.world.services.get(1)?.status).toBe('Suspended');
  });

  it('to a mutation that was not done keeps that type, and does not report success', async () => {
    const gateway = await gatewayFor(500);
    const { data, errors } = await gateway.execute(`mutation {
      done: serviceSuspend(input: { serviceId: "1" }) { __typename
        ... on ServiceSuspendPayload { service { client { services(first: 20) { nodes { id name domainName status } } invoices { nodes { id status } } } } } }
      missing: serviceSuspend(input: { serviceId: "999999" }) { __typename }
    }`);
    expect(data).toEqual({
      done: { __typename: 'ServiceSuspendPayload' },
      missing: { __typename: 'NotFoundError' },
    });
    expect(errors?.map(({ message }) => message)).toEqual([expect.not.stringMatching(/was done|happened/)]);
  });
});

describe('printing', () => {
  it('in pieces gives the JSON of JSON.stringify', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), async (values) => {
        const large = {
          values,
          more: Array.from({ length: 3_000 }, () => ({ text: 'äé"\n'.repeat(40), none: undefined, values: [] })),
        };
        expect(await printed(large, Infinity)).toBe(JSON.stringify(large));
      }),
      { numRuns: 10 },
    );
  });

  it('counts bytes and stops at its limit', async () => {
    const text = { data: 'é'.repeat(400_000) };
    expect(await printed(text, 800_020)).toHaveLength(400_011);
    await expect(printed(text, 800_000)).rejects.toThrow(AnswerTooLargeError);
  });
});
