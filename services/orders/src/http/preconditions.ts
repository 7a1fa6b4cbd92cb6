import { HttpError } from '@tradewind/service/http-error.ts'

/**
 * The revisions that `If-Match` names. A weak tag names none: it says "about the same", and that is not enough here.
 * @throws 428 `precondition_required`
 */
export function readIfMatch(header: string | undefined): number[] | 'any' {
  if (header === undefined || header.trim() === '') {
    throw new HttpError(428, 'precondition_required', 'Send If-Match with the ETag of the order that you changed.')
  }
  if (header.trim() === '*') return 'any'
  return header
    .split(',')
    .flatMap((tag) => /^"(\d{1,15})"$/.exec(tag.trim())?.[1] ?? [])
    .map(Number)
}

/** Whether the client's copy is the same, as `If-None-Match` says. */
export function isCurrent(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
