import { openDatabase } from '@tradewind/sql/database.ts'

interface Tables {
  ledger_entries: { account: string; direction: 'debit' | 'credit'; amount: number }
}

interface Ledger {
  debits: number
  credits: number
  /** What the gateway has taken for us: it owes it, has kept it as its fee, or has paid it out. */
  received: number
}

/** Sums of payments' own tables: a test may look where no service may. */
export async function readLedger(database_url: string): Promise<Ledger> {
  const database = await openDatabase<Tables>(database_url)
  try {
    const entries = await database.read((reader) => reader.selectFrom('ledger_entries').selectAll().execute())
    const sum = (chosen: typeof entries) => chosen.reduce((total, { amount }) => total + Number(amount), 0)
    const by = (wanted: string, chosen: typeof entries) => chosen.filter(({ direction }) => direction === wanted)
    const balance = (wanted: string) => {
      const own = entries.filter(({ account }) => account === wanted)
      return sum(by('debit', own)) - sum(by('credit', own))
    }
    return {
      debits: sum(by('debit', entries)),
      credits: sum(by('credit', entries)),
      received: balance('gateway_receivable') + balance('processor_fees') + balance('bank'),
    }
  } finally {
    await database.close()
  }
}
