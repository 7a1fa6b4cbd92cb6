import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { LedgerStore } from '../ledger-deps.ts'
import { listAccounts, listEntries } from './ledger-reads.ts'
import { sealLedger } from './seal-ledger.ts'
import {
  countUnsealed,
  hasUnsealed,
  lastSeal,
  readChained,
  readSealed,
  readSeals,
  readSums,
  readUnsealed,
} from './seal-reads.ts'

/** The ledger on MySQL or SQLite, by the same statements. */
export function createLedgerStore(database: SqlDatabase<unknown>): LedgerStore {
  const { read, write } = database
  return {
    lastSeal: () => read(lastSeal),
    hasUnsealed: () => read(hasUnsealed),
    countUnsealed: () => read(countUnsealed),
    readUnsealed: (limit) => read((connection) => readUnsealed(connection, limit)),
    seal: (block) => write((transaction) => sealLedger(transaction, block)),
    readSeals: (page) => read((connection) => readSeals(connection, page)),
    readSealed: (sequence) => read((connection) => readSealed(connection, sequence)),
    readSums: () => read(readSums),
    readChained: (page) => read((connection) => readChained(connection, page)),
    listAccounts: () => read(listAccounts),
    listEntries: (page) => read((connection) => listEntries(connection, page)),
  }
}
