import type { Program } from '@tradewind/start/wiring.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import { eraseACustomer } from './erase-errand.ts'
import {
  cancelHeld,
  cancelPaid,
  cancelUncharged,
  claimNext,
  type Life,
  refundAPart as refundAPartOfAnOrder,
  shipHeld,
  tellOfNothing,
} from './lives.ts'
import { captureAPart, type MoneyAct, reconcileAll, refundAPart } from './money-acts.ts'

/** What makes a program pass a failpoint. */
export interface Scenario {
  program: Program
  /** The card that leads there. */
  method: string
  /** Where it must die before, so that a sweep has something to find. */
  first?: string
  /** Done with payments' own API in the place of an order. */
  act?: MoneyAct
  /** The rest of the order's life: the program dies in it. */
  life?: Life
  /** Done with the whole suite in the place of an order. */
  errand?: (suite: Suite) => Promise<void>
  /** Mails go over SMTP instead of to the inbox. */
  smtp?: true
}

const paid = (program: Program, more: Partial<Scenario> = {}): Scenario => ({
  program,
  method: 'pm_card_visa',
  ...more,
})

/** Every failpoint of an order's way; a test fails when one in the source is missing here. */
export const SCENARIOS: Record<string, Scenario> = {
  'orders.after_insert': paid('orders'),
  'orders.before_charge': paid('orders'),
  'orders.after_charge': paid('orders'),
  'orders.after_save': paid('orders'),
  'orders.before_mail': paid('orders'),
  'orders.after_mail': paid('orders'),
  'orders.after_close': paid('orders'),
  'orders.after_claim': paid('orders', { first: 'orders.after_insert' }),
  'orders.after_feed': paid('orders'),
  'orders.after_change': paid('orders', { life: cancelPaid }),
  'orders.after_claim_next': paid('orders', { life: claimNext }),
  'orders.before_reading': paid('orders', { life: tellOfNothing }),
  'orders.after_reading': paid('orders', { life: tellOfNothing }),
  'orders.before_look': paid('orders', { method: 'pm_card_authenticationRequired' }),
  'orders.after_look': paid('orders', { method: 'pm_card_authenticationRequired' }),
  'orders.before_find_charge': paid('orders', { life: cancelUncharged }),
  'orders.after_find_charge': paid('orders', { life: cancelUncharged }),
  'orders.before_capture': paid('orders', { life: shipHeld }),
  'orders.after_capture': paid('orders', { life: shipHeld }),
  'orders.before_void': paid('orders', { life: cancelHeld }),
  'orders.after_void': paid('orders', { life: cancelHeld }),
  'orders.before_refund': paid('orders', { life: refundAPartOfAnOrder }),
  'orders.after_refund': paid('orders', { life: refundAPartOfAnOrder }),
  'orders.before_cancel_mails': paid('orders', { life: cancelPaid }),
  'orders.after_cancel_mails': paid('orders', { life: cancelPaid }),
  'orders.after_erase': paid('orders', { errand: eraseACustomer }),
  'orders.before_erase_mails': paid('orders', { errand: eraseACustomer }),
  'orders.after_erase_mails': paid('orders', { errand: eraseACustomer }),
  'payments.after_t1': paid('payments'),
  'payments.after_gateway': paid('payments'),
  'payments.after_t2': paid('payments'),
  'payments.after_claim': paid('payments', { first: 'payments.after_gateway' }),
  'payments.after_look_up': paid('payments', { method: 'pm_sim_500_after_charge' }),
  'payments.before_resend': paid('payments', { method: 'pm_sim_500' }),
  'payments.after_balance_page': paid('payments'),
  'payments.after_reconciliation_page': paid('payments', { act: reconcileAll }),
  'payments.after_command': paid('payments', { act: captureAPart }),
  'payments.after_reserve': paid('payments', { act: refundAPart }),
  'payments.after_notice': paid('payments'),
  'payments.after_notices': paid('payments'),
  'payments.after_tell': paid('payments', { act: refundAPart }),
  'stripe_sandbox.before_commit': paid('sandbox'),
  'stripe_sandbox.after_commit': paid('sandbox'),
  'stripe_sandbox.before_webhook': paid('sandbox'),
  'stripe_sandbox.after_webhook': paid('sandbox'),
  'email.after_accept': paid('email'),
  'email.after_claim': paid('email'),
  'email.after_finish': paid('email'),
  'email.after_handover': paid('email', { smtp: true }),
  'email.after_send': paid('email', { smtp: true }),
}
