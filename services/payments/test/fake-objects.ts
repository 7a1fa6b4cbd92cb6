import type { PaymentEvent } from '@tradewind/contracts/payment-events.ts'
import type { GatewayDispute } from '../src/domain/dispute.ts'
import type { GatewayObjects, OrdersClient, ReadIntent, ReadRefund } from '../src/notice-deps.ts'
import { succeeded } from './fake-gateway.ts'

/** What the gateway has, as the test says; `reads` are the ids that were asked for. */
export function createFakeObjects() {
  const reads: string[] = []
  const intents = new Map<string, ReadIntent>()
  const refunds = new Map<string, ReadRefund>()
  const disputes = new Map<string, GatewayDispute>()
  const fake = { reads, away: false }

  async function read<T>(objects: Map<string, T>, id: string): Promise<T | undefined> {
    reads.push(id)
    if (fake.away) throw new Error('the gateway is away')
    return objects.get(id)
  }

  const objects: GatewayObjects = {
    readIntent: (id) => read(intents, id),
    readRefund: (id) => read(refunds, id),
    readDispute: (id) => read(disputes, id),
  }
  return Object.assign(fake, objects, {
    setIntent(id: string | null, given: Partial<ReadIntent>) {
      intents.set(id ?? '', { outcome: succeeded(), payment_id: null, live_amount: 3000, ...given })
    },
    setRefund(id: string, given: Pick<ReadRefund, 'refund' | 'refund_id'>) {
      refunds.set(id, { is_undo: false, ...given })
    },
    setDispute: (dispute: GatewayDispute) => void disputes.set(dispute.gateway_ref, dispute),
  })
}

/** Orders, which keeps what it is told and is `away` when the test says so. */
export function createFakeOrders(): OrdersClient & { told: PaymentEvent[]; away: boolean } {
  const fake = {
    told: [] as PaymentEvent[],
    away: false,
    async tell(event: PaymentEvent) {
      if (!fake.away) fake.told.push(event)
      return !fake.away
    },
  }
  return fake
}
