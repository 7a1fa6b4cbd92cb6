import type { FastifyInstance } from 'fastify'
import { AppError } from './app-error.ts'
import { holdsCardNumber } from './card-numbers.ts'

/** Fields of barcodes and phone numbers, of which many would pass for a card number of 13 or 14 digits. */
const CODES = new Set(['sku', 'external_reference', 'phone'])
/** A parcel's number comes from a carrier, never from a customer: carriers count in all lengths. */
const PARCEL = 'tracking'

/**
 * Card numbers never enter, in no field of no service: a body that holds one is refused before anything else reads it,
 * and nothing of it is kept or logged. Binary bodies are left alone.
 */
export function refuseCardNumbers(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body }) => {
    const pointer = findCardNumber(body)
    if (pointer === undefined) return
    const detail = 'holds what looks like a card number; send a token of the gateway instead'
    throw new AppError('invalid', 'card_number_refused', `The body ${detail}.`, {
      faults: [{ pointer, code: 'card_number_refused', detail }],
    })
  })
}

/** JSON pointer of the first value that looks like one; of a member's name, the object's. */
function findCardNumber(value: unknown, { pointer, field }: Place = { pointer: '', field: '' }): string | undefined {
  if (typeof value === 'string') return holdsCardNumber(value, { codes: CODES.has(field) }) ? pointer : undefined
  if (typeof value === 'number') return holdsCardNumber(String(value), { codes: false }) ? pointer : undefined
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined
  for (const [name, member] of Object.entries(value)) {
    if (holdsCardNumber(name, { codes: false })) return pointer
    if (field === PARCEL && name === 'number') continue
    const inner = { pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, field: name }
    const found = findCardNumber(member, Array.isArray(value) ? { ...inner, field } : inner)
    if (found !== undefined) return found
  }
  return undefined
}

interface Place {
  pointer: string
  /** The nearest member's name. */
  field: string
}
