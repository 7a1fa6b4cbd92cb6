import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import type { PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { ChargeAnswer, EmailClient, PaymentsClient } from '../src/deps.ts'
import { toPayment } from './to-payment.ts'

interface ChargeCall {
  key: string
  request: PaymentRequest
}

interface MailCall {
  key: string
  request: EmailRequest
}

/** `nth` counts the calls from 1. */
export type ChargeScript = (call: ChargeCall, nth: number) => ChargeAnswer | Promise<ChargeAnswer>
export type MailScript = (call: MailCall, nth: number) => string | undefined | Promise<string | undefined>

export const captures: ChargeScript = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'succeeded') })
export const declines: ChargeScript = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'failed') })
export const isDown: ChargeScript = () => ({ kind: 'failed', reason: 'payments: ECONNREFUSED' })
export const isUnsure: ChargeScript = ({ request }) => ({ kind: 'pending', payment: toPayment(request, 'processing') })

/** A payments service that answers by `script`, which a test may change. */
export function createScriptedPayments(script: ChargeScript = captures) {
  const calls: ChargeCall[] = []
  const payments: PaymentsClient & { calls: ChargeCall[]; script: ChargeScript } = {
    calls,
    script,
    async charge(call) {
      calls.push(call)
      return payments.script(call, calls.length)
    },
  }
  return payments
}

/** An email service that answers by `script`, and otherwise takes every mail. */
export function createScriptedEmails(script: MailScript = () => undefined) {
  const calls: MailCall[] = []
  const emails: EmailClient & { calls: MailCall[]; script: MailScript } = {
    calls,
    script,
    async send(call) {
      calls.push(call)
      return emails.script(call, calls.length)
    },
  }
  return emails
}
