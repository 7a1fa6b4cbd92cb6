import { documentDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toRequest } from './order-request.ts'
import { startProcess } from './start-process.ts'

const AUTHORIZATION = { authorization: 'Bearer sk_admin_key' }

async function post(url: string, key: string) {
  const answer = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: { ...AUTHORIZATION, 'content-type': 'application/json', 'idempotency-key': key, prefer: 'respond-async' },
    body: JSON.stringify(toRequest()),
  })
  return { status: answer.status, order: (await answer.json()) as { id: string; number: number } }
}

describe.each(documentDatabases())('the service on $kind', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>
  let replicas: Awaited<ReturnType<typeof startProcess>>[]
  beforeEach(async () => {
    database = await create()
    replicas = []
  })
  afterEach(async () => {
    for (const { child } of replicas) child.kill('SIGKILL')
    await Promise.all(replicas.map(({ ended }) => ended))
    await database.drop()
  })

  async function start() {
    const replica = await startProcess({ DATABASE_URL: database.url })
    replicas.push(replica)
    return replica
  }

  it('when two replicas start at once on an empty database then both serve, and no number is given twice', async () => {
    const [one, two] = await Promise.all([start(), start()])
    const placed = await Promise.all(['a', 'b', 'c', 'd'].map((key, nth) => post((nth % 2 ? one : two).url, key)))
    expect(placed.map(({ status }) => status)).toEqual([202, 202, 202, 202])
    expect(new Set(placed.map(({ order }) => order.number)).size).toBe(4)
    const again = await post(one.url, 'a')
    expect(again.order.id).toBe(placed[0]?.order.id)
  })

  it('when it is killed then another one takes up what it left', async () => {
    const first = await start()
    const { order } = await post(first.url, 'a')
    first.child.kill('SIGKILL')
    await first.ended
    const second = await start()
    await eventually(async () => {
      const metrics = await (await fetch(`${second.url}/metrics`)).text()
      expect(metrics).toMatch(/effects_pending\{.*\} 1/)
      expect(metrics).toMatch(/db_commits_total\{.*\} [1-9]/)
    })
    expect((await fetch(`${second.url}/orders/${order.id}`, { headers: AUTHORIZATION })).status).toBe(200)
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
  })

  it('when it is told to stop then it ends with 0', async () => {
    const { child, ended, url } = await start()
    await post(url, 'a')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})

it('when settings are missing or wrong then all are told, and it ends with 1', async () => {
  const { ended, said } = await startProcess({ DATABASE_URL: 'mysql://db', API_KEY: 'short', EMAIL_URL: '' })
  expect((await ended)[0]).toBe(1)
  for (const name of ['DATABASE_URL', 'API_KEY', 'EMAIL_URL']) expect(said()).toContain(name)
  expect(said()).not.toContain('PAYMENTS_URL')
})
