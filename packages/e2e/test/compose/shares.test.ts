import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Access, readLog } from '../../src/compose/accesses.ts'
import { expectBooksAgree } from '../../src/compose/books.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { mailOf } from '../../src/compose/load.ts'
import { readFaults } from '../../src/compose/report.ts'
import { openStack, type Stack } from '../../src/compose/stack.ts'
import { underLoad } from '../../src/compose/under-load.ts'
import { createClient, type PlainClient } from '../../src/plain-client.ts'
import { toRequest } from '../../src/shop.ts'

const MINUTE_MS = 60_000
const STEADY_MS = 20_000
const ORDERS = 60

describe.skipIf(!findCompose())('compose, with three replicas of each service', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await openStack({ replicas: 3 })
  }, 6 * MINUTE_MS)

  it(
    'when the load is steady, then each replica has its share, and each effect is called for once',
    async () => {
      const since = new Date().toISOString()
      const load = await underLoad({ ...stack, per_s: 30, name: 'shared' }, () => delay(STEADY_MS))
      expect(readFaults(load.samples)).toEqual([])
      await expectBooksAgree(stack, load.acknowledged)
      const log = await readLog(stack, since)
      for (const port of [3000, 3001, 3002])
        expectEvenShares(log.filter(({ upstream }) => upstream.endsWith(`:${port}`)))
      expect(countPosts(log, '/payments')).toBe(load.acknowledged.size)
      expect(countPosts(log, '/emails')).toBe(load.acknowledged.size)
    },
    4 * MINUTE_MS,
  )

  it(
    'when orders wait for a payments that comes back, then the sweepers of three replicas do each effect once',
    async () => {
      const client = createClient(stack)
      await stack.compose('stop', '--timeout', '1', 'payments')
      const since = new Date().toISOString()
      const waiting = await placeAll(client)
      await stack.compose('start', 'payments')
      await expectBooksAgree(stack, waiting)
      client.close()
      const paid = (await readLog(stack, since)).filter((access) => isPost(access, '/payments') && access.status < 300)
      expect(paid).toHaveLength(ORDERS)
    },
    4 * MINUTE_MS,
  )
})

/** Orders whose first effect cannot run yet. */
async function placeAll(client: PlainClient): Promise<Map<string, string>> {
  const keys = Array.from({ length: ORDERS }, (_, n) => `swept-${n}`)
  const placed = await Promise.all(
    keys.map(async (key) => {
      const { status, body } = await client.post('/orders', key, toRequest('pm_card_visa', mailOf(key)))
      expect(status, body).toBe(202)
      return [(JSON.parse(body) as { id: string }).id, key] as const
    }),
  )
  return new Map(placed)
}

/** Of three, within 20 % of a third each. */
function expectEvenShares(log: Access[]): void {
  const asked = [...Map.groupBy(log, ({ upstream }) => upstream).values()].map(({ length }) => length)
  expect(asked).toHaveLength(3)
  for (const share of asked) expect(Math.abs((3 * share) / log.length - 1), String(asked)).toBeLessThan(0.2)
}

const countPosts = (log: Access[], asked: string): number => log.filter((access) => isPost(access, asked)).length

/** Of one service by another. */
const isPost = ({ method, path, listener }: Access, asked: string): boolean =>
  listener === 8081 && method === 'POST' && path === asked
