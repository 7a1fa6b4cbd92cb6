import type { Page } from '../gateway-store.ts'

/** Rows read from a cursor towards the present, turned round. */
export function newestFirst<Row>(rows: Row[], { before }: Page): Row[] {
  return before === undefined ? rows : rows.reverse()
}
