import type { EffectDeps } from '../src/deps.ts'

export class Died extends Error {}

/** In its next call: before that is sent, or before its answer is written. */
export type Dies = 'not' | 'before' | 'after'

/** A payments client of a process that dies in a call, when it is told to. */
export function mortal(payments: EffectDeps['payments'], dying: { at: Dies }): EffectDeps['payments'] {
  const wrap =
    <Call, Answer>(call: (given: Call) => Promise<Answer>) =>
    async (given: Call): Promise<Answer> => {
      const { at } = dying
      dying.at = 'not'
      if (at === 'before') throw new Died()
      const answer = await call(given)
      if (at === 'after') throw new Died()
      return answer
    }
  return {
    charge: wrap((call) => payments.charge(call)),
    capture: wrap(payments.capture),
    void: wrap(payments.void),
    refund: wrap(payments.refund),
    read: wrap(payments.read),
    readRefunds: wrap(payments.readRefunds),
    readOfOrder: wrap(payments.readOfOrder),
  }
}
