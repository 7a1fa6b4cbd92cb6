import { describe, expect, it } from 'vitest'
import { applyOutcome } from '../../src/domain/apply-outcome.ts'
import type { GatewayPayment, Outcome } from '../../src/domain/outcome.ts'
import { buildCharge } from '../build-charge.ts'

const clock = { now: 1_000, random: () => 0.5, retry_scale: 1 }
const error = { code: 'card_declined', decline_code: 'lost_card', advice_code: null, message: 'No.' }

const atGateway = (status: GatewayPayment['status'], amount_captured = 0): Outcome => ({
  kind: 'settled',
  at_gateway: {
    gateway_ref: 'pi_1',
    status,
    amount_captured,
    amount_capturable: status === 'requires_capture' ? 3000 : 0,
    card: { brand: 'visa', last4: '4242', exp: '12/2030' },
    next_action: null,
    capture_before: null,
  },
})

function apply(outcome: Outcome, in_doubt = false) {
  const { payment, attempt } = buildCharge()
  return applyOutcome({ payment, attempt, in_doubt }, outcome, clock)
}

describe('applyOutcome', () => {
  it('when the charge succeeded, then the payment holds what was captured and the attempt is over', () => {
    const { payment, attempt } = apply(atGateway('succeeded', 3000))
    expect(payment).toMatchObject({ status: 'succeeded', amount_captured: 3000, gateway_ref: 'pi_1', version: 2 })
    expect(payment?.payment_method).toEqual({ token: 'pm_card_visa', brand: 'visa', last4: '4242', exp: '12/2030' })
    expect(attempt).toMatchObject({ status: 'succeeded', next_at: null })
  })

  it.each(['requires_action', 'requires_capture', 'canceled'] as const)(
    'when the intent is %s, then so is the payment',
    (status) => {
      expect(apply(atGateway(status))).toMatchObject({ payment: { status }, attempt: { next_at: null } })
    },
  )

  it('when the card was declined, then the payment failed and says why', () => {
    const { payment, attempt } = apply({ kind: 'declined', error, gateway_ref: 'pi_1' })
    expect(payment).toMatchObject({ status: 'failed', last_error: error, gateway_ref: 'pi_1' })
    expect(attempt).toMatchObject({ status: 'declined', next_at: null })
  })

  it('when the request was refused, then the payment failed', () => {
    expect(apply({ kind: 'refused', error })).toMatchObject({
      payment: { status: 'failed' },
      attempt: { status: 'failed' },
    })
  })

  it('when nothing was sent ever, then the attempt is pending and the payment as it was', () => {
    const applied = apply({ kind: 'not_sent', reason: 'refused' })
    expect(applied.attempt).toMatchObject({ status: 'pending', next_at: 3_000, tries: 1 })
    expect(applied.payment).toBeUndefined()
  })

  it('when nothing was sent now but may have been before, then it stays unknown', () => {
    expect(apply({ kind: 'not_sent', reason: 'refused' }, true).attempt.status).toBe('unknown')
  })

  it('when the gateway failed by itself, then the outcome is unknown and its key is spent', () => {
    const { attempt, payment } = apply({ kind: 'unknown', reason: '500', key_spent: true })
    expect(attempt).toMatchObject({ status: 'unknown', key_spent: true, next_at: 3_000 })
    expect(payment).toBeUndefined()
  })
})
