import type Stripe from 'stripe'
import { readChargeState } from '../domain/charge-totals.ts'
import { formatAmount } from '../domain/format-amount.ts'
import { displayBrand } from '../domain/test-card.ts'
import type { DeliveryRecord, GatewayReads, Kind, ObjectKinds, Page } from '../gateway-store.ts'
import { type Html, html } from './html.ts'

/** One table of the page. */
export interface View {
  title: string
  lead: string
  empty: string
  /** Names of the columns; the second is an amount. */
  columns: string[]
  read(reads: GatewayReads, page: Page): { position: number; cells: Html[] }[]
}

/** Rows of an object's table, newest first. */
function viewOf<K extends Kind>(kind: K, toCells: (object: ObjectKinds[K]) => Html[]): View['read'] {
  return (reads, page) =>
    reads.list(kind, page).map(({ position, object }) => ({ position, cells: toCells(JSON.parse(object)) }))
}

export const VIEWS = {
  charges: {
    title: 'Charges',
    lead: 'What the card sandbox was asked to charge, newest first. No real card, no real money.',
    empty: 'Nothing was charged yet.',
    columns: ['When (UTC)', 'Amount', 'Status', 'Card', 'Order', 'PaymentIntent'],
    read: viewOf('charge', toChargeCells),
  },
  refunds: {
    title: 'Refunds',
    lead: 'What went back to the cards, or failed to.',
    empty: 'Nothing was refunded yet.',
    columns: ['When (UTC)', 'Amount', 'Status', 'Reason', 'Refund', 'PaymentIntent'],
    read: viewOf('refund', (refund) => [
      when(refund.created),
      amount(refund.amount, refund.currency),
      state(String(refund.status), refund.failure_reason),
      text(refund.reason),
      code(refund.id),
      code(String(refund.payment_intent)),
    ]),
  },
  disputes: {
    title: 'Disputes',
    lead: 'What the banks of the cards took back, and how that ended.',
    empty: 'Nothing was disputed yet.',
    columns: ['When (UTC)', 'Amount', 'Status', 'Reason', 'Dispute', 'PaymentIntent'],
    read: viewOf('dispute', (dispute) => [
      when(dispute.created),
      amount(dispute.amount, dispute.currency),
      state(dispute.status),
      text(dispute.reason),
      code(dispute.id),
      code(String(dispute.payment_intent)),
    ]),
  },
  payouts: {
    title: 'Payouts',
    lead: 'What was sent to the bank.',
    empty: 'Nothing was paid out yet.',
    columns: ['When (UTC)', 'Amount', 'Status', 'Made', 'Payout', 'Balance transaction'],
    read: viewOf('payout', (payout) => [
      when(payout.created),
      amount(payout.amount, payout.currency),
      state(payout.status),
      text(payout.automatic ? 'by itself' : 'by hand'),
      code(payout.id),
      code(String(payout.balance_transaction)),
    ]),
  },
  webhooks: {
    title: 'Webhooks',
    lead: 'Which events were sent where, and what was answered.',
    empty: 'No event was sent yet: no webhook endpoint listened.',
    columns: ['When (UTC)', 'Attempts', 'Status', 'Event', 'Id', 'Endpoint'],
    read: (reads, page) =>
      reads.listDeliveries(page).map((delivery) => ({ position: delivery.position, cells: toDeliveryCells(delivery) })),
  },
} satisfies Record<string, View>

function toChargeCells(charge: Stripe.Charge): Html[] {
  const known = readChargeState(charge)
  const card = charge.payment_method_details?.card
  return [
    when(charge.created),
    amount(known === 'captured' ? charge.amount_captured : charge.amount, charge.currency),
    state(known, charge.outcome?.reason ?? explainCharge(charge)),
    text(`${displayBrand(card?.brand ?? '')} ···· ${card?.last4 ?? ''}`),
    code(charge.metadata.order_id ?? '–'),
    code(String(charge.payment_intent)),
  ]
}

/** What became of a captured charge; what a partial capture gave back is no refund. */
function explainCharge({ amount, amount_captured, amount_refunded, captured, currency, disputed }: Stripe.Charge) {
  const refunded = captured ? amount_refunded - (amount - amount_captured) : 0
  const notes = [refunded > 0 ? `refunded ${formatAmount(refunded, currency)}` : '', disputed ? 'disputed' : '']
  return notes.filter((note) => note !== '').join(', ')
}

function toDeliveryCells(delivery: DeliveryRecord): Html[] {
  const { created, attempts, is_pending, result, type, event_id, url } = delivery
  const status = is_pending ? (attempts === 0 ? 'waiting' : 'retrying') : 'delivered'
  return [
    when(created),
    html`${attempts}`,
    state(url === null && status === 'delivered' ? 'ended' : status, result),
    html`${type}`,
    code(event_id),
    code(url ?? 'deleted'),
  ]
}

function when(created: number): Html {
  const iso = new Date(created * 1000).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`
}

const amount = (minor_units: number, currency: string): Html => html`${formatAmount(minor_units, currency)}`
const code = (id: string): Html => html`<code>${id}</code>`
const text = (words: string | null): Html => html`${words?.replaceAll('_', ' ') ?? '–'}`

function state(name: string, reason?: string | null): Html {
  return html`<span class="state ${TONES[name] ?? 'wait'}">${name.replaceAll('_', ' ')}</span>${reason ? html` <code>${reason}</code>` : ''}`
}

/** What is neither good nor bad yet waits. */
const TONES: Record<string, 'good' | 'bad'> = {
  captured: 'good',
  succeeded: 'good',
  won: 'good',
  paid: 'good',
  delivered: 'good',
  declined: 'bad',
  failed: 'bad',
  lost: 'bad',
  needs_response: 'bad',
  retrying: 'bad',
}
