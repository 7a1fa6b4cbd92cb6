import { createInvalidRequest, createMissing } from '../domain/gateway-error.ts'
import { fromCreated } from '../domain/position.ts'
import type { GatewayReads, IntentFilter } from '../gateway-store.ts'
import type { FormObject } from './form-encoding.ts'
import { readMetadata } from './read-metadata.ts'
import { readInteger, readString, refuseUnknown } from './read-params.ts'

const KNOWN = new Set(['limit', 'starting_after', 'ending_before', 'created', 'customer', 'metadata', 'expand'])
const BOUNDS = new Set(['gt', 'gte', 'lt', 'lte'])
const SECONDS = { min: 0, max: 9_000_000_000 }

/** Reads the parameters of `GET /v1/payment_intents`; the metadata filter is ours, the rest is Stripe's. */
export function readListFilter(params: FormObject, read: GatewayReads): IntentFilter {
  refuseUnknown(params, KNOWN)
  const ending_before = readString(params, 'ending_before')
  const starting_after = readString(params, 'starting_after')
  if (ending_before !== undefined && starting_after !== undefined) {
    throw createInvalidRequest('Received both starting_after and ending_before. Please pass in only one.')
  }
  return {
    limit: readLimit(params),
    after: readCursor(starting_after, { param: 'starting_after', read }),
    before: readCursor(ending_before, { param: 'ending_before', read }),
    ...readCreatedRange(params),
    customer: readString(params, 'customer'),
    metadata: Object.entries(readMetadata(params)),
  }
}

export function readLimit(params: FormObject): number {
  return readInteger(params, 'limit', { min: 1, max: 100 }) ?? 10
}

function readCursor(id: string | undefined, from: { param: string; read: GatewayReads }): number | undefined {
  if (id === undefined) return undefined
  const found = from.read.findIntentText(id)
  if (found) return found.position
  throw createMissing('payment_intent', { id, param: from.param })
}

/** `created=N` or `created[gt|gte|lt|lte]=N` as a range of positions: `from` inclusive, `until` exclusive. */
function readCreatedRange(params: FormObject): Pick<IntentFilter, 'from' | 'until'> {
  if (typeof params.created !== 'object') {
    const second = readInteger(params, 'created', SECONDS)
    return second === undefined ? {} : { from: fromCreated(second), until: fromCreated(second + 1) }
  }
  refuseUnknown(params.created, BOUNDS, 'created')
  const { created } = params
  const bound = (name: string, seconds_later: number) => {
    const second = readInteger(created, name, SECONDS)
    return second === undefined ? [] : [fromCreated(second + seconds_later)]
  }
  const from = [...bound('gte', 0), ...bound('gt', 1)]
  const until = [...bound('lt', 0), ...bound('lte', 1)]
  return {
    from: from.length > 0 ? Math.max(...from) : undefined,
    until: until.length > 0 ? Math.min(...until) : undefined,
  }
}
