import { formatTable } from '../report/format-table.ts'
import { measureGrowth } from './measure-growth.ts'
import { measureReconciliation } from './measure-reconciliation.ts'

const STORED = [1_000, 1_000_000]
const COMPARED = [10_000, 100_000]

/** Whether payments cost the same however many are stored, and a reconciliation the same memory. */
export async function runBooks({ rounds, seconds }: { rounds: number; seconds: number }): Promise<string> {
  const growth = await measureGrowth(STORED, { rounds, seconds })
  const [small, large] = growth
  const ratio = ((large?.payments_per_s ?? 0) / (small?.payments_per_s ?? 1)).toFixed(2)
  const runs = []
  for (const count of COMPARED) runs.push(await measureReconciliation(count))
  return [
    formatTable(
      ['stored', 'payments/s at 8', 'statements', 'commits', '/ledger/accounts ms'],
      growth.map(({ stored, payments_per_s, statements, commits, accounts_ms }) => [
        String(stored),
        payments_per_s.toFixed(0),
        statements.toFixed(1),
        commits.toFixed(1),
        accounts_ms.toFixed(1),
      ]),
    ),
    `payments/s at 10⁶ beside 10³: ${ratio}`,
    '',
    formatTable(
      ['compared', 's', 'resident MB', 'of it its own', 'false breaks', 'planted and found'],
      runs.map(({ payments, seconds: took, resident_mb, anonymous_mb, false_breaks, found }) => [
        String(payments),
        took.toFixed(1),
        resident_mb.toFixed(0),
        anonymous_mb.toFixed(0),
        String(false_breaks),
        found.join(' '),
      ]),
    ),
  ].join('\n')
}
