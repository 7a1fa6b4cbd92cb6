import type { ACTS } from './acts.ts'

/** A way that leads past a failpoint of payments. */
export interface Pass {
  /** The failpoint, and which time it is passed. */
  at: string
  act: keyof typeof ACTS
  /** Where it must die before, so that a sweep has something to find. */
  first?: string
  card?: string
}

/** Every failpoint of payments, by every act that is different there; a test fails when one in the source is missing. */
export const PASSES: Pass[] = [
  { at: 'payments.after_t1', act: 'charge' },
  { at: 'payments.after_gateway', act: 'charge' },
  { at: 'payments.after_gateway:2', act: 'capture' },
  { at: 'payments.after_gateway:2', act: 'cancel' },
  { at: 'payments.after_gateway:2', act: 'refund' },
  { at: 'payments.after_gateway:2', act: 'stray charge' },
  { at: 'payments.after_t2', act: 'charge' },
  { at: 'payments.after_t2:2', act: 'capture' },
  { at: 'payments.after_t2:2', act: 'refund' },
  { at: 'payments.after_claim', act: 'charge', first: 'payments.after_gateway' },
  { at: 'payments.after_t2:2', act: 'stray charge' },
  { at: 'payments.after_claim', act: 'refund', first: 'payments.after_gateway:2' },
  { at: 'payments.after_look_up', act: 'charge', card: 'pm_sim_500_after_charge' },
  { at: 'payments.after_look_up', act: 'refund that fails' },
  { at: 'payments.before_resend', act: 'charge', first: 'payments.after_t1' },
  { at: 'payments.before_resend', act: 'capture', first: 'payments.after_command' },
  { at: 'payments.after_balance_page', act: 'charge' },
  { at: 'payments.after_reconciliation_page', act: 'reconciliation' },
  { at: 'payments.after_command', act: 'capture' },
  { at: 'payments.after_command', act: 'cancel' },
  { at: 'payments.after_command', act: '3-D Secure' },
  { at: 'payments.after_reserve', act: 'refund' },
  { at: 'payments.after_notice', act: '3-D Secure' },
  { at: 'payments.after_notices', act: '3-D Secure' },
  { at: 'payments.after_notices:2', act: 'dispute' },
  { at: 'payments.after_tell', act: 'refund' },
]

export const failpointOf = ({ at }: Pass): string => at.replace(/:\d+$/, '')
