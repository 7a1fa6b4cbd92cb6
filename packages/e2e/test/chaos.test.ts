import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wreakHavoc } from '../src/chaos.ts'
import { drain } from '../src/drain.ts'
import { expectInvariants } from '../src/invariants.ts'
import { createShop } from '../src/shop.ts'
import { suiteKinds } from '../src/suite-kinds.ts'

const MINUTE_MS = 60_000

describe.each(suiteKinds())('on %s databases', (databases) => {
  let suite: Suite
  beforeAll(async () => {
    suite = await startSuite({ databases })
  })
  afterAll(() => suite?.stop())

  it(
    'when each program is killed ten times under 500 orders, then every order ends as its card says',
    async () => {
      const shop = createShop(suite)
      const seed = Number(process.env.CHAOS_SEED ?? 20_261_123)
      const placed = await wreakHavoc({ suite, shop, orders: 500, concurrency: 16, kills: 10, seed })
      expect(placed).toHaveLength(500)
      await drain(suite, shop, placed, 2 * MINUTE_MS)
      await expectInvariants(suite, shop, placed)
    },
    8 * MINUTE_MS,
  )
})
