import { type ChildProcess, spawn } from 'node:child_process'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { type Supervisor, supervise } from '../src/supervise.ts'

const READY =
  "process.send({ ready: true, port: 1 }); process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000);"
const GOES = "process.on('SIGTERM', () => process.exit(0));"
const STAYS = "process.on('SIGTERM', () => {});"

let supervisor: Supervisor
let children: ChildProcess[] = []
let said: string[] = []

function start(script: string) {
  children = []
  said = []
  const run = () => {
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    children.push(child)
    return child
  }
  supervisor = supervise({ name: 'orders', log_path: '/logs/orders.log', spawn: run, say: (line) => said.push(line) })
}

afterEach(() => supervisor.kill())

describe('supervise', () => {
  it('when a program dies, then it is started again within 1 s, and it says so', async () => {
    start(GOES + READY)
    await supervisor.ready
    const begun = performance.now()
    children[0]?.kill('SIGKILL')
    await eventually(() => expect(said).toContainEqual(expect.stringMatching(/^orders is ready again \(pid \d+\)$/)))
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(said[0]).toBe('orders died (SIGKILL), starts again in 100 ms; see /logs/orders.log')
  })

  it('when it dies often but was ready each time, then the pause does not grow', async () => {
    start(GOES + READY)
    await supervisor.ready
    for (let times = 1; times <= 4; times += 1) {
      children.at(-1)?.kill('SIGKILL')
      await eventually(() => expect(said.filter((line) => line.includes('ready again'))).toHaveLength(times))
    }
    expect(said.filter((line) => line.includes('in 100 ms'))).toHaveLength(4)
  })

  it('when it dies before it was ready, then the pause doubles', async () => {
    start('process.exit(1)')
    await eventually(() => expect(said).toHaveLength(3))
    expect(said.map((line) => /\((.+)\) before it was ready, starts again in (\d+)/.exec(line)?.slice(1))).toEqual([
      ['exit 1', '200'],
      ['exit 1', '400'],
      ['exit 1', '800'],
    ])
  })

  it('when it is stopped, then it ends by itself and is not started again', async () => {
    start(GOES + READY)
    await supervisor.ready
    await supervisor.stop()
    expect([children.length, children[0]?.exitCode, said]).toEqual([1, 0, []])
  })

  it('when it is stopped in a pause, then it is not started again', async () => {
    start('process.exit(1)')
    await eventually(() => expect(said).toHaveLength(2))
    const before = children.length
    await supervisor.stop()
    expect(children).toHaveLength(before)
  })

  it('when it will not end and is killed, then stop is done', async () => {
    start(STAYS + READY)
    await supervisor.ready
    const stopped = supervisor.stop()
    supervisor.kill()
    await stopped
    expect(children[0]?.signalCode).toBe('SIGKILL')
  })
})
