import type { StoredOrder } from './order.ts'
import { toEmailKey } from './order-query.ts'

type Searched = Pick<StoredOrder, 'number' | 'external_reference' | 'customer' | 'line_items' | 'erased_at'>

const MOST_TERMS = 60
const LONGEST_TERM = 120

/** What an order is found by: its number, reference and mail, the words of its customer's name, its SKUs. */
export function searchTermsOf({ number, external_reference, customer, line_items, erased_at }: Searched): string[] {
  const terms = new Set<string>([String(number)])
  const email = erased_at === undefined ? toEmailKey(customer.email) : ''
  for (const text of [email, email.slice(0, Math.max(0, email.lastIndexOf('@'))), external_reference, customer.name]) {
    for (const word of toWords(text ?? '')) terms.add(word)
  }
  for (const { sku } of line_items) {
    if (terms.size >= MOST_TERMS) break
    for (const word of toWords(sku)) terms.add(word)
  }
  return [...terms]
}

/** The words of a text in one spelling: without case, accents and the punctuation around them. */
export function toWords(text: string): string[] {
  return toPlain(text)
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').slice(0, LONGEST_TERM))
    .filter((word) => word !== '')
}

const PLAIN = /^[\x20-\x7e]*$/

/** Most texts have no accents, and taking those apart costs more than all the rest. */
const toPlain = (text: string): string =>
  PLAIN.test(text) ? text.toLowerCase() : text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
