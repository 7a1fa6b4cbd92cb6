import { describe, expect, it } from 'vitest'
import { toBenchResult } from '../src/report/bench-result.ts'
import { toMarkdown } from '../src/report/to-markdown.ts'
import { runBench } from '../src/run-bench.ts'

const options = { databases: 'sqlite' as const, seconds: 1, rounds: 1, concurrencies: [1], starts: 1 }
const CELLS = ['floor', 'accept', 'chain', 'full', 'accept_paid', 'read', 'list']

describe('a run of the bench', () => {
  it('when all is well, then every cell has answers, none of them wrong, and every aim is judged', async () => {
    const result = toBenchResult(options, await runBench(options, () => {}))

    expect(result.cells.map(({ cell }) => cell)).toEqual(CELLS)
    for (const { rate, failures, p50_ms, p99_ms } of result.cells) {
      expect(failures).toBe(0)
      expect(rate).toBeGreaterThan(1)
      expect(p99_ms).toBeGreaterThanOrEqual(p50_ms)
    }
    const chain = result.cells.find(({ cell }) => cell === 'chain')
    expect(chain?.counts.payments?.statements).toBeCloseTo(2)
    expect(Object.keys(result.start_up.memory_mb)).toEqual(expect.arrayContaining(['orders', 'payments', 'email']))
    expect(toMarkdown(result)).not.toMatch(/NaN|undefined|Infinity/)
  }, 60_000)
})
