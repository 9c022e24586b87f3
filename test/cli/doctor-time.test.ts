/** Doctor with a WHMCS that is slow or hangs: its timeouts and its messages. Time passes only in WHMCS. */
import { describe, expect, it } from 'vitest';
import { usualPatience, type Patience } from '../../src/cli/examination.ts';
import { giveUpWhatHangs } from '../support/deadlines.ts';
import { useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();
const patience: Patience = { connectMs: 7_000, probeMs: 14_999, totalMs: 3_600_001, slowMs: 100 };

describe('time', () => {
  it('reports a host that hangs within the timeout of one response', async () => {
    simulator.fail({ kind: 'hang' });
    giveUpWhatHangs(simulator, patience.probeMs);
    const { ending, said } = await examine({}, patience);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringContaining('did not answer WhmcsDetails within 14999 ms; is it slow, or hung?'),
    ]);
    expect(simulator.calls.total).toBe(1);
  });

  it('reports the latency of a slow WHMCS', async () => {
    simulator.fail({ kind: 'latency', latencyMs: 110 });
    const { ending, said } = await examine({}, patience);
    expect([ending, said]).toEqual(['slow', expect.stringMatching(/^✗ Median response time: \d{3,} ms\.$/m)]);
  });

  it('ends after the total timeout, and names the commands without a response', async () => {
    simulator.fail({ kind: 'hang', skip: 1 });
    giveUpWhatHangs(simulator, patience.totalMs);
    const { ending, said } = await examine({ WHMCS_MAX_CONCURRENCY: '1' }, patience);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringMatching(/^✗ GetTransactions .*no response within the time limit$/m),
    ]);
    expect(simulator.calls.total).toBe(2);
  });

  it('has a total timeout below ten seconds', () => {
    expect(usualPatience.totalMs).toBeLessThan(10_000);
    expect(usualPatience.probeMs).toBeLessThan(usualPatience.totalMs / 2);
  });
});
