import { afterAll, describe, expect, it } from 'vitest'
import { ADMIN_KEY, bearer } from './test-app.ts'
import { app, post } from './things-app.ts'

afterAll(() => app.close())

describe('what a schema refuses', () => {
  it('when a body has many faults, then all are told at once, each with pointer and code', async () => {
    const answer = await post(
      JSON.stringify({
        name: 'too long',
        amount: 0,
        extra: 1,
        code: 'x',
        items: [{}, { sku: 1, b: 2 }],
        'odd/key~': 'a',
      }),
    )
    expect(answer.json()).toMatchObject({ status: 422, code: 'validation_failed' })
    const faults = (answer.json().errors as { pointer: string; code: string }[]).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    )
    expect(faults.sort()).toEqual([
      '/amount too_small',
      '/code code_unknown',
      '/extra unknown_field',
      '/items/0/sku required',
      '/items/1/b unknown_field',
      '/items/1/sku invalid_type',
      '/kind required',
      '/name too_long',
      '/odd~1key~0 invalid_type',
    ])
  })

  it('when a number comes as text in a body, then it is refused; in a query it is read', async () => {
    expect((await post(JSON.stringify({ name: 'a', amount: '5', kind: 'a' }))).json().errors).toMatchObject([
      { pointer: '/amount', code: 'invalid_type' },
    ])
    const answer = await app.inject({ url: '/things/1?limit=5', headers: bearer(ADMIN_KEY) })
    expect(answer.json()).toEqual({ limit: 5 })
  })

  it('when a query is wrong, then the pointer begins with /query', async () => {
    const answer = await app.inject({ url: '/things/1?limit=50', headers: bearer(ADMIN_KEY) })
    expect(answer.json().errors).toMatchObject([{ pointer: '/query/limit', code: 'too_large' }])
  })

  it('when a value is not one of a list, then the detail names the list', async () => {
    const answer = await post(JSON.stringify({ name: 'a', amount: 1, kind: 'c' }))
    expect(answer.json().errors).toEqual([{ pointer: '/kind', code: 'invalid_value', detail: 'must be one of a, b' }])
  })

  it('when the body is not an object at all, then the pointer is the whole', async () => {
    expect((await post('[]')).json().errors).toMatchObject([{ pointer: '', code: 'invalid_type' }])
  })
})
