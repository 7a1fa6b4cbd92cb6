const DEFAULT_LOCALE = 'en'

/** Where a text is looked for: `pt-BR` → pt-BR, pt, en. */
export function localeChain(locale: string): string[] {
  const parts = locale.split('-')
  const chain = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
  return [...new Set([...chain, DEFAULT_LOCALE])]
}
