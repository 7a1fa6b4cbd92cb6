import type { PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { ClientKey, Result } from '../deps.ts'

/** A request for a payment. */
export interface Taking {
  key: ClientKey
  request: PaymentRequest
  /** When the caller stops waiting, milliseconds since 1970. */
  deadline: number | undefined
}

/** What it came to; `replayed`: an earlier request with this key made the payment. */
export type Taken = Result & { replayed: boolean }
