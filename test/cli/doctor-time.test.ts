/** Doctor over a WHMCS that is slow, or hangs: for how long it waits, and what it says then. No time but WHMCS's passes here. */
import { describe, expect, it } from 'vitest';
import { usualPatience, type Patience } from '../../src/cli/examination.ts';
import { giveUpWhatHangs } from '../support/deadlines.ts';
import { useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();
const patience: Patience = { connectMs: 7_000, probeMs: 14_999, totalMs: 3_600_001, slowMs: 100 };

describe('time', () => {
  it('a host that hangs is reported within the deadline of one answer', async () => {
    simulator.fail({ kind: 'hang' });
    giveUpWhatHangs(simulator, patience.probeMs);
    const { ending, said } = await examine({}, patience);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringContaining('did not answer WhmcsDetails within 14999 ms; is it slow, or hung?'),
    ]);
    expect(simulator.calls.total).toBe(1);
  });

  it('a slow one is reported with its latency', async () => {
    simulator.fail({ kind: 'latency', latencyMs: 110 });
    const { ending, said } = await examine({}, patience);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringMatching(/^✗ Half of the answers took \d{3,} ms or more\.$/m),
    ]);
  });

  it('in all, it ends when its time is up, and says for what there was none', async () => {
    simulator.fail({ kind: 'hang', skip: 1 });
    giveUpWhatHangs(simulator, patience.totalMs);
    const { ending, said } = await examine({ WHMCS_MAX_CONCURRENCY: '1' }, patience);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringMatching(/^✗ GetTransactions .*no answer before the time was up$/m),
    ]);
    expect(simulator.calls.total).toBe(2);
  });

  it('has by itself less than ten seconds for it', () => {
    expect(usualPatience.totalMs).toBeLessThan(10_000);
    expect(usualPatience.probeMs).toBeLessThan(usualPatience.totalMs / 2);
  });
});
