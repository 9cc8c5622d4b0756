import { writeSync } from 'node:fs';

/** Prints `N passed, N failed` as the very last line of a Jest run, for .ci/run and for people. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A file that does not even load has no failed test, and must not count as none.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // After Jest's own summary and after the global teardown, which may still have to say something.
    process.once('exit', () => writeSync(1, line));
  }
}
