import type { Loop } from '@tradewind/service/loop.ts'
import type { Metrics } from '@tradewind/service/metrics.ts'
import type { Deps } from '../deps.ts'
import { startBalanceImporter } from './balance-importer.ts'
import { showLedger } from './ledger-gauges.ts'
import { startLedgerSealer } from './ledger-sealer.ts'
import { startReconciler } from './reconciler.ts'
import { showReconciliation } from './reconciliation-gauges.ts'

/** All that keeps the books after the commit. */
export const startBookkeeping = (deps: Deps): Loop[] => [
  startLedgerSealer(deps),
  startBalanceImporter(deps),
  startReconciler(deps),
]

export function showBooks(metrics: Metrics, deps: Deps): void {
  showLedger(metrics, deps)
  showReconciliation(metrics, deps)
}
