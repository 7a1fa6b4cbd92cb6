import type { Runtime } from '@tradewind/service/runtime.ts'
import type { GatewayStore } from './gateway-store.ts'

/** All that the sandbox needs from outside. */
export interface Deps extends Pick<Runtime, 'now' | 'newId' | 'sleep'> {
  store: GatewayStore
  /** How long a timeout fault holds its answer before it cuts the connection. */
  hold_ms: number
  /** How long what is pending stays so: refunds under way, disputes about to be opened, payouts in transit. */
  settle_ms: number
  /** How often all that is available is paid out; undefined: only when asked. */
  payout_interval_ms: number | undefined
  /** Where people and browsers reach this sandbox; undefined: where the request reached it. */
  public_url: string | undefined
}

/** Deps and what lives as long as one app. Both are process memory: a kill releases every key in use. */
export interface Context extends Deps {
  keys_in_use: Set<string>
  /** Aborts when the app closes, so that no held answer keeps it open. */
  closing: AbortSignal
}

/** What delivering webhooks needs beside. */
export interface DeliveryDeps extends Pick<Deps, 'store' | 'now'>, Pick<Runtime, 'random'> {
  postWebhook: PostWebhook
  /** Multiplies every back-off. */
  retry_scale: number
}

/** Sends one signed event. Answers the status, or why there is none; never throws. */
export type PostWebhook = (webhook: { url: string; body: string; signature: string }) => Promise<number | string>
