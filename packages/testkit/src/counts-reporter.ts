import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Writes `{ passed, failed, skipped }` of a run to the file that `TEST_COUNTS` names; a file that does not load is a failure. */
export class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const path = process.env.TEST_COUNTS
    if (path) writeFileSync(path, JSON.stringify(countTests(modules, errors.length)))
  }
}

function countTests(modules: readonly TestModule[], errors: number) {
  const counts = { passed: 0, failed: errors, skipped: 0 }
  for (const module of modules) {
    counts.failed += module.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state !== 'pending') counts[state] += 1
    }
  }
  return counts
}
