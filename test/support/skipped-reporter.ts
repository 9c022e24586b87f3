import type { Reporter, TestModule } from 'vitest/node';

/** Names every skipped test at the end of a run, so that a count does not hide the missing checks. */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => `${module.relativeModuleId} > ${test.fullName}`),
    );
    if (skipped.length > 0) console.log(['\nSkipped:', ...skipped.map((name) => `  ${name}`), ''].join('\n'));
  }
}
