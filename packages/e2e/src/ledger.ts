import { openDatabase } from '@tradewind/sql/database.ts'

interface Tables {
  ledger_entries: { account: string; direction: 'debit' | 'credit'; amount: number }
}

interface Ledger {
  debits: number
  credits: number
  /** What the gateway owes us. */
  receivable: number
}

/** Sums of payments' own tables: a test may look where no service may. */
export async function readLedger(database_url: string): Promise<Ledger> {
  const database = await openDatabase<Tables>(database_url)
  try {
    const entries = await database.read((reader) => reader.selectFrom('ledger_entries').selectAll().execute())
    const sum = (chosen: typeof entries) => chosen.reduce((total, { amount }) => total + Number(amount), 0)
    const receivable = entries.filter(({ account }) => account === 'gateway_receivable')
    return {
      debits: sum(entries.filter(({ direction }) => direction === 'debit')),
      credits: sum(entries.filter(({ direction }) => direction === 'credit')),
      receivable: sum(receivable.filter(({ direction }) => direction === 'debit')),
    }
  } finally {
    await database.close()
  }
}
