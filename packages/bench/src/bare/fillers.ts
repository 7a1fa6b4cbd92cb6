/** Texts as long as what our services store and send for the bench's order, so that bare and ours move the same bytes. */
const fill = (bytes: number): string => 'x'.repeat(bytes)
const fillJson = (bytes: number): string => JSON.stringify({ rest: fill(bytes) })

/** Without a payment; then with payment, events and effects, and the answer to its client. */
export const UNPAID_ORDER = fill(1_050)
export const ORDER = fill(1_600)
export const ORDER_ANSWER = JSON.stringify({ id: fill(30), status: 'confirmed', rest: fill(900) })
/** What orders asks of payments and email, payments of the gateway; what they answer. */
export const CALL = fillJson(500)
export const CALL_ANSWER = fillJson(600)
/** Payment, attempt and key; then the payment again and the ledger. */
export const PAYMENT = fill(900)
export const SETTLED_PAYMENT = fill(700)
/** The gateway's intent, charge and kept answer. */
export const INTENT = fill(6_700)
export const INTENT_ANSWER = fillJson(3_000)
/** An accepted email; then its HTML and text. */
export const EMAIL = fill(750)
export const EMAIL_CONTENT = fill(14_900)
