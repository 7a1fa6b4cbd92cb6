import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dieAt } from '../src/die-at.ts'
import { drain } from '../src/drain.ts'
import { SCENARIOS } from '../src/failpoint-scenarios.ts'
import { findFailpoints } from '../src/failpoints-in-source.ts'
import { expectInvariants } from '../src/invariants.ts'
import { createShop, type Shop } from '../src/shop.ts'
import { suiteKinds } from '../src/suite-kinds.ts'

it('when the source has a failpoint, then the matrix kills there', () => {
  expect(Object.keys(SCENARIOS).sort()).toEqual(findFailpoints())
})

describe.each(suiteKinds())('on %s databases', (databases) => {
  let suite: Suite
  let shop: Shop
  beforeAll(async () => {
    suite = await startSuite({ databases })
    shop = createShop(suite)
  })
  afterAll(() => suite?.stop())

  const names = Object.keys(SCENARIOS).filter((name) => !SCENARIOS[name]?.smtp)
  it.each(names)(
    'when killed at %s, then the order is paid once and mailed once',
    { timeout: 120_000 },
    async (name) => {
      const placed = await dieAt({ suite, shop, name })
      await drain(suite, shop, [placed])
      await expectInvariants(suite, shop, [placed])
    },
  )
})
