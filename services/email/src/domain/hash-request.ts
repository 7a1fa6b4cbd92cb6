import { createHash } from 'node:crypto'

/** SHA-256 (hex) of a JSON value, whatever the order of its members. */
export function hashRequest(body: unknown): string {
  return createHash('sha256').update(toSortedJson(body)).digest('hex')
}

function toSortedJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(toSortedJson)}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toSortedJson(member)}`)}}`
}
