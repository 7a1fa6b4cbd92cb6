import { OrderConfirmedData, PaymentFailedData } from '@tradewind/contracts/emails.ts'

/** What `template.json` may name as its `schema`; a mounted template may also bring a JSON Schema of its own. */
export const templateSchemas: Record<string, object> = { OrderConfirmedData, PaymentFailedData }
