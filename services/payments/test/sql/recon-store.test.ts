import { toTimestamp } from '@tradewind/service/runtime.ts'
import { select } from '@tradewind/sql/statement.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestReconciliation } from '../../src/use-cases/request-reconciliation.ts'
import { resolveBreak } from '../../src/use-cases/resolve-break.ts'
import { scheduleReconciliation } from '../../src/use-cases/schedule-reconciliation.ts'
import { stepReconciliation } from '../../src/use-cases/step-reconciliation.ts'
import { buildIntent, type OpenReconciliation, openReconciliation } from './open-reconciliation.ts'

const HOUR_MS = 3_600_000

describe.each(sqlDatabases())('runs on $kind', ({ create }) => {
  let opened: OpenReconciliation

  beforeAll(async () => {
    opened = await openReconciliation(create)
    await opened.addPaid()
    await opened.addPaid()
    opened.gatewayBooks.intents.push(buildIntent({ gateway_ref: 'pi_strange' }))
    opened.gatewayBooks.page_size = 1
  })
  afterAll(() => opened.close())

  const request = (request_key: string | null = null) => {
    const from = toTimestamp(Date.now() - HOUR_MS)
    return requestReconciliation(opened.deps, { from, to: undefined, requested_by: 'test', request_key })
  }
  const claim = (id: string, now = Date.now()) =>
    opened.reconciliation.claim({ id, now: toTimestamp(now), lease_end: toTimestamp(now + 20_000) })

  it('when the same key asks again, then it is the same run', async () => {
    const [one, two, other] = [await request('a:1'), await request('a:1'), await request('a:2')]
    expect(two.id).toBe(one.id)
    expect(other.id).not.toBe(one.id)
    expect((await opened.reconciliation.list({ limit: 1 })).map(({ id }) => id)).toEqual([other.id])
    expect(await opened.reconciliation.list({ limit: 9, before_id: other.id })).toEqual([one])
  })

  it('when the window is empty or to come, then it is refused', async () => {
    const ask = (from: string, to?: string) =>
      requestReconciliation(opened.deps, { from, to, requested_by: 'test', request_key: null })
    await expect(ask('2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z')).rejects.toThrow('empty')
    await expect(ask(toTimestamp(Date.now() + HOUR_MS))).rejects.toThrow('empty')
  })

  it('when many claim a run at once, then one gets it', async () => {
    const { id } = await request()
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(id)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await claim(id)).toBeUndefined()
  })

  it('when it dies at any page and another one goes on, then all is counted and found once', async () => {
    const { id } = await request()
    let now = Date.now()
    for (let run = await claim(id, now); run; run = await claim(id, now)) {
      // Two who work at it: the one with the older fence writes nothing.
      const lost = { ...run, fence: run.fence - 1 }
      expect(await stepReconciliation(opened.deps, lost)).toBeUndefined()
      await stepReconciliation(opened.deps, run)
      now += HOUR_MS
    }
    const run = await opened.reconciliation.find(id)
    expect(run).toMatchObject({ status: 'done', intents: 3, movements: 2, payments: 2, breaks_total: 1 })
    const breaks = await opened.reconciliation.listBreaks({ run_id: id, after: '', limit: 9 })
    expect(breaks).toMatchObject([{ type: 'missing_local', gateway_ref: 'pi_strange' }])
    expect(await opened.readStaged()).toBe(0)
  })

  it('when a break is resolved, then it is open nowhere, audited once, and stays as it was resolved', async () => {
    const [one] = (await opened.run()).breaks
    const [two] = (await opened.run()).breaks
    if (!one || !two) throw new Error('no break')
    expect(await opened.reconciliation.countOpenBreaks()).toBe(1)
    const resolve = (id: string, run_id: string, note: string) =>
      resolveBreak(opened.deps, { id, run_id, note, actor: 'admin' })
    expect(await resolve(one.id, one.run_id, 'taken back by hand')).toMatchObject({ resolved_by: 'admin' })
    expect(await resolve(two.id, two.run_id, 'again')).toMatchObject({ note: 'taken back by hand' })
    expect(await opened.reconciliation.countOpenBreaks()).toBe(0)
    const text = 'SELECT actor, action, object_id, detail FROM audit_log'
    const log = await opened.database.read((connection) => select<{ detail: string }>(connection, text, []))
    expect(log).toMatchObject([{ actor: 'admin', action: 'break.resolved', object_id: one.id }])
    expect(JSON.parse(log[0]?.detail ?? '')).toMatchObject({ subject: 'pi_strange', note: 'taken back by hand' })
    await expect(opened.execute("UPDATE audit_log SET actor = 'nobody'")).rejects.toThrow('append-only')
    await expect(resolve('brk_none', one.run_id, 'x')).rejects.toThrow('no break')
  })

  it('when an hour has ended and settled, then one run covers all since the last, whoever makes it', async () => {
    const hour = (Math.floor(Date.now() / HOUR_MS) + 1) * HOUR_MS
    const at = (ms: number) => {
      opened.clock.ahead_ms = ms - Date.now()
      return Promise.all([scheduleReconciliation(opened.deps), scheduleReconciliation(opened.deps)])
    }
    const [one, two] = await at(hour + 61_000)
    expect(one?.id ?? two?.id).toBeDefined()
    expect(new Set([one, two].flatMap((run) => run?.id ?? [])).size).toBe(1)
    expect(one ?? two).toMatchObject({ requested_by: 'schedule', to: toTimestamp(hour) })
    expect(await at(hour + HOUR_MS + 30_000)).toEqual([undefined, undefined])
    const [next, same] = await at(hour + 3 * HOUR_MS + 61_000)
    expect(next ?? same).toMatchObject({ from: toTimestamp(hour), to: toTimestamp(hour + 3 * HOUR_MS) })
  })
})
