import { startSmtpPeer } from '@tradewind/testkit/smtp-peer.ts'
import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dieAt } from '../src/die-at.ts'
import { drain } from '../src/drain.ts'
import { SCENARIOS } from '../src/failpoint-scenarios.ts'
import { findFailpoints } from '../src/failpoints-in-source.ts'
import { expectInvariants } from '../src/invariants.ts'
import { createShop, type Shop } from '../src/shop.ts'
import { readMailsOf } from '../src/smtp-mails.ts'
import { suiteKinds } from '../src/suite-kinds.ts'

const LIMIT = { timeout: 120_000 }
const names = Object.keys(SCENARIOS)

it('when the source has a failpoint, then the matrix kills there', () => {
  expect(names.toSorted()).toEqual(findFailpoints())
})

describe.each(suiteKinds())('on %s databases', (databases) => {
  describe('with mails to the inbox', () => {
    let suite: Suite
    let shop: Shop
    beforeAll(async () => {
      suite = await startSuite({ databases })
      shop = createShop(suite)
    })
    afterAll(() => suite?.stop())

    const toInbox = names.filter((name) => !SCENARIOS[name]?.smtp)
    it.each(toInbox)(
      'when killed at %s, then the order ends as its life says, and every mail came once',
      LIMIT,
      async (name) => {
        const placed = await dieAt({ suite, shop, name })
        await drain(suite, shop, placed)
        await expectInvariants(suite, shop, placed)
      },
    )
  })

  describe('with mails over SMTP', () => {
    let suite: Suite
    let shop: Shop
    let peer: Awaited<ReturnType<typeof startSmtpPeer>>
    beforeAll(async () => {
      peer = await startSmtpPeer()
      suite = await startSuite({ databases, env: { SMTP_URL: peer.url } })
      shop = createShop(suite)
    })
    afterAll(async () => {
      await suite?.stop()
      await peer?.close()
    })

    const overSmtp = names.filter((name) => SCENARIOS[name]?.smtp)
    it.each(overSmtp)(
      'when killed at %s, then no mail is missing and a double is the same mail',
      LIMIT,
      async (name) => {
        const placed = await dieAt({ suite, shop, name })
        await drain(suite, shop, placed)
        await expectInvariants(suite, shop, placed, async () => readMailsOf(peer.received))
      },
    )
  })
})
