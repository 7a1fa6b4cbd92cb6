import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { startProcess } from '@tradewind/testkit/process.ts'
import { describe, expect, it } from 'vitest'

const entry = join(import.meta.dirname, 'programs/slow-service.ts')

/** Asks on kept-alive connections until `signal` aborts or the peer stops listening; answers what it saw. */
async function load({ port, connections, signal }: { port: number; connections: number; signal: AbortSignal }) {
  const seen = { answered: 0, failed: 0 }
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask = () =>
    new Promise<string>((resolve) => {
      const request = get({ port, host: '127.0.0.1', path: '/slow', agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode === 200 ? 'answered' : 'failed'))
        response.on('error', () => resolve('failed'))
      })
      request.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED' ? 'refused' : 'failed'))
    })
  const client = async () => {
    while (!signal.aborted) {
      const outcome = await ask()
      // A refused connection is what a balancer takes elsewhere: nothing was sent.
      if (outcome === 'refused') return
      seen[outcome as 'answered' | 'failed'] += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  agent.destroy()
  return seen
}

/** One connection, kept open between requests as a proxy does. */
async function keepConnection(port: number) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return {
    close: () => socket.destroy(),
    async ask(): Promise<string> {
      socket.write('GET /slow HTTP/1.1\r\nhost: test\r\n\r\n')
      const [answer] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => ['closed'])])
      return String(answer)
    },
  }
}

describe('serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('when %s comes under load, then no request fails', async (stop) => {
    const service = await startProcess({ name: 'slow', entry, env: { DRAIN_S: '2' } })
    const loading = load({ port: service.port, connections: 20, signal: AbortSignal.timeout(10_000) })
    await new Promise((resolve) => setTimeout(resolve, 300))
    const end = await service.kill(stop)
    const { answered, failed } = await loading
    expect(end).toEqual({ code: 0, signal: null })
    expect(answered).toBeGreaterThan(100)
    expect(failed).toBe(0)
  })

  it('when it has stopped listening, then a connection that a proxy kept is still answered, and told to close', async () => {
    const service = await startProcess({ name: 'slow', entry, env: { DRAIN_S: '5' } })
    const kept = await keepConnection(service.port)
    expect(await kept.ask()).toMatch(/^HTTP\/1\.1 200 OK/)
    const ended = service.kill('SIGTERM')
    await eventually(() =>
      expect(keepConnection(service.port).then(({ close }) => close())).rejects.toThrow('ECONNREFUSED'),
    )
    const last = await kept.ask()
    expect(last).toMatch(/^HTTP\/1\.1 200 OK/)
    expect(last).toMatch(/connection: close/i)
    expect(await ended).toEqual({ code: 0, signal: null })
  })

  it('when it stops, then work ends before databases close, and all is in the log', async () => {
    const service = await startProcess({ name: 'slow', entry, env: {} })
    await service.kill('SIGTERM')
    const messages = service
      .output()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg)
    expect(messages.filter((text) => !text.startsWith('Server listening'))).toEqual([
      'ready',
      'stopping',
      'work done',
      'closed',
      'stopped',
    ])
  })

  it('when the port is taken, then it says so plainly and exits 1', async () => {
    const service = await startProcess({ name: 'slow', entry, env: {} })
    const second = startProcess({ name: 'second', entry, env: { PORT: String(service.port) } })
    await expect(second).rejects.toThrow(/exit 1.*port \d+ on 127\.0\.0\.1 is taken/s)
    await service.kill()
  })
})

describe('failpoint', () => {
  it('when it is armed for the third pass, then the process is killed there, and not before', async () => {
    const service = await startProcess({ name: 'slow', entry, env: { FAILPOINTS: 'other,slow.pass:3' } })
    const pass = () => fetch(`http://127.0.0.1:${service.port}/pass`)
    expect((await pass()).status).toBe(200)
    expect((await pass()).status).toBe(200)
    await expect(pass()).rejects.toThrow()
    expect(await service.exited).toEqual({ code: null, signal: 'SIGKILL' })
  })

  it('when it is not armed, then nothing happens', async () => {
    const service = await startProcess({ name: 'slow', entry, env: { FAILPOINTS: 'slow.other' } })
    expect((await fetch(`http://127.0.0.1:${service.port}/pass`)).status).toBe(200)
    await service.kill()
  })
})
