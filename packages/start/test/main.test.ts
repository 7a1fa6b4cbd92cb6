import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { findFreePorts } from '@tradewind/testkit/free-ports.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { childrenOf, newData, runStart, type StartRun } from './start-run.ts'

let runs: StartRun[] = []
afterEach(async () => {
  for (const { child } of runs) child.kill('SIGKILL')
  await Promise.all(runs.map(({ exited }) => exited))
  runs = []
})

const start = (args: string[], env?: Record<string, string>) => {
  const run = runStart(args, env)
  runs.push(run)
  return run
}
const newPort = async () => String((await findFreePorts(1))[0])
const isReady = (run: StartRun) =>
  eventually(() => expect(run.output()).toContain('Tradewind is ready'), { within_ms: 20_000 })
const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/livez`).then(
    ({ ok }) => ok,
    () => false,
  )

describe('start', () => {
  it('when all are ready, then the curl works as pasted: one order, and pasted again the same', async () => {
    const run = start(['--port', await newPort(), '--data', newData()])
    await isReady(run)
    const curl = /^curl .+?'$(?=\n\n)/ms.exec(run.output())?.[0] ?? ''
    const paste = () => execFileSync('sh', ['-c', curl.replace('curl ', 'curl -s ')], { encoding: 'utf8' })
    const first = paste()
    expect(first).toContain('201 Created')
    expect(first).toMatch(/"status":"confirmed".*"payment_status":"captured"/s)
    const second = paste()
    expect(second).toMatch(/idempotent-replayed: true/i)
    expect(/"id":"ord_\w+"/.exec(second)?.[0]).toBe(/"id":"ord_\w+"/.exec(first)?.[0])
  })

  it('when it is asked to stop, then all four end, exit 0, and a second start finds the keys and the data', async () => {
    const [port, data] = [await newPort(), newData()]
    const run = start(['--port', port, '--data', data])
    await isReady(run)
    run.child.kill('SIGINT')
    expect(await run.exited).toBe(0)
    for (const offset of [0, 1, 2, 3]) expect(await answers(Number(port) + offset)).toBe(false)
    const key = /Bearer (sk_\S+)'/.exec(run.output())?.[1]
    const again = start(['--port', port, '--data', data])
    await isReady(again)
    expect(/Bearer (sk_\S+)'/.exec(again.output())?.[1]).toBe(key)
  })

  it('when a program is killed, then it answers again within 1.5 s', async () => {
    const port = await newPort()
    const run = start(['--port', port, '--data', newData()])
    await isReady(run)
    const pids = await childrenOf(run.child.pid ?? 0)
    expect(pids).toHaveLength(4)
    process.kill(pids[0] ?? 0, 'SIGKILL')
    await eventually(() => expect(run.output()).toMatch(/^\w+ died \(SIGKILL\), starts again/m))
    await eventually(() => expect(run.output()).toMatch(/^\w+ is ready again/m))
    await eventually(() => answers(Number(port)))
  })

  it('when start itself is killed, then the four end by themselves', async () => {
    const port = await newPort()
    const run = start(['--port', port, '--data', newData()])
    await isReady(run)
    run.child.kill('SIGKILL')
    for (const offset of [0, 1, 2, 3]) await eventually(async () => !(await answers(Number(port) + offset)))
  })
})

describe('start says plainly', () => {
  it('which port is taken, by whom it is wanted and what to do, and leaves nothing behind', async () => {
    const port = Number(await newPort())
    const blocker = createServer().listen(port + 1, '127.0.0.1')
    const data = newData()
    const run = start(['--port', String(port), '--data', data])
    expect(await run.exited).toBe(1)
    expect(run.output()).toContain(`port ${port + 1}, which payments wants, is taken by another program`)
    expect(run.output()).toContain(`pnpm start --port ${port + 100}`)
    expect(existsSync(data)).toBe(false)
    blocker.close()
  })

  it('that the data folder is in use, and by which start', async () => {
    const [port, data] = [await newPort(), newData()]
    const first = start(['--port', port, '--data', data])
    await isReady(first)
    const second = start(['--port', await newPort(), '--data', data])
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain(`pid ${first.child.pid}, port ${port}`)
  })

  it('what is wrong with its arguments, with exit 2; --help with exit 0', async () => {
    const wrong = start(['--prot', '1'])
    expect([await wrong.exited, wrong.output()]).toEqual([2, expect.stringMatching(/--prot.*usage: pnpm start/s)])
    const help = start(['--help'])
    expect([await help.exited, help.output()]).toEqual([0, expect.stringContaining('usage: pnpm start')])
  })

  it('why a program does not come up, and where to read more', async () => {
    const data = newData()
    const run = start(['--port', await newPort(), '--data', data], { API_KEY: 'short' })
    await eventually(() =>
      expect(run.output()).toMatch(/orders died \(exit 1\) before it was ready.*see .+orders\.log/),
    )
    expect(readFileSync(join(data, 'logs/orders.log'), 'utf8')).toContain('API_KEY')
  })
})
