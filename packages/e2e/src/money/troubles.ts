import type { Carry, Sent } from './wire.ts'

/** What the network does while a program dies. */
export const TROUBLES = ['none', 'lost answers', 'doubled webhooks'] as const
export type Trouble = (typeof TROUBLES)[number]

/** Read at each request, so that one network serves many cases. `all`: webhooks double, and some answers are lost. */
export interface Weather {
  trouble: Trouble | 'all'
}

const POST = 'POST'
/** Of the first answers one in so many is lost where all goes wrong at once. */
const ONE_IN = 5
/** So many webhooks back one is sent once more. */
const BACK = 3

/** The way to the gateway: with `lost answers` it does what it is asked, and the first answer under each key never comes. */
export function carryToGateway(weather: Weather): Carry {
  const asked = new Set<string>()
  return async (sent, forward) => {
    const key = String(sent.headers['idempotency-key'] ?? '')
    const isFirst = sent.method === POST && key !== '' && !asked.has(key)
    if (isFirst) asked.add(key)
    const answered = await forward(sent)
    return isFirst && isLost(weather, asked.size) ? undefined : answered
  }
}

const isLost = ({ trouble }: Weather, number: number): boolean =>
  trouble === 'lost answers' || (trouble === 'all' && number % ONE_IN === 0)

/** The way of webhooks: with `doubled webhooks` each comes twice at once, and again after those that followed it. */
export function carryWebhooks(weather: Weather): Carry {
  const past: Sent[] = []
  return async (sent, forward) => {
    if (weather.trouble !== 'doubled webhooks' && weather.trouble !== 'all') return forward(sent)
    past.push(sent)
    const [again, late] = [forward(sent), past.length > BACK ? forward(past.shift() ?? sent) : undefined]
    await Promise.allSettled([again, late])
    return forward(sent)
  }
}
