import { AppError, type Fault } from '@tradewind/service/app-error.ts'
import type { Units } from './fulfillments.ts'

interface Available {
  /** Of each line that may be named. */
  lines: Units[]
  /** Said where more is asked for than there is. */
  exceeds: string
}

/** The units that are asked for, each line once. @throws 422 `exceeds`, `validation_failed`, each fault with its pointer */
export function readUnits(asked: Units[], { lines, exceeds }: Available): Units[] {
  const seen = new Set<string>()
  const faults = asked.flatMap(({ id, quantity }, index): Fault[] => {
    const pointer = `/line_items/${index}`
    const line = lines.find((one) => one.id === id)
    if (!line) return [{ pointer: `${pointer}/id`, code: 'unknown_line_item', detail: 'is not a line of it' }]
    if (seen.has(id)) return [{ pointer: `${pointer}/id`, code: 'duplicate_line_item', detail: 'is named twice' }]
    seen.add(id)
    if (quantity <= line.quantity) return []
    return [{ pointer: `${pointer}/quantity`, code: exceeds, detail: `must be at most ${line.quantity}` }]
  })
  if (faults.length === 0) return asked
  if (faults.every(({ code }) => code === exceeds)) {
    throw new AppError('invalid', exceeds, 'There are fewer units than asked for; see errors.', { faults })
  }
  throw new AppError('invalid', 'validation_failed', 'The request has faults; see errors.', { faults })
}
