import type Stripe from 'stripe'
import { formatAmount } from '../domain/format-amount.ts'
import { displayBrand } from '../domain/test-card.ts'
import { findTestMethod } from '../domain/test-method.ts'
import { type Html, html } from './html.ts'

/** What the bank of a card asks its holder. */
export function renderAuthentication(intent: Stripe.PaymentIntent): Html {
  const asks = intent.status === 'requires_action'
  return html`<main class="dialog"><div class="panel">
<p class="eyebrow">3-D Secure · test bank</p>
<h1>${asks ? 'Is this payment yours?' : 'Nothing to confirm'}</h1>
${asks ? renderPayment(intent) : html`<p>This payment is ${intent.status.replaceAll('_', ' ')}.</p>`}
${asks ? renderForms(intent.id) : ''}
<p class="fine">A page of the card sandbox: no real card, no real bank, no real money.</p>
</div></main>`
}

function renderPayment(intent: Stripe.PaymentIntent): Html {
  const card = findTestMethod(String(intent.payment_method))?.card
  return html`<p class="sum">${formatAmount(intent.amount, intent.currency)}</p>
<dl>
<div><dt>Card</dt><dd>${card ? `${displayBrand(card.brand)} ···· ${card.last4}` : '–'}</dd></div>
<div><dt>Order</dt><dd><code>${intent.metadata.order_id ?? '–'}</code></dd></div>
<div><dt>Payment</dt><dd><code>${intent.id}</code></dd></div>
</dl>`
}

function renderForms(id: string): Html {
  return html`<div class="buttons">
<form method="post" action="/sandbox/3ds/${id}/authorize"><button class="primary">Authorize</button></form>
<form method="post" action="/sandbox/3ds/${id}/fail"><button>Fail</button></form>
</div>`
}

/** For shops that have no page of their own to come back to. */
export function renderReturned({ intent, status }: { intent: string | undefined; status: string | undefined }): Html {
  const text =
    status === 'succeeded' ? 'The payment went through.' : 'The payment did not go through. Try another card.'
  return html`<main class="dialog"><div class="panel">
<p class="eyebrow">Back at the shop</p>
<h1>${status === 'succeeded' ? 'Thank you' : status ? 'Not paid' : 'Hello again'}</h1>
${status ? html`<p>${text}</p>` : ''}
${intent ? html`<p class="fine"><code>${intent}</code></p>` : ''}
</div></main>`
}
