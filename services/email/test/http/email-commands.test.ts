import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS, type OpenEmail, openEmail, postEmail } from '../open-email.ts'

let email: OpenEmail

beforeAll(async () => {
  email = await openEmail()
})

afterAll(() => email.close())

let keys = 0

function post(url: string, payload: object = {}, headers: Record<string, string> = {}) {
  keys += 1
  const authorization = `Bearer ${KEYS.service}`
  return email.app.inject({
    ...{ method: 'POST', url, payload },
    headers: { authorization, 'idempotency-key': `command-${keys}`, ...headers },
  })
}

const get = async (id: string) =>
  (await email.app.inject({ url: `/emails/${id}`, headers: { authorization: `Bearer ${KEYS.service}` } })).json()

const accept = async (change: object): Promise<string> => (await postEmail(email, { ...change })).json().id

const later = { scheduled_at: '2099-01-01T00:00:00Z' }

async function deliver(change: object): Promise<string> {
  const id = await accept(change)
  await eventually(async () => expect((await get(id)).status).toBe('delivered'))
  return id
}

describe('POST /emails/cancel', () => {
  it('when a reference is canceled, then its scheduled mails are, and what was delivered is not', async () => {
    const reference = 'order:cancel'
    const [first, second] = [await accept({ reference, ...later }), await accept({ reference, ...later })]
    const delivered = await deliver({ reference })
    const headers = { 'idempotency-key': 'cancel-it' }
    const answer = await post('/emails/cancel', { reference }, headers)
    expect([answer.statusCode, answer.json()]).toEqual([200, { canceled: 2 }])
    for (const id of [first, second]) expect((await get(id)).status).toBe('canceled')
    expect((await get(delivered)).status).toBe('delivered')
    const again = await post('/emails/cancel', { reference }, headers)
    expect([again.json(), again.headers['idempotent-replayed']]).toEqual([{ canceled: 2 }, 'true'])
    expect((await post('/emails/cancel', { reference })).json()).toEqual({ canceled: 0 })
  })
})

describe('POST /emails/:id/cancel', () => {
  it('when a scheduled mail is canceled, then it is, and once more changes nothing', async () => {
    const id = await accept(later)
    const headers = { 'idempotency-key': 'cancel-one' }
    expect((await post(`/emails/${id}/cancel`, {}, headers)).json()).toMatchObject({ id, status: 'canceled' })
    const again = await post(`/emails/${id}/cancel`, {}, headers)
    expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([200, 'true'])
    expect((await post(`/emails/${id}/cancel`)).statusCode).toBe(200)
  })

  it('when it was delivered, or there is none, then 409, 404', async () => {
    const answer = await post(`/emails/${await deliver({})}/cancel`)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'invalid_state'])
    const none = await post('/emails/em_01jx3q9v2kf4m8t6w0ynrb5h7c/cancel')
    expect([none.statusCode, none.json().code]).toEqual([404, 'email_not_found'])
  })
})

describe('POST /emails/erase', () => {
  it('when references are erased, then nothing personal is shown, and the key of a mail still answers it', async () => {
    const reference = 'order:erase'
    const to = { email: 'erase@example.com', name: 'Lovelace' }
    const headers = { 'idempotency-key': 'erased-mail' }
    const { id } = (await postEmail(email, { reference, to }, headers)).json()
    await eventually(async () => expect((await get(id)).status).toBe('delivered'))
    const waiting = await accept({ reference, to, ...later })
    const answer = await post('/emails/erase', { references: [reference, 'order:nothing'] })
    expect([answer.statusCode, answer.json()]).toEqual([200, { erased: 2 }])
    expect(await get(id)).toMatchObject({ status: 'delivered', to: { email: '', name: null }, data: {} })
    expect((await get(waiting)).status).toBe('canceled')
    expect((await email.app.inject('/inbox/messages?to=erase@example.com')).json().data).toEqual([])
    expect((await email.app.inject('/inbox')).body).not.toContain('Lovelace')
    const authorization = `Bearer ${KEYS.service}`
    const content = await email.app.inject({ url: `/emails/${id}/content`, headers: { authorization } })
    expect([content.statusCode, content.json().code]).toEqual([409, 'email_erased'])
    const replay = await postEmail(email, { reference, to }, headers)
    expect([replay.statusCode, replay.json().id, replay.json().to.email]).toEqual([202, id, ''])
  })

  it('when the same key comes with the same body, then the same answer; with another, 422', async () => {
    await deliver({ reference: 'order:replay' })
    const headers = { 'idempotency-key': 'erase-it' }
    expect((await post('/emails/erase', { references: ['order:replay'] }, headers)).json()).toEqual({ erased: 1 })
    const again = await post('/emails/erase', { references: ['order:replay'] }, headers)
    expect([again.json(), again.headers['idempotent-replayed']]).toEqual([{ erased: 1 }, 'true'])
    for (const [url, body] of [
      ['/emails/erase', { references: ['order:other'] }],
      ['/emails/cancel', { reference: 'order:replay' }],
    ] as const) {
      const answer = await post(url, body, headers)
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'idempotency_key_reused'])
    }
  })

  it.each([
    ['none', { references: [] }, '/references'],
    ['more than 100', { references: Array(101).fill('order:1') }, '/references'],
    ['a line break', { references: ['order:1\n'] }, '/references/0'],
    ['an unknown field', { references: ['order:1'], all: true }, '/all'],
  ])('when there are %s, then 422 says where', async (_name, body, pointer) => {
    const answer = await post('/emails/erase', body)
    expect([answer.statusCode, answer.json().errors[0]?.pointer]).toEqual([422, pointer])
  })
})

it.each(['/emails/cancel', '/emails/erase', '/emails/em_01jx3q9v2kf4m8t6w0ynrb5h7c/cancel'])(
  'when key, scope or Idempotency-Key are missing at %s, then 401, 403, 400',
  async (url) => {
    const body = { '/emails/cancel': { reference: 'a' }, '/emails/erase': { references: ['a'] } }[url] ?? {}
    expect((await post(url, body, { authorization: '' })).statusCode).toBe(401)
    expect((await post(url, body, { authorization: `Bearer ${KEYS.reader}` })).statusCode).toBe(403)
    expect((await post(url, body, { 'idempotency-key': '' })).json().code).toBe('idempotency_key_missing')
  },
)
