import type Stripe from 'stripe'
import type { GatewayBooks } from '../balance-deps.ts'
import { toBalanceTransaction } from './to-balance-transaction.ts'
import { toGatewayIntent } from './to-gateway-intent.ts'

const PAGE = 100
const { floor, ceil } = Math

/** Stripe's books, or those of what speaks like it; what it throws goes through. */
export function createStripeBooks(stripe: Stripe): GatewayBooks {
  return {
    async listBalance({ from_ms, until_ms, after }) {
      const page = await stripe.balanceTransactions.list({
        created: { gte: floor(from_ms / 1000), ...(until_ms === undefined ? {} : { lte: ceil(until_ms / 1000) }) },
        limit: PAGE,
        ...(after && { starting_after: after }),
        expand: ['data.source'],
      })
      return { data: page.data.map(toBalanceTransaction), has_more: page.has_more }
    },
    async listIntents({ from_ms, until_ms, after }) {
      const page = await stripe.paymentIntents.list({
        created: { gte: floor(from_ms / 1000), lte: ceil(until_ms / 1000) },
        limit: PAGE,
        ...(after && { starting_after: after }),
        expand: ['data.latest_charge'],
      })
      return { data: page.data.map(toGatewayIntent), has_more: page.has_more }
    },
    async readIntent(gateway_ref) {
      try {
        return toGatewayIntent(await stripe.paymentIntents.retrieve(gateway_ref, { expand: ['latest_charge'] }))
      } catch (error) {
        if ((error as Stripe.errors.StripeError).statusCode === 404) return undefined
        throw error
      }
    },
    async listPayout({ payout_ref, after }) {
      try {
        const cursor = after ? { starting_after: after } : {}
        const page = await stripe.balanceTransactions.list({ payout: payout_ref, limit: PAGE, ...cursor })
        return { data: page.data, has_more: page.has_more }
      } catch (error) {
        // Of a payout made by hand the gateway does not say what it paid out.
        if ((error as Stripe.errors.StripeError).statusCode === 400) return { data: [], has_more: false }
        throw error
      }
    },
  }
}
