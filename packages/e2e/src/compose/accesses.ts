import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Stack } from './stack.ts'

/** A line of nginx's log: what of it tells where a request went. */
export interface Access {
  request_id: string
  method: string
  path: string
  status: number
  listener: number
  /** `address:port` of each replica that was asked, the last one answered. */
  upstream: string
}

/** nginx writes its log once a second. */
const WRITTEN_MS = 2_000

/** All that nginx has answered from `since` (RFC 3339) to now, on both listeners, oldest first. */
export async function readLog(stack: Stack, since: string): Promise<Access[]> {
  await delay(WRITTEN_MS)
  return readWritten(stack, since)
}

async function readWritten(stack: Stack, since: string): Promise<Access[]> {
  const log = await stack.compose('logs', '--no-log-prefix', '--no-color', '--since', since, 'nginx')
  return log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Access] : []))
}

/** The lines of one request, as soon as they are written. */
export function readAccesses(stack: Stack, { request_id }: { request_id: string }): Promise<Access[]> {
  const since = new Date(Date.now() - 60_000).toISOString()
  return eventually(async () => {
    const found = (await readWritten(stack, since)).filter((access) => access.request_id === request_id)
    if (found.length === 0) throw new Error(`${request_id} is not in the log`)
    return found
  })
}
