import { createLogger } from '@tradewind/service/logger.ts'
import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { afterEach, beforeEach } from 'vitest'
import type { EffectDeps } from '../src/deps.ts'
import { openSqliteOrders } from '../src/sqlite/open-sqlite-orders.ts'
import type { OpenedStore } from '../src/store-deps.ts'
import { createOutcomes } from '../src/use-cases/outcomes.ts'
import { createControlledRuntime } from './controlled-runtime.ts'
import { createScriptedEmails, createScriptedPayments } from './scripted-clients.ts'

export const log = createLogger({ service: 'orders', level: 'silent' })

/** A real store in a file of its own, opened before each test and removed after it. */
export function useStore(): () => OpenedStore & { url: string } {
  let opened: OpenedStore & { url: string }
  let drop: () => Promise<void>
  beforeEach(async () => {
    const database = await documentDatabases()[0]?.create()
    if (!database) throw new Error('no SQLite')
    drop = database.drop
    opened = { ...(await openSqliteOrders(database.url)), url: database.url }
  })
  afterEach(async () => {
    await opened.close()
    await drop()
  })
  return () => opened
}

/** What running effects needs: a real store, scripted peers, a time that stands; a closer that stores at once. */
export function createEffectRig({ store }: OpenedStore, changes: Partial<EffectDeps> = {}) {
  const controlled = createControlledRuntime()
  const payments = createScriptedPayments()
  const emails = createScriptedEmails()
  const deps: EffectDeps = {
    store,
    payments,
    emails,
    outcomes: createOutcomes(controlled.runtime),
    closer: { close: (order) => store.save(order), track: () => {} },
    runtime: controlled.runtime,
    log,
    owner: 'rep_1',
    retry_scale: 1,
    ...changes,
  }
  return { ...controlled, deps, payments, emails }
}
