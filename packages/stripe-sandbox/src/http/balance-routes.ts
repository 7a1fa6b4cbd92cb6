import type { FastifyInstance } from 'fastify'
import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { readQuery } from './read-call.ts'
import { refuseUnknown } from './read-params.ts'
import { sendJson } from './send-answer.ts'

const KNOWN = new Set(['expand'])

/** The account's balance; what is earned here is available at once. */
export async function balanceRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  app.get('/v1/balance', async (request, reply) => {
    refuseUnknown(readQuery(request), KNOWN)
    const balances = context.store.read.listBalances()
    const toAmount = (amount: number, currency: string) => ({ amount, currency, source_types: { card: amount } })
    const balance: Stripe.Balance = {
      object: 'balance',
      available: balances.map(({ amount, currency }) => toAmount(amount, currency)),
      livemode: false,
      pending: balances.map(({ currency }) => toAmount(0, currency)),
    }
    return sendJson(reply, { status: 200, body: JSON.stringify(balance) })
  })
}
