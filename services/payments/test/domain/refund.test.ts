import { describe, expect, it } from 'vitest'
import type { GatewayRefund } from '../../src/domain/outcome.ts'
import { moveRefund, refundableOf } from '../../src/domain/refund.ts'
import { buildCharge, captured } from '../build-charge.ts'
import { buildRefund } from '../build-refund.ts'

const payment = captured(buildCharge().payment)
const { refund } = buildRefund({ payment, amount: 1000 })
const at = (status: GatewayRefund['status']): GatewayRefund => ({ gateway_ref: 're_1', status, error: null })

describe('moveRefund', () => {
  it('when it succeeded, then what was reserved is refunded', () => {
    expect(moveRefund(refund, at('succeeded'), 0)).toMatchObject({ pending: -1000, refunded: 1000, from: 'processing' })
  })

  it.each(['failed', 'canceled'] as const)('when it %s, then what was reserved is free', (status) => {
    expect(moveRefund(refund, at(status), 0)).toMatchObject({ pending: -1000, refunded: 0, refund: { status } })
  })

  it('when it fails after it had succeeded, then what was refunded is taken back', () => {
    const succeeded = { ...refund, status: 'succeeded' as const }
    expect(moveRefund(succeeded, at('failed'), 0)).toMatchObject({ pending: 0, refunded: -1000, from: 'succeeded' })
  })

  it.each(['succeeded', 'pending', 'canceled'] as const)(
    'when it has failed, then nothing brings it back: %s',
    (status) => {
      expect(moveRefund({ ...refund, status: 'failed' }, at(status), 0)).toBeUndefined()
    },
  )

  it('when it is where it is said to be, or only taken on, then nothing', () => {
    expect(moveRefund({ ...refund, status: 'succeeded' }, at('succeeded'), 0)).toBeUndefined()
    expect(moveRefund(refund, at('pending'), 0)).toBeUndefined()
  })
})

describe('refundableOf', () => {
  it('when a part is refunded, reserved or disputed, then the rest', () => {
    const partly = { ...payment, amount_refunded: 500, amount_refund_pending: 300, amount_disputed: 200 }
    expect(refundableOf(partly)).toBe(2000)
    expect(refundableOf({ ...partly, amount_disputed: 3000 })).toBe(0)
  })
})
