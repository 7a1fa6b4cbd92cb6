import type { BalanceStore, Payout, PayoutPage } from '../balance-deps.ts'
import type { BalanceTransaction } from '../domain/balance-transaction.ts'

const PAGE = 200

export interface SettlementLine extends BalanceTransaction {
  payout_ref: string
  /** When the payout left the gateway. */
  paid_out_at: string
}

type Range = Pick<PayoutPage, 'from' | 'until'>

/** Payout by payout, oldest first: what it paid out, then the payout itself, which they sum to. A page at a time. */
export async function* listSettlements(balance: BalanceStore, range: Range): AsyncGenerator<SettlementLine> {
  for await (const payout of eachPayout(balance, range)) {
    const { payout_ref, created_at: paid_out_at } = payout
    let after = ''
    for (;;) {
      const page = await balance.listPaidOut({ payout_ref, after, limit: PAGE })
      for (const movement of page) yield { ...movement, payout_ref, paid_out_at }
      if (page.length < PAGE) break
      after = page.at(-1)?.id ?? after
    }
    yield { ...payout, paid_out_at }
  }
}

async function* eachPayout(balance: BalanceStore, range: Range): AsyncGenerator<Payout> {
  let after = { created_at: '', id: '' }
  for (;;) {
    const page = await balance.listPayouts({ ...range, after, limit: PAGE })
    yield* page
    if (page.length < PAGE) return
    after = page.at(-1) ?? after
  }
}
