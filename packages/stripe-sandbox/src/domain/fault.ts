/** A misbehaviour of the gateway that a test asks for by the name of its payment method. */
export interface Fault {
  /** The payment method's name: one fault happens once, another on the same order happens too. */
  name: string
  kind: 'timeout_before_charge' | 'timeout_after_charge' | 'server_error' | 'server_error_after_charge' | 'slow'
  /** Only for `slow`. */
  delay_ms: number
  /** Happens at every call, not only at the first. */
  always: boolean
}

const MAX_DELAY_MS = 60_000
const KINDS: Record<string, Fault['kind']> = {
  timeout_before_charge: 'timeout_before_charge',
  timeout_after_charge: 'timeout_after_charge',
  '500': 'server_error',
  '500_after_charge': 'server_error_after_charge',
}

/** Reads `pm_sim_<fault>[_always]`; undefined for any other name. */
export function readFault(name: string): Fault | undefined {
  const match = /^pm_sim_(.+?)(_always)?$/.exec(name)
  if (!match?.[1]) return undefined
  const always = match[2] !== undefined
  const delay = /^slow_ms_(\d{1,9})$/.exec(match[1])?.[1]
  if (delay) return { name, kind: 'slow', delay_ms: Math.min(Number(delay), MAX_DELAY_MS), always }
  const kind = Object.hasOwn(KINDS, match[1]) ? KINDS[match[1]] : undefined
  return kind && { name, kind, delay_ms: 0, always }
}

/** True when the fault strikes before anything is charged. */
export function strikesBefore(fault: Fault): boolean {
  return fault.kind === 'timeout_before_charge' || fault.kind === 'server_error' || fault.kind === 'slow'
}
