import { afterEach, describe, expect, it } from 'vitest'
import { type Books, openBooks } from '../src/money/books.ts'
import { expectBooksAgree, expectMoney, verifyChain } from '../src/money/expect-money.ts'
import { wreakMoneyHavoc } from '../src/money/havoc.ts'
import { type MoneyBench, startMoneyBench } from '../src/money/money-bench.ts'
import { suiteKinds } from '../src/suite-kinds.ts'

const PAYMENTS = 300
const LIMIT = 300_000

/** One file has one process; a server has several. */
const REPLICAS = { sqlite: 1, real: 2 }

describe.each(suiteKinds())('on %s databases', (databases) => {
  let bench: MoneyBench
  let books: Books
  afterEach(async () => {
    await books?.close()
    await bench?.stop()
  })

  it('when payments and the gateway die at random, then all money is where it was to go', {
    timeout: LIMIT,
  }, async () => {
    bench = await startMoneyBench(databases)
    const { suite, weather } = bench
    books = await openBooks(suite.database_urls.payments)
    const replicas = [suite.processes.payments]
    while (replicas.length < REPLICAS[databases]) replicas.push(await suite.startReplica('payments'))
    weather.trouble = 'all'
    const kills = { kills: 8, seed: 20_261_124 }
    const orders = await wreakMoneyHavoc({ bench, replicas, payments: PAYMENTS, concurrency: 8, ...kills })
    weather.trouble = 'none'
    expect(orders.size).toBe(PAYMENTS)
    await expectMoney(bench, books, orders)
    await expectBooksAgree(bench, books)
    expect(await verifyChain(suite.database_urls.payments)).toMatch(/^ledger intact: .*, 0 not sealed yet/)
  })
})
