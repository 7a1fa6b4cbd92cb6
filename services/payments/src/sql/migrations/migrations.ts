import { statements as payments } from './001-payments.ts'
import { statements as refundsAndEvents } from './002-refunds-and-events.ts'

/** In order; what has run somewhere is never changed. */
export const migrations: Record<string, string[]> = {
  '001-payments': payments,
  '002-refunds-and-events': refundsAndEvents,
}
