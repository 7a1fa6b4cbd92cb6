const DEFAULT_LOCALE = 'en'

/** Where a text is looked for: `pt-BR` → pt-BR, pt, en. */
export const localeChain = (locale: string): string[] => [...new Set([...localeAndParents(locale), DEFAULT_LOCALE])]

/** `pt-BR` → pt-BR, pt */
export function localeAndParents(locale: string): string[] {
  const parts = locale.split('-')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
}
