import { expect, it } from 'vitest';
import { operations } from '../src/cli/package-files.ts';
import { runBench } from './bench/bench.ts';
import { table } from './bench/table.ts';
import { variables } from './bench/variables.ts';

it('knows what to send each operation with', () => {
  expect(Object.keys(variables).toSorted()).toEqual([...operations().keys()]);
});

it('measures an operation, and says how much', { timeout: 60_000 }, async () => {
  const report = await runBench({ quick: true, operations: ['UnpaidInvoices'] });
  expect(report.failures).toEqual([]);
  expect(report.rows).toEqual([
    expect.objectContaining({ name: 'UnpaidInvoices', kind: 'query', as: 'staff', calls: { cold: 1, warm: 0 } }),
  ]);
  expect(table(report)).toMatch(/^UnpaidInvoices +staff +1 +0 /m);
});

it('refuses what is no operation', async () => {
  await expect(runBench({ operations: ['UnpaidInvoice'] })).rejects.toThrow('schema/operations has no UnpaidInvoice');
});
