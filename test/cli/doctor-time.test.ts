/** Doctor over a WHMCS that is slow, or hangs: for how long it waits, and what it says then. */
import { describe, expect, it } from 'vitest';
import type { Patience } from '../../src/cli/doctor.ts';
import { useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();
const impatient: Patience = { probeMs: 300, totalMs: 600, slowMs: 100 };

describe('time', () => {
  it('a host that hangs is reported within the deadline of one answer', async () => {
    simulator.fail({ kind: 'hang' });
    const startedAt = performance.now();
    const { ending, said } = await examine({}, impatient);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringContaining('did not answer WhmcsDetails within 300 ms; is it slow, or hung?'),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(600);
  });

  it('a slow one is reported with its latency', async () => {
    simulator.fail({ kind: 'latency', latencyMs: 110 });
    const { ending, said } = await examine({}, { ...impatient, totalMs: 5_000 });
    expect([ending, said]).toEqual(['slow', expect.stringMatching(/^✗ Half of the answers took 1\d\d ms or more\.$/m)]);
  });

  it('what there was no time for is said', async () => {
    simulator.fail({ kind: 'latency', latencyMs: 250 });
    const { ending, said } = await examine({}, impatient);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringMatching(/^✗ GetTransactions .*no answer before the time was up$/m),
    ]);
  });

  it('in all, it would be done in less than ten seconds', async () => {
    simulator.fail({ kind: 'hang', skip: 1 });
    const startedAt = performance.now();
    const { ending } = await examine({ WHMCS_MAX_CONCURRENCY: '1' }, { ...impatient, probeMs: 5_000 });
    expect(ending).toBe('slow');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});
