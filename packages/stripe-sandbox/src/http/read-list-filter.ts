import { createInvalidRequest, createMissing } from '../domain/gateway-error.ts'
import { fromCreated } from '../domain/position.ts'
import type { Page } from '../gateway-store.ts'
import type { FormObject } from './form-encoding.ts'
import { readInteger, readString, refuseUnknown } from './read-params.ts'

const PAGE_PARAMS = ['limit', 'starting_after', 'ending_before', 'created', 'expand']
const BOUNDS = new Set(['gt', 'gte', 'lt', 'lte'])
const SECONDS = { min: 0, max: 9_000_000_000 }

interface Listed {
  /** As a refusal names it: `payment_intent`. */
  kind: string
  /** The list's own parameters. */
  params: readonly string[]
  findPosition(id: string): number | undefined
}

/** Reads what all lists take: limit, cursors, `created`; refuses what this list does not know. */
export function readPageFilter(params: FormObject, listed: Listed): Page {
  refuseUnknown(params, new Set([...PAGE_PARAMS, ...listed.params]))
  const ending_before = readString(params, 'ending_before')
  const starting_after = readString(params, 'starting_after')
  if (ending_before !== undefined && starting_after !== undefined) {
    throw createInvalidRequest('Received both starting_after and ending_before. Please pass in only one.')
  }
  return {
    limit: readLimit(params),
    after: readCursor(starting_after, { param: 'starting_after', listed }),
    before: readCursor(ending_before, { param: 'ending_before', listed }),
    ...readCreatedRange(params),
  }
}

export function readLimit(params: FormObject): number {
  return readInteger(params, 'limit', { min: 1, max: 100 }) ?? 10
}

function readCursor(id: string | undefined, from: { param: string; listed: Listed }): number | undefined {
  if (id === undefined) return undefined
  const position = from.listed.findPosition(id)
  if (position !== undefined) return position
  throw createMissing(from.listed.kind, { id, param: from.param })
}

/** `created=N` or `created[gt|gte|lt|lte]=N` as a range of positions: `from` inclusive, `until` exclusive. */
function readCreatedRange(params: FormObject): Pick<Page, 'from' | 'until'> {
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
