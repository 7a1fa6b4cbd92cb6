import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignPayout } from '../../src/use-cases/assign-payout.ts'
import { importBalance } from '../../src/use-cases/import-balance.ts'
import { buildMovement, buildPayout } from '../fake-books.ts'
import { type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
afterAll(() => started.close())

describe('GET /settlements.csv', () => {
  it('when payouts have left, then their lines come payout by payout, each summing to it', async () => {
    const { books, deps } = started
    const [one, two, three] = [buildMovement(), buildMovement({ amount: 100, fee: 33 }), buildMovement()]
    const first = buildPayout(2950, { source_ref: 'po_a' })
    const second = buildPayout(2883, { source_ref: 'po_b' })
    books.movements.push(one, two, first, three, second, buildMovement())
    books.paid_out = { po_a: [one.id, two.id, first.id], po_b: [three.id, second.id] }
    await importBalance(deps)
    while (await assignPayout(deps));
    const response = await started.get('/settlements.csv')
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    const [header, ...lines] = response.body.trimEnd().split('\n')
    expect(header).toBe(
      'payout_ref,paid_out_at,type,balance_transaction,payment_id,gateway_ref,charge_ref,currency,amount,fee,net,created_at',
    )
    const cells = lines.map((line) => line.split(','))
    expect(cells.map(([payout_ref, , type]) => [payout_ref, type])).toEqual([
      ['po_a', 'charge'],
      ['po_a', 'charge'],
      ['po_a', 'payout'],
      ['po_b', 'charge'],
      ['po_b', 'payout'],
    ])
    for (const payout of ['po_a', 'po_b']) {
      const nets = cells.filter(([payout_ref]) => payout_ref === payout).map((line) => Number(line[10]))
      expect(nets.reduce((sum, net) => sum + net, 0)).toBe(0)
    }
  })

  it('when a range is asked for in which nothing left, then the header alone', async () => {
    const response = await started.get('/settlements.csv?created_at[lt]=2020-01-01T00:00:00Z')
    expect(response.body.trimEnd().split('\n')).toHaveLength(1)
  })
})
