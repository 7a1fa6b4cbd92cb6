import { createInvalidRequest } from '../domain/gateway-error.ts'

const TERM = /^metadata\[(["'])((?:\\.|(?!\1).)*)\1\]:(["'])((?:\\.|(?!\3).)*)\3$/s
const PARTS = /\s+AND\s+(?=metadata\[)/

/** Stripe's search language as far as equality of metadata and AND go: `metadata["a"]:"1" AND metadata["b"]:"2"`. */
export function readSearchQuery(query: string): [key: string, value: string][] {
  return query
    .trim()
    .split(PARTS)
    .map((term) => {
      const match = TERM.exec(term)
      if (match) return [unquote(match[2] ?? ''), unquote(match[4] ?? '')]
      const message = `We were unable to parse your search query. This sandbox reads metadata["key"]:"value", joined by AND; it does not read: ${term}`
      throw createInvalidRequest(message, { param: 'query' })
    })
}

function unquote(text: string): string {
  return text.replace(/\\(.)/gs, '$1')
}
