/** npm run bench: `npm run bench -- [--quick] [--json] [operations | screens | memory | overload | name of an operation or screen ...]`. */
import { parseArgs } from 'node:util';
import { runBench } from './bench.ts';
import { OperationFailed } from './operation.ts';
import { printed } from './printed.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const report = await runBench({
  quick: values.quick,
  ...(positionals.length > 0 && { only: positionals }),
  onTurn: (name) => process.stderr.isTTY && process.stderr.write(`${name}\n`),
}).catch((error: unknown) => {
  if (!(error instanceof OperationFailed)) throw error;
  console.error(error.message);
  process.exit(1);
});

console.log(values.json ? JSON.stringify(report, null, 2) : printed(report));

// A benchmark of error messages is worthless.
if (report.failures.length > 0) {
  console.error(`\nFAILED, and not in the tables:\n${report.failures.map((failure) => `  ${failure}`).join('\n')}`);
  process.exitCode = 1;
}
