/** The currencies whose exponent at Stripe is not two (docs.stripe.com/currencies). */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

/** `123456` of `usd` is `1,234.56 USD`. Digits only, never a float. */
export function formatAmount(amount: number, currency: string): string {
  const exponent = ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2
  if (amount < 0) return `−${formatAmount(-amount, currency)}`
  const digits = String(amount).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',')
  const fraction = exponent > 0 ? `.${digits.slice(-exponent)}` : ''
  return `${whole}${fraction} ${currency.toUpperCase()}`
}
