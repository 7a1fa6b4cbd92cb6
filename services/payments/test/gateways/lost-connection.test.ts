import { afterEach, describe, expect, it } from 'vitest'
import { createStripeClient, type StripeClient } from '../../src/gateways/stripe-client.ts'
import { createStripeGateway } from '../../src/gateways/stripe-gateway.ts'
import { type RawPeer, startRawPeer } from './raw-peer.ts'

let peer: RawPeer | undefined
let client: StripeClient | undefined

afterEach(() => {
  client?.close()
  peer?.close()
})

function charge(base_url: string) {
  client = createStripeClient({ secret_key: 'sk_test_raw', base_url, timeout_ms: 200 })
  return createStripeGateway(client.stripe).send({ kind: 'charge', request: '{"amount":3000}', key: 'pay:att_1' })
}

describe('a charge whose connection fails', () => {
  it('when nobody listens, then it was not sent', async () => {
    peer = await startRawPeer(() => {})
    peer.close()
    expect(await charge(peer.url)).toEqual({ kind: 'not_sent', reason: 'ECONNREFUSED' })
  })

  it('when the peer resets after the request, then unknown, and it is not sent again behind our back', async () => {
    peer = await startRawPeer((socket) => socket.resetAndDestroy())
    expect(await charge(peer.url)).toMatchObject({ kind: 'unknown', key_spent: false })
    expect(peer.requests()).toBe(1)
  })

  it('when the peer closes without an answer, then unknown', async () => {
    peer = await startRawPeer((socket) => socket.end())
    expect(await charge(peer.url)).toMatchObject({ kind: 'unknown', key_spent: false })
    expect(peer.requests()).toBe(1)
  })

  it('when the peer never answers, then unknown', async () => {
    peer = await startRawPeer(() => {})
    expect(await charge(peer.url)).toMatchObject({ kind: 'unknown', key_spent: false })
  })

  it('when the answer is cut in its middle, then unknown', async () => {
    peer = await startRawPeer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id":'))
    expect(await charge(peer.url)).toMatchObject({ kind: 'unknown', key_spent: false })
  })
})
