import { type AccountSum, addToSums } from '../domain/account-sums.ts'
import { checkSeal } from '../domain/check-seal.ts'
import type { Seal } from '../domain/seal.ts'
import type { LedgerStore } from '../ledger-deps.ts'

const SEALS = 100
const ROWS = 2_000

/** `broken`: the first fault found; `sequence` is the block it is in, where it is in one. */
export interface Verified {
  head: Pick<Seal, 'sequence' | 'hash'> | undefined
  transactions: number
  unsealed: number
  broken?: { sequence?: number; reason: string }
}

/** Walks the whole chain, then looks for what is beside it; a block at a time, so that memory does not grow with it. */
export async function verifyLedger(ledger: LedgerStore): Promise<Verified> {
  const walked = await walkChain(ledger)
  const broken =
    walked.broken ?? (await findBesideChain(ledger, 'transactions')) ?? (await findBesideChain(ledger, 'entries'))
  const { head, transactions } = walked
  return { head, transactions, unsealed: await ledger.countUnsealed(), ...(broken && { broken }) }
}

async function walkChain(ledger: LedgerStore): Promise<Omit<Verified, 'unsealed'>> {
  const sums = new Map<string, AccountSum>()
  let head: Seal | undefined
  let transactions = 0
  for (;;) {
    const seals = await ledger.readSeals({ after: head?.sequence ?? 0, limit: SEALS })
    for (const seal of seals) {
      const rows = await ledger.readSealed(seal.sequence)
      const reason = checkSeal({ seal, previous: head, rows })
      if (reason) return { head, transactions, broken: { sequence: (head?.sequence ?? 0) + 1, reason } }
      addToSums(sums, rows)
      transactions += seal.transactions
      head = seal
    }
    if (seals.length > 0) continue
    const stored = await ledger.readSums()
    // Sealed while we walked: on with it.
    if (stored.sequence > (head?.sequence ?? 0)) continue
    const broken = isSame(stored.sums, sums)
      ? {}
      : { broken: { reason: 'the stored sums are not those of the entries' } }
    return { head, transactions, ...broken }
  }
}

const isSame = (stored: AccountSum[], counted: Map<string, AccountSum>): boolean =>
  stored.length === counted.size &&
  stored.every(({ account, currency, debits, credits }) => {
    const sum = counted.get(`${account} ${currency}`)
    return sum?.debits === debits && sum.credits === credits
  })

async function findBesideChain(ledger: LedgerStore, of: 'transactions' | 'entries') {
  let after = ''
  for (;;) {
    const page = await ledger.readChained({ of, after, limit: ROWS })
    const beside = page.find(({ chained }) => chained === null)
    if (beside) return { reason: `${beside.id} is in the ledger and not in its chain` }
    if (page.length < ROWS) return undefined
    after = page.at(-1)?.id ?? after
  }
}
