/** One page of rows that were asked for with one more than `limit`. */
export function toPage<Row extends { id: string }>(rows: Row[], limit: number) {
  const data = rows.slice(0, limit)
  const has_more = rows.length > limit
  return { data, has_more, next_cursor: has_more ? (data.at(-1)?.id ?? null) : null }
}
