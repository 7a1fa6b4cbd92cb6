import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loseAllButTheGateway, readDumpedOrders, readPaid, reconcile } from '../../src/compose/backups.ts'
import { countCharges, expectBooksAgree, readPaidCharges } from '../../src/compose/books.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { openStack, type Stack } from '../../src/compose/stack.ts'
import { underLoad } from '../../src/compose/under-load.ts'

const MINUTE_MS = 60_000
/** Of this test's own load; other tests have left their orders too. */
const LOAD_KEYS = /^kept-/

describe.skipIf(!findCompose())('compose, backed up and restored', () => {
  let stack: Stack
  let parent: string
  let folder: string
  beforeAll(async () => {
    stack = await openStack()
    parent = mkdtempSync(join(tmpdir(), 'tradewind-backup-'))
    folder = join(parent, 'backup')
  }, 6 * MINUTE_MS)
  afterAll(() => rmSync(parent, { recursive: true, force: true }))

  it(
    'when all is lost and a backup from under load is put back, then its orders are there and no card is charged twice',
    async () => {
      const load = await underLoad({ ...stack, per_s: 60, name: 'kept' }, async () => {
        await delay(3_000)
        await whilePaymentsStandsStill(stack, () => stack.infra('backup', folder))
        // Now what the backup has as still to be charged is charged, and newer orders come.
        await delay(4_000)
      })
      const kept = readDumpedOrders(folder).filter(({ idempotency_key }) => LOAD_KEYS.test(idempotency_key))
      const uncharged = kept.filter(({ effects }) => effects.some(({ type }) => type === 'charge'))
      const charged_before = await countCharges(stack)
      expect(uncharged.filter(({ _id }) => charged_before.has(_id)).length).toBeGreaterThan(5)
      expect(load.acknowledged.size).toBeGreaterThan(kept.length - uncharged.length)

      await loseAllButTheGateway(stack)
      await stack.infra('restore', folder)
      await expectBooksAgree(stack, new Map(kept.map(({ _id, idempotency_key }) => [_id, idempotency_key])))
      // The gateway has charged for no order anew that it had charged for: also not for those that the backup lacks.
      expect([...(await countCharges(stack))].filter(([, charges]) => charges !== 1)).toEqual([])
      await expectLedgerAgrees(stack)
      expect(await stack.compose('exec', '-T', 'payments', 'node', 'src/cli.ts', 'verify')).toContain('ledger intact')
      // What the gateway has of orders that came after the backup is found, and nothing else is.
      const breaks = (await reconcile(stack)).map(({ type, gateway_ref }) => `${type} ${gateway_ref}`)
      expect(breaks.sort()).toEqual((await readForgotten(stack)).map((intent) => `missing_local ${intent}`).sort())
    },
    6 * MINUTE_MS,
  )

  it('when a backup is put back where something runs, then it is refused', async () => {
    await expect(stack.infra('restore', folder)).rejects.toThrow('docker compose down first')
  })

  it('when a folder is damaged or not whole, then it is refused before anything is touched', async () => {
    await expect(stack.infra('restore', parent)).rejects.toThrow('usage: infra/restore')
    appendFileSync(join(folder, 'orders.ndjson.gz'), 'x')
    await expect(stack.infra('restore', folder)).rejects.toThrow('is damaged')
  })
})

/** Meanwhile orders are taken, but none is charged. */
async function whilePaymentsStandsStill(stack: Stack, work: () => Promise<unknown>): Promise<void> {
  const replicas = await stack.replicas('payments')
  await stack.docker('pause', ...replicas)
  await delay(3_000)
  await work()
  await stack.docker('unpause', ...replicas)
}

/** Each payment is a charge at the gateway, to the cent, and the ledger holds each once. */
async function expectLedgerAgrees(stack: Stack): Promise<void> {
  const charged = (await readPaidCharges(stack)).map(
    ({ metadata, amount_captured }) => [metadata.order_id, amount_captured] as const,
  )
  const at_gateway = new Map(charged)
  const { payments, debits, credits, receivable } = await readPaid(stack)
  expect(payments.filter(({ order_id, amount_captured }) => at_gateway.get(order_id) !== amount_captured)).toEqual([])
  expect(new Set(payments.map(({ order_id }) => order_id)).size).toBe(payments.length)
  expect(debits).toBe(credits)
  expect(receivable).toBe(payments.reduce((sum, { amount_captured }) => sum + amount_captured, 0))
}

/** Intents of charges that payments has no payment for. */
async function readForgotten(stack: Stack): Promise<string[]> {
  const known = new Set((await readPaid(stack)).payments.map(({ order_id }) => order_id))
  const forgotten = (await readPaidCharges(stack)).filter(({ metadata }) => !known.has(metadata.order_id ?? ''))
  expect(forgotten.length).toBeGreaterThan(0)
  return forgotten.map(({ payment_intent }) => payment_intent)
}
