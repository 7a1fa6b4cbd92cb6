import { AppError } from '@tradewind/service/app-error.ts'
import { expect, it } from 'vitest'
import { createClaimDesk } from '../../src/use-cases/claim-desk.ts'
import { createClaimRig, insertPaid, toClaim } from '../claim-rig.ts'
import { describeStores } from '../store-contract.ts'

describeStores('pickers claim the next order', (_, openAll) => {
  it('when 40 on three replicas claim until nothing is left then each order is claimed once, and none is left', async () => {
    const opened = [await openAll(), await openAll(), await openAll()]
    const desks = opened.map((one) => createClaimDesk(createClaimRig(one).deps))
    const orders = await insertPaid((opened[0] as (typeof opened)[0]).store, 120)
    const pick = async (nth: number): Promise<string[]> => {
      const desk = desks[nth % 3] as (typeof desks)[0]
      const claimed: string[] = []
      for (;;) {
        const answer = await untilAnswered(() => desk(toClaim(`p${nth}`, `p${nth} ${claimed.length}`)))
        if (!answer) return claimed
        expect(answer.order.fulfillments).toMatchObject([{ picker: `p${nth}`, status: 'picking' }])
        claimed.push(answer.order.id)
      }
    }
    const claimed = (await Promise.all(Array.from({ length: 40 }, (_, nth) => pick(nth)))).flat()
    expect(claimed.sort()).toEqual(orders.map(({ id }) => id).sort())
  }, 60_000)
})

/** As a patient client does: the same key until there is an answer. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'unavailable') throw error
    }
  }
}
