import type { Metrics } from '@tradewind/service/metrics.ts'
import type { Deps } from '../deps.ts'

/** How far the chain is behind the ledger. */
export function showLedger(metrics: Metrics, { ledger }: Pick<Deps, 'ledger'>): void {
  metrics.gauge('ledger_unsealed', 'Ledger transactions in no block of the chain yet', () => ledger.countUnsealed())
}
