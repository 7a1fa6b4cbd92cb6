import { createRuntime } from '@tradewind/service/runtime.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFailpoints } from '../src/failpoints-in-source.ts'
import { type Books, openBooks } from '../src/money/books.ts'
import { dieOnTheWay } from '../src/money/die-on-the-way.ts'
import { expectBooksAgree, expectMoney, verifyChain } from '../src/money/expect-money.ts'
import type { Intended } from '../src/money/intended.ts'
import { type MoneyBench, startMoneyBench } from '../src/money/money-bench.ts'
import { failpointOf, PASSES } from '../src/money/passes.ts'
import { TROUBLES } from '../src/money/troubles.ts'
import { suiteKinds } from '../src/suite-kinds.ts'

const LIMIT = 120_000
const ONE_BY_ONE = { concurrent: false }
const { newId } = createRuntime()

it('when payments has a failpoint, then the matrix kills there', () => {
  const ours = findFailpoints().filter((name) => name.startsWith('payments.'))
  expect([...new Set(PASSES.map(failpointOf))].sort()).toEqual(ours)
})

describe.concurrent.each(suiteKinds())('on %s databases', (databases) => {
  describe.each(TROUBLES)('with %s', ONE_BY_ONE, (trouble) => {
    const orders = new Map<string, Intended>()
    let bench: MoneyBench
    let books: Books
    beforeAll(async () => {
      bench = await startMoneyBench(databases)
      books = await openBooks(bench.suite.database_urls.payments)
      bench.weather.trouble = trouble
    })
    afterAll(async () => {
      await books?.close()
      await bench?.stop()
    })

    it.each(PASSES)(
      'when killed at $at of a $act, then it is done once',
      async (pass) => {
        const order_id = newId('ord')
        const intended = await dieOnTheWay(bench, pass, order_id)
        await expectMoney(bench, books, new Map([[order_id, intended]]))
        orders.set(order_id, intended)
      },
      LIMIT,
    )

    it('when all of it is done, then payments, ledger and gateway agree to the cent', { timeout: LIMIT }, async () => {
      expect(orders.size).toBe(PASSES.length)
      await expectMoney(bench, books, orders)
      await expectBooksAgree(bench, books)
      expect(await verifyChain(bench.suite.database_urls.payments)).toMatch(/^ledger intact: .*, 0 not sealed yet/)
    })
  })
})
