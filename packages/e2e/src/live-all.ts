import type { Suite } from '@tradewind/testkit/suite.ts'
import { killAll } from './chaos.ts'
import { LIVES } from './lives.ts'
import type { Placed, Shop } from './shop.ts'

interface LivingAll {
  suite: Suite
  shop: Shop
  orders: number
  concurrency: number
  /** Of each program. */
  kills: number
  seed: number
}

/** Whole lives of orders, one kind after the other, while every program dies at random. */
export async function liveAll({ suite, shop, orders, concurrency, kills, seed }: LivingAll): Promise<Placed[]> {
  const { over } = killAll({ suite, kills, seed })
  const placed: Placed[] = []
  let next = 0
  async function client(): Promise<void> {
    while (next < orders) {
      const number = next
      next += 1
      const life = LIVES[number % LIVES.length]
      if (life) placed.push(await life({ suite, shop, key: `life-${seed}-${number}` }))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, client))
  await over
  return placed
}
