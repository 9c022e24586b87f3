/**
 * npm run bench: `npm run bench -- [--quick] [--json] [operations | screens | memory | overload | name of an operation or screen ...]`,
 * or `npm run bench -- --against <another checkout> [--quick] [--json] [name of a screen ...]`.
 */
import { parseArgs } from 'node:util';
import { printedAgainst, runAgainst } from './against.ts';
import { runBench } from './bench.ts';
import { OperationFailed } from './operation.ts';
import { printed } from './printed.ts';

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    against: { type: 'string' },
  },
  allowPositionals: true,
});
const { quick, json, against } = values;

const options = {
  quick,
  ...(positionals.length > 0 && { only: positionals }),
  onTurn: (name: string) => process.stderr.isTTY && process.stderr.write(`${name}\n`),
};

try {
  if (against === undefined) await measure();
  else await compare(against);
} catch (error) {
  if (!(error instanceof OperationFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function measure(): Promise<void> {
  const report = await runBench(options);
  console.log(json ? JSON.stringify(report, null, 2) : printed(report));
  if (report.failures.length === 0) return;
  // A benchmark of error messages is worthless.
  console.error(`\nFAILED, and not in the tables:\n${report.failures.map((failure) => `  ${failure}`).join('\n')}`);
  process.exitCode = 1;
}

async function compare(checkout: string): Promise<void> {
  const rows = await runAgainst(checkout, options);
  console.log(json ? JSON.stringify(rows, null, 2) : printedAgainst(rows));
}
