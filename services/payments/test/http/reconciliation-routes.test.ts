import { createMetrics } from '@tradewind/service/metrics.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showBooks } from '../../src/workers/bookkeeping.ts'
import { startReconciler } from '../../src/workers/reconciler.ts'
import { buildIntent } from '../sql/open-reconciliation.ts'
import { type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp
const from = toTimestamp(Date.now() - 3_600_000)

beforeAll(async () => {
  started = await startApp()
  started.books.intents.push(buildIntent({ gateway_ref: 'pi_one' }), buildIntent({ gateway_ref: 'pi_two' }))
})
afterAll(() => started.close())

const send = (url: string, payload: object, headers: Record<string, string> = {}) =>
  started.app.inject({ method: 'POST', url, payload, headers: { authorization: 'Bearer sk_admin', ...headers } })

async function reconcile(): Promise<string> {
  const { headers } = await send('/reconciliations', { from })
  const reconciler = startReconciler(started.deps)
  await eventually(async () => (await started.get(String(headers.location))).json().status === 'done')
  await reconciler.stop()
  return String(headers.location)
}

describe('POST /reconciliations', () => {
  it('when it is asked for, then 202 and its place, where it is to be seen until it is done', async () => {
    const response = await send('/reconciliations', { from })
    expect(response.statusCode).toBe(202)
    expect(response.headers.location).toBe(`/reconciliations/${response.json().id}`)
    expect(response.json()).toMatchObject({ status: 'running', from, requested_by: 'admin', breaks_total: 0 })
    const location = await reconcile()
    expect((await started.get(location)).json()).toMatchObject({ status: 'done', intents: 2, breaks_total: 2 })
  })

  it('when the same key asks again, then the same run', async () => {
    const headers = { 'idempotency-key': 'once' }
    const [one, two] = [
      await send('/reconciliations', { from }, headers),
      await send('/reconciliations', { from }, headers),
    ]
    expect(two.json().id).toBe(one.json().id)
  })

  it.each([
    [{}, '/from'],
    [{ from: 'yesterday' }, '/from'],
    [{ from, to: '2020-01-01T00:00:00Z' }, '/from'],
    [{ from, until: from }, '/until'],
  ])('when the body is %j, then 422 at %s', async (body, pointer) => {
    const response = await send('/reconciliations', body)
    expect([response.statusCode, response.json().code]).toEqual([422, 'validation_failed'])
    expect(response.json().errors).toMatchObject([{ pointer }])
  })
})

describe('GET /reconciliations', () => {
  it('when there are several, then newest first, by pages', async () => {
    const newest = (await send('/reconciliations', { from })).json().id
    const page = (await started.get('/reconciliations?limit=1')).json()
    expect(page).toMatchObject({ data: [{ id: newest }], has_more: true, next_cursor: newest })
    const next = (await started.get(`/reconciliations?limit=1&after=${newest}`)).json()
    expect(next.data[0].id < newest).toBe(true)
  })

  it('when there is no such run, then 404', async () => {
    for (const path of ['/reconciliations/rec_none', '/reconciliations/rec_none/breaks'])
      expect((await started.get(path)).json()).toMatchObject({ status: 404, code: 'reconciliation_not_found' })
  })
})

describe('breaks', () => {
  it('when a run has some, then they come by pages, and an operator resolves one', async () => {
    const metrics = createMetrics('payments')
    showBooks(metrics, started.deps)
    const location = await reconcile()
    expect(await metrics.text()).toMatch(/reconciliation_breaks_open\{service="payments"\} 2\n/)
    expect(await metrics.text()).toMatch(/reconciliation_last_run_age_seconds\{service="payments"\} \d/)
    const first = (await started.get(`${location}/breaks?limit=1`)).json()
    const rest = (await started.get(`${location}/breaks?after=${first.next_cursor}`)).json()
    expect([...first.data, ...rest.data]).toMatchObject([
      { type: 'missing_local', gateway_ref: 'pi_one', payment_id: null, expected: null, actual: 3000 },
      { type: 'missing_local', gateway_ref: 'pi_two', resolved_at: null },
    ])
    const resolve = (payload: object, headers = {}) =>
      send(`${location}/breaks/${first.data[0].id}/resolve`, payload, headers)
    expect((await resolve({})).statusCode).toBe(422)
    expect((await resolve({ note: 'ours' }, { authorization: 'Bearer sk_reader' })).statusCode).toBe(403)
    expect((await resolve({ note: 'a test of ours' })).json()).toMatchObject({
      resolved_by: 'admin',
      note: 'a test of ours',
    })
    expect(await metrics.text()).toMatch(/reconciliation_breaks_open\{service="payments"\} 1\n/)
    expect((await send(`${location}/breaks/brk_none/resolve`, { note: 'x' })).json().code).toBe('break_not_found')
  })

  it('when the gateway is away, then the run says so, and goes on when it is back', async () => {
    const { listIntents } = started.books
    started.books.listIntents = () => Promise.reject(new Error('away'))
    const { location } = (await send('/reconciliations', { from })).headers
    const reconciler = startReconciler(started.deps)
    const run = async () => (await started.get(String(location))).json()
    await eventually(async () => expect((await run()).last_error).toContain('away'))
    started.books.listIntents = listIntents
    await eventually(async () => expect(await run()).toMatchObject({ status: 'done', last_error: null }))
    await reconciler.stop()
  })
})
