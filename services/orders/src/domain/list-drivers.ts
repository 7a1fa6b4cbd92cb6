import { AXES, type OrderFilter } from './order-query.ts'

/** The part of a filter whose index is walked; the rest is checked on the way. */
export type Driver = 'number' | 'external_reference' | 'customer_id' | 'email' | 'words' | 'axes' | 'none'

/** More would be tried in vain more often than it helps. */
const MOST_TRIED = 2

/** The ways to walk a list, the one that should meet fewest others first. */
export function driversOf(filter: OrderFilter): Driver[] {
  const drivers: Driver[] = (['number', 'external_reference', 'customer_id', 'email', 'words'] as const).filter(
    (name) => filter[name] !== undefined,
  )
  if (AXES.some((axis) => filter[axis] !== undefined)) drivers.push('axes')
  return drivers.length === 0 ? ['none'] : drivers.slice(0, MOST_TRIED)
}

/** What is still to be checked of those that the driver meets. */
export function restOf(filter: OrderFilter, driver: Driver): OrderFilter {
  const rest = { ...filter }
  if (driver === 'axes') for (const axis of AXES) delete rest[axis]
  else if (driver === 'words') rest.words = filter.words?.slice(1) ?? []
  else if (driver !== 'none') delete rest[driver]
  if (rest.words?.length === 0) delete rest.words
  return rest
}

/** The longest word first: it should be the rarest. */
export const byRarity = (words: string[]): string[] => [...new Set(words)].sort((a, b) => b.length - a.length)
