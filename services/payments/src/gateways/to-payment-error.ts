import type { PaymentError } from '@tradewind/contracts/payments.ts'

interface CardError {
  code?: string
  decline_code?: string
  advice_code?: string
  message?: string
}

/** A card's refusal. Where the SDK gives '' for a decline code (an expired card), the code names it. */
export function toPaymentError({
  code = 'card_declined',
  decline_code,
  advice_code,
  message,
}: CardError): PaymentError {
  return {
    code,
    decline_code: decline_code || code,
    advice_code: advice_code ?? null,
    message: message ?? 'The card was declined.',
  }
}
