import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drain } from '../src/drain.ts'
import { expectInvariants } from '../src/invariants.ts'
import { liveAll } from '../src/live-all.ts'
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
    'when 300 orders live their whole lives while every program is killed again and again, then each ends as its commands say',
    async () => {
      const shop = createShop(suite)
      const seed = Number(process.env.CHAOS_SEED ?? 20_261_124)
      const orders = Number(process.env.LIVES ?? 300)
      const placed = await liveAll({ suite, shop, orders, concurrency: 12, kills: 8, seed })
      expect(placed).toHaveLength(orders)
      await drain(suite, shop, placed, 2 * MINUTE_MS)
      await expectInvariants(suite, shop, placed)
    },
    8 * MINUTE_MS,
  )
})
