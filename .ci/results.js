// Adds up vitest's JSON reports in the folder given, a line for each and the sum as the closing line. A skipped test is
// a failure here, for CI has everything that the tests need. Only what lies beside the checkout may be missing: tests
// that read it have a run of their own where it does.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = process.argv[2];
const needsBeside = ({ fullName }) => fullName.includes('put ../shared beside the checkout to run');
const haveBeside = existsSync(`${folder}/beside.suite.json`);

let passed = 0;
let failed = 0;
let unwanted = 0;
const missing = new Set();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.suite.json'))) {
  const report = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  // A file that could not even be loaded has no test to count.
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const skipped = report.testResults
    .flatMap((suite) => suite.assertionResults)
    .filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status));
  const excused = file === 'beside.suite.json' ? [] : skipped.filter(needsBeside);
  for (const { fullName } of excused) missing.add(fullName);
  const failures = report.numFailedTests + unloaded.length;
  console.log(`${file}: passed ${report.numPassedTests}, failed ${failures}, skipped ${skipped.length}`);
  passed += report.numPassedTests;
  failed += failures;
  unwanted += skipped.length - excused.length;
}
if (unwanted > 0) console.log(`FAILED: ${unwanted} tests were skipped; nothing may be skipped here`);
const skippedInAll = unwanted + (haveBeside ? 0 : missing.size);
console.log(`${passed} passed, ${failed} failed${skippedInAll > 0 ? `, ${skippedInAll} skipped` : ''}`);
process.exitCode = failed > 0 || unwanted > 0 || passed === 0 ? 1 : 0;
