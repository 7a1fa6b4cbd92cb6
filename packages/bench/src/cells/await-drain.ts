import { setTimeout as delay } from 'node:timers/promises'
import type { System } from '../systems/system.ts'

interface Drained {
  drain_ms: number
  backlog: number
  drain_rate: number
}

const LIMIT_MS = 180_000
const PAUSE_MS = 50

/**
 * Waits until there are `mails` mails and nothing is left to do. @throws when more than that are delivered, or when it
 * takes too long
 */
export async function awaitDrain(system: System, mails: number): Promise<Drained> {
  const started = performance.now()
  const backlog = mails - (await system.countMails())
  let delivered = mails - backlog
  while (delivered < mails) {
    delivered = await waitForMore(system, { started, delivered, mails })
  }
  if (delivered > mails) throw new Error(`${delivered} mails for ${mails} orders`)
  const drain_ms = performance.now() - started
  while (!(await system.isIdle())) await waitForMore(system, { started, delivered, mails })
  return { drain_ms, backlog, drain_rate: backlog / (drain_ms / 1000) }
}

async function waitForMore(
  system: System,
  seen: { started: number; delivered: number; mails: number },
): Promise<number> {
  if (performance.now() - seen.started > LIMIT_MS) throw new Error(`only ${seen.delivered} of ${seen.mails} mails`)
  await delay(PAUSE_MS)
  return system.countMails()
}
