import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import type { PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { ChargeAnswer, EmailClient, PaymentsClient } from '../src/client-deps.ts'
import { createHeldPayments } from './held-payments.ts'
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

/** A payments service that charges by `script`, which a test may change, and does the rest with what it then holds. */
export function createScriptedPayments(script: ChargeScript = captures) {
  const calls: ChargeCall[] = []
  const held = createHeldPayments()
  const payments: PaymentsClient & { calls: ChargeCall[]; script: ChargeScript; held: typeof held } = {
    ...held.client,
    calls,
    script,
    held,
    async charge(call) {
      calls.push(call)
      const answer = await payments.script(call, calls.length)
      if (answer.kind !== 'failed') held.hold(answer.payment)
      return answer
    },
  }
  return payments
}

/** An email service that answers by `script`, and otherwise takes every mail. */
export function createScriptedEmails(script: MailScript = () => undefined) {
  const calls: MailCall[] = []
  const canceled: string[] = []
  /** References whose mails were erased. */
  const erased: string[] = []
  const emails: EmailClient & { calls: MailCall[]; script: MailScript; canceled: string[]; erased: string[] } = {
    calls,
    canceled,
    erased,
    script,
    async send(call) {
      calls.push(call)
      return emails.script(call, calls.length)
    },
    async cancel({ reference }) {
      canceled.push(reference)
      return undefined
    },
    async erase({ references }) {
      erased.push(...references)
      return undefined
    },
  }
  return emails
}
