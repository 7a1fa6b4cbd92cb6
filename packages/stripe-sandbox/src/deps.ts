import type { Runtime } from '@tradewind/service/runtime.ts'
import type { GatewayStore } from './gateway-store.ts'

/** All that the sandbox needs from outside. */
export interface Deps extends Pick<Runtime, 'now' | 'newId' | 'sleep'> {
  store: GatewayStore
  /** How long a timeout fault holds its answer before it cuts the connection. */
  hold_ms: number
}

/** Deps and what lives as long as one app. Both are process memory: a kill releases every key in use. */
export interface Context extends Deps {
  keys_in_use: Set<string>
  /** Aborts when the app closes, so that no held answer keeps it open. */
  closing: AbortSignal
}
