import {
  OrderCanceledData,
  OrderConfirmedData,
  OrderRefundedData,
  OrderShippedData,
  PaymentActionRequiredData,
  PaymentFailedData,
  RenewalReminderData,
} from '@tradewind/contracts/emails.ts'

/** What `template.json` may name as its `schema`; a mounted template may also bring a JSON Schema of its own. */
export const templateSchemas: Record<string, object> = {
  OrderCanceledData,
  OrderConfirmedData,
  OrderRefundedData,
  OrderShippedData,
  PaymentActionRequiredData,
  PaymentFailedData,
  RenewalReminderData,
}
