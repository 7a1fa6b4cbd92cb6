import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { findFreePorts } from '@tradewind/testkit/free-ports.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Certificate, makeCertificate } from '../../src/compose/certificate.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { openStack, type Stack } from '../../src/compose/stack.ts'

const MINUTE_MS = 60_000
const FILES = 'docker-compose.yml:infra/docker/compose.tls.yml'

describe.skipIf(!findCompose())('compose, with a certificate', () => {
  let stack: Stack
  let certificate: Certificate
  let port: number
  beforeAll(async () => {
    stack = await openStack()
    certificate = makeCertificate()
    port = (await findFreePorts(1))[0] ?? 0
    const settings = { TLS_DIR: certificate.folder, HTTPS_PORT: `127.0.0.1:${port}`, COMPOSE_FILE: FILES }
    await stack.with(settings).compose('up', '--detach', '--no-deps', '--wait', 'nginx')
  }, 6 * MINUTE_MS)
  afterAll(() => certificate?.remove())

  it('when a client speaks HTTP/2 over TLS, then it gets the API, and is told to stay with TLS', async () => {
    const { headers, body } = await getByHttp2('/orders?limit=1')
    expect(headers).toMatchObject({ ':status': 200, 'strict-transport-security': 'max-age=31536000' })
    expect(JSON.parse(body)).toHaveProperty('data')
  })

  it('when what is not public is asked for over TLS, then there is nothing either', async () => {
    expect((await getByHttp2('/metrics')).headers[':status']).toBe(404)
  })

  it.each([
    ['TLSv1.1', false],
    ['TLSv1.2', true],
    ['TLSv1.3', true],
  ] as const)('when a client speaks %s, then it is let in: %s', async (version, is_let_in) => {
    await expect(
      shakeHands(version).then(
        () => true,
        () => false,
      ),
    ).resolves.toBe(is_let_in)
  })

  async function getByHttp2(path: string): Promise<{ headers: IncomingHttpHeaders; body: string }> {
    const session = connectHttp2(`https://localhost:${port}`, { ca: certificate.ca })
    try {
      const stream = session.request({ ':path': path, authorization: `Bearer ${stack.api_key}` })
      const headers = new Promise<IncomingHttpHeaders>((resolve, reject) => {
        session.on('error', reject)
        stream.on('response', resolve).on('error', reject)
      })
      return { headers: await headers, body: await text(stream) }
    } finally {
      session.close()
    }
  }

  function shakeHands(version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<void> {
    const versions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
    return new Promise((resolve, reject) => {
      const socket = connect({ host: 'localhost', port, ca: certificate.ca, ...versions }, () => {
        socket.end()
        resolve()
      })
      socket.on('error', reject)
    })
  }
})
