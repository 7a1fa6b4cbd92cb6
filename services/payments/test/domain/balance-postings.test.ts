import { describe, expect, it } from 'vitest'
import { toBalancePostings, toPostings } from '../../src/domain/balance-postings.ts'
import { checkBalanced } from '../../src/domain/check-balanced.ts'
import { buildMovement, buildPayout } from '../fake-books.ts'

const transfers = (movement: Parameters<typeof toPostings>[0]) =>
  toPostings(movement).map(({ source_event, debit, credit, amount }) => [
    source_event.replace(/:.*/, ''),
    debit,
    credit,
    amount,
  ])

describe('toPostings', () => {
  it('when a charge has a fee, then the fee alone: the charge is posted with its payment', () => {
    expect(transfers(buildMovement())).toEqual([['fee', 'processor_fees', 'gateway_receivable', 117]])
  })

  it.each([
    ['a refund without a fee', buildMovement({ type: 'refund', amount: -3000, fee: 0 }), []],
    [
      'a dispute, its fee',
      buildMovement({ type: 'adjustment', amount: -3000, fee: 1500 }),
      [['fee', 'processor_fees', 'gateway_receivable', 1500]],
    ],
    [
      'a fee that comes back',
      buildMovement({ type: 'adjustment', fee: -1500 }),
      [['fee', 'gateway_receivable', 'processor_fees', 1500]],
    ],
    [
      'a fee of its own',
      buildMovement({ type: 'stripe_fee', amount: -200, fee: 0 }),
      [['gateway_fee', 'processor_fees', 'gateway_receivable', 200]],
    ],
    ['a payout', buildPayout(5000), [['payout', 'bank', 'gateway_receivable', 5000]]],
    [
      'a payout that failed',
      buildPayout(-5000, { type: 'payout_failure' }),
      [['payout', 'gateway_receivable', 'bank', 5000]],
    ],
    ['a payout of a debt', buildPayout(-70), [['payout', 'gateway_receivable', 'bank', 70]]],
  ])('when it is %s, then what the books learn from it alone', (_what, movement, expected) => {
    expect(transfers(movement)).toEqual(expected)
  })

  it('when they are made into transactions, then each balances, in the currency of the movement', () => {
    const newId = (prefix: string) => `${prefix}_1`
    const [fee] = toBalancePostings(buildMovement({ currency: 'JPY', payment_id: 'pay_1' }), { newId, now: 0 })
    expect(fee).toMatchObject({ payment_id: 'pay_1', created_at: '1970-01-01T00:00:00.000Z' })
    expect(fee?.entries.map(({ currency }) => currency)).toEqual(['JPY', 'JPY'])
    expect(() => fee && checkBalanced(fee)).not.toThrow()
  })
})
