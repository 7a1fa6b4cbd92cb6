import { DatabaseSync } from 'node:sqlite'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { toRequest } from '../order-request.ts'
import { useApp } from './start-app.ts'

const LIMIT_MS = 2_000
const { started, post, get } = useApp()

describe('when the database is away', () => {
  it('then a create is 503 within 2 s and leaves nothing; when it is back the same key makes the order', async () => {
    await post()
    const other = new DatabaseSync(started().url.slice('sqlite:'.length))
    await eventually(async () => (await started().store.countDue()).orders === 0)
    other.exec('BEGIN IMMEDIATE')
    const began = performance.now()
    const answer = await post(toRequest(), { 'idempotency-key': 'k' })
    expect(performance.now() - began).toBeLessThan(LIMIT_MS)
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'database_unavailable'])
    expect(answer.headers['retry-after']).toBe('1')
    expect(answer.json().detail).not.toContain('locked')
    other.exec('ROLLBACK')
    other.close()
    expect((await get('/orders')).json().data).toHaveLength(1)
    const again = await post(toRequest(), { 'idempotency-key': 'k' })
    expect(again.statusCode).toBe(201)
    expect(again.headers).not.toHaveProperty('idempotent-replayed')
  })
})
