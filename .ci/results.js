// Adds up vitest's JSON reports in the folder given, a line for each and the sum as the closing line. A skipped test is
// a failure here: CI has everything that the tests need.
import { readdirSync, readFileSync } from 'node:fs';

const folder = process.argv[2];
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.suite.json'))) {
  const report = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  // A file that could not even be loaded has no test to count.
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const sums = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  console.log(`${file}: passed ${sums.passed}, failed ${sums.failed}, skipped ${sums.skipped}`);
  passed += sums.passed;
  failed += sums.failed;
  skipped += sums.skipped;
}
if (skipped > 0) console.log(`FAILED: ${skipped} tests were skipped; nothing may be skipped here`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || skipped > 0 || passed === 0 ? 1 : 0;
