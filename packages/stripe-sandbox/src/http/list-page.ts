import type { Finds, Page } from '../gateway-store.ts'
import { renderObject } from '../use-cases/expand-object.ts'

/** One page of `list`'s rows and whether there are more in its direction. */
export function readPage<Row, Filter extends Page>(list: (filter: Filter) => Row[], filter: Filter) {
  const rows = list({ ...filter, limit: filter.limit + 1 })
  const has_more = rows.length > filter.limit
  // One too many was asked for: it is the farthest from the cursor.
  if (has_more) rows.splice(filter.before === undefined ? -1 : 0, 1)
  return { rows, has_more }
}

/** The objects' texts, joined; parsed only when something is to be expanded. */
export function renderData(texts: string[], { finds, expand }: { finds: Finds; expand: string[] }): string {
  return `[${texts.map((text) => renderObject(text, { expand, finds })).join(',')}]`
}

/** Stripe's list, as JSON. */
export function renderList({ url, has_more, data }: { url: string; has_more: boolean; data: string }): string {
  return `{"object":"list","url":"${url}","has_more":${has_more},"data":${data}}`
}
