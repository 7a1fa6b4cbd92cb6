import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { ReconciliationStore } from '../reconciliation-deps.ts'
import { findPayments, listPayments, listPosted, sumPayments, sumPosted } from './recon-books.ts'
import { countOpenBreaks, findBreak, listBreaks, resolveBreak } from './recon-breaks.ts'
import { advanceRun, claimRun, createRun, findRun, listRuns, readLast } from './recon-runs.ts'
import { clearStaged, findStaged, listMovements, listPairs, newestMovement } from './recon-staged.ts'

export function createReconciliationStore({ read, write, writeOne }: SqlDatabase<unknown>): ReconciliationStore {
  return {
    create: (run, request_key) => writeOne((connection) => createRun(connection, run, request_key)),
    find: (id) => read((connection) => findRun(connection, 'id', id)),
    findByRequest: (request_key) => read((connection) => findRun(connection, 'request_key', request_key)),
    list: (page) => read((connection) => listRuns(connection, page)),
    claim: (lease) => write((transaction) => claimRun(transaction, lease)),
    advance: (step) => write((transaction) => advanceRun(transaction, step)),
    clear: (asked) => write((transaction) => clearStaged(transaction, asked)),
    listBreaks: (page) => read((connection) => listBreaks(connection, page)),
    findBreak: (asked) => read((connection) => findBreak(connection, asked)),
    resolve: (resolution) => write((transaction) => resolveBreak(transaction, resolution)),
    countOpenBreaks: () => read(countOpenBreaks),
    readLast: () => read(readLast),
    staged: {
      listPairs: (page) => read((connection) => listPairs(connection, page)),
      listMovements: (page) => read((connection) => listMovements(connection, page)),
      findStaged: (asked) => read((connection) => findStaged(connection, asked)),
      newestMovement: (asked) => read((connection) => newestMovement(connection, asked)),
    },
    books: {
      findPayments: (asked) => read((connection) => findPayments(connection, asked)),
      listPayments: (page) => read((connection) => listPayments(connection, page)),
      listPosted: (page) => read((connection) => listPosted(connection, page)),
      sumPayments: (ids) => read((connection) => sumPayments(connection, ids)),
      sumPosted: (source_events) => read((connection) => sumPosted(connection, source_events)),
    },
  }
}
