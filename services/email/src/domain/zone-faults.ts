import type { Fault } from '@tradewind/service/app-error.ts'

interface Zone {
  locale?: string | undefined
  timezone?: string | undefined
}

/** A locale or a zone that looks right and that `Intl` still refuses would only be found when the mail is rendered. */
export function readZoneFaults({ locale, timezone }: Zone): Fault[] {
  const faults: Fault[] = []
  if (locale !== undefined && !isKnown(() => Intl.getCanonicalLocales(locale))) {
    faults.push({ pointer: '/locale', code: 'invalid_locale', detail: 'must be a BCP 47 language tag' })
  }
  if (timezone !== undefined && !isKnown(() => new Intl.DateTimeFormat('en', { timeZone: timezone }))) {
    faults.push({ pointer: '/timezone', code: 'invalid_timezone', detail: 'must be an IANA time zone' })
  }
  return faults
}

function isKnown(use: () => unknown): boolean {
  try {
    use()
    return true
  } catch {
    return false
  }
}
