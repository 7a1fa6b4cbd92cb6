import type { StoredOrder } from './order.ts'

type Payment = StoredOrder['payments'][number]

/** A document as a store may hold it: of this version, or of an older one that lacks what came later. */
type Document = Omit<StoredOrder, 'payments' | Later> & Partial<Pick<StoredOrder, Later>> & { payments: OldPayment[] }
type Later = 'commands' | 'payment_versions'
type OldPayment = Partial<Payment> & Pick<Payment, 'id' | 'status' | 'amount'>

/** The order that a stored document stands for; nothing is written for it. */
export function upgradeOrder(document: Document): StoredOrder {
  if (document.commands && document.payment_versions) return document as StoredOrder
  return { commands: [], payment_versions: {}, ...document, payments: document.payments.map(upgradePayment) }
}

/** Its amounts followed from its status then: there were no refunds and no partial captures. */
function upgradePayment({ id, status, amount, ...others }: OldPayment): Payment {
  return {
    id,
    status,
    amount,
    amount_capturable: status === 'requires_capture' ? amount : 0,
    amount_captured: status === 'succeeded' ? amount : 0,
    amount_refunded: 0,
    amount_disputed: 0,
    ...others,
  }
}
