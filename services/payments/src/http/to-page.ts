/** A page of at most `limit`, from one more than that where there are more. */
export function toPage<Item extends { id: string }>(found: Item[], limit: number) {
  const data = found.slice(0, limit)
  const has_more = found.length > limit
  return { data, has_more, next_cursor: has_more ? (data.at(-1)?.id ?? null) : null }
}
