import type { Context, Liquid } from 'liquidjs'
import { formatDate, formatMoney, nameCountry } from './formats.ts'

/** What a template knows besides its data: the customer's locale and zone, and who writes. */
export interface MailScope {
  locale: string
  timezone: string
  shop: string
}

/** `money`, `date`, `country` and `safe_url`; they find the locale and the zone in the scope's `mail`. */
export function registerFilters(liquid: Liquid): void {
  liquid.registerFilter('money', function (amount: number, currency: string) {
    return formatMoney(amount, { locale: scopeOf(this.context).locale, currency })
  })
  liquid.registerFilter('date', function (timestamp: string, style: 'short' | 'medium' | 'long' | 'full' = 'long') {
    const { locale, timezone } = scopeOf(this.context)
    return formatDate(timestamp, { locale, timezone, style })
  })
  liquid.registerFilter('country', function (code: string) {
    return nameCountry(code, scopeOf(this.context).locale)
  })
  liquid.registerFilter('safe_url', toSafeUrl)
}

/** Read straight from what `render` was given: a look-up by path costs more than the formatting. */
const scopeOf = (context: Context): MailScope => (context.environments as { mail: MailScope }).mail

/** The URL when it is http, https or mailto; else `#`: a `javascript:` in data must not become a link. */
function toSafeUrl(text: unknown): string {
  const url = URL.parse(String(text))
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : '#'
}
