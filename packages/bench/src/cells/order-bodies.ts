const order = {
  currency: 'USD',
  customer: { email: 'ada@example.com', name: 'Ada Lovelace' },
  line_items: [{ sku: 'MUG', title: 'Mug', quantity: 2, unit_price: 1250 }],
  shipping_total: 500,
  total: 3000,
}

/** As the README's curl has it, without and with a card to charge. */
export const UNPAID = JSON.stringify(order)
export const PAID = JSON.stringify({ ...order, payment: { method: 'pm_card_visa' } })
