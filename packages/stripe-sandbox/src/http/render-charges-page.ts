import type Stripe from 'stripe'
import { readChargeState } from '../domain/charge-totals.ts'
import { formatAmount } from '../domain/format-amount.ts'
import { displayBrand } from '../domain/test-card.ts'
import type { Total } from '../gateway-store.ts'
import { STYLE } from './charges-page-style.ts'
import { Html, html } from './html.ts'

export interface ChargesPage {
  charges: Stripe.Charge[]
  totals: Total[]
  /** Links to the pages beside this one. */
  older: string | undefined
  newest: string | undefined
}

export function renderChargesPage(page: ChargesPage): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charges · Stripe sandbox</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>Charges</h1>
<p>What the card sandbox was asked to charge, newest first. No real card, no real money.</p>
${renderTotals(page.totals)}
${page.charges.length > 0 ? renderTable(page.charges) : html`<div class="table empty">Nothing was charged yet.</div>`}
${renderLinks(page)}
</main>
</body>
</html>
`.text
}

function renderTotals(totals: Total[]): Html {
  const items = totals.map(
    ({ currency, state, count, amount }) =>
      html`<li><strong>${formatAmount(amount, currency)}</strong><span>${count} ${state}</span></li>`,
  )
  return items.length > 0 ? html`<ul class="totals" aria-label="Totals">${items}</ul>` : html``
}

function renderTable(charges: Stripe.Charge[]): Html {
  return html`<div class="table" role="region" aria-label="Charges" tabindex="0"><table>
<thead><tr><th scope="col">When (UTC)</th><th scope="col" class="amount">Amount</th><th scope="col">Status</th><th scope="col">Card</th><th scope="col">Order</th><th scope="col">PaymentIntent</th></tr></thead>
<tbody>${charges.map(renderRow)}</tbody>
</table></div>`
}

function renderRow(charge: Stripe.Charge): Html {
  const state = readChargeState(charge)
  const card = charge.payment_method_details?.card
  const amount = state === 'captured' ? charge.amount_captured : charge.amount
  const reason = charge.outcome?.reason
  const when = new Date(charge.created * 1000).toISOString()
  return html`<tr>
<td><time datetime="${when}">${when.slice(0, 19).replace('T', ' ')}</time></td>
<td class="amount">${formatAmount(amount, charge.currency)}</td>
<td><span class="state ${state}">${state}</span>${reason ? html` <code>${reason}</code>` : ''}</td>
<td>${displayBrand(card?.brand ?? '')} ···· ${card?.last4 ?? ''}</td>
<td><code>${charge.metadata.order_id ?? '–'}</code></td>
<td><code>${String(charge.payment_intent)}</code></td>
</tr>
`
}

function renderLinks({ older, newest }: ChargesPage): Html {
  const links = [
    newest ? html`<a href="${newest}">Newest</a>` : html``,
    older ? html`<a href="${older}" rel="next">Older</a>` : html``,
  ]
  return html`<nav aria-label="Pages">${links}</nav>`
}
