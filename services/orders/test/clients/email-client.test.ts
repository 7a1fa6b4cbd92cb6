import { runInContext } from '@tradewind/service/request-context.ts'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { createEmailClient } from '../../src/clients/email-client.ts'
import { toConfirmedMail } from '../../src/domain/mails.ts'
import { newOrder } from '../new-order.ts'
import { CALL_HEADERS, CONTEXT, PEER, useClient } from './start-client.ts'

const http = useClient(200)
const request = toConfirmedMail(newOrder())
const send = () => createEmailClient(http()).send({ key: 'eff_1', request })
const emails = () => nock(PEER).post('/emails')

describe('a mail', () => {
  it('when it is accepted then nothing is wrong, and it carried its key and the request it belongs to', async () => {
    const sent = nock(PEER, { reqheaders: CALL_HEADERS }).post('/emails', JSON.stringify(request)).reply(202, {})
    expect(await runInContext(CONTEXT, send)).toBeUndefined()
    expect(sent.isDone()).toBe(true)
  })

  it.each([
    [500, { code: 'internal_error' }, 'email: 500 internal_error'],
    [422, { code: 'validation_failed' }, 'email: 422 validation_failed'],
    [200, {}, 'email: 200 '],
    [503, undefined, 'email: 503 '],
    [500, '<html>', 'email: status 500 with a body that is not JSON'],
  ])('when it is answered %i %j then that is why it is not', async (status, body, reason) => {
    emails().reply(status, body)
    expect(await send()).toBe(reason)
  })

  it('when email is away or slow then that is why it is not', async () => {
    emails().replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
    expect(await send()).toContain('ECONNREFUSED')
    emails().delay(5_000).reply(202, {})
    expect(await send()).toContain('timeout')
  })

  it('when the reply is lost then it is sent once more under its key', async () => {
    emails().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    const again = nock(PEER, { reqheaders: CALL_HEADERS }).post('/emails').reply(202, {})
    expect(await runInContext(CONTEXT, send)).toBeUndefined()
    expect(again.isDone()).toBe(true)
  })
})

describe.each([
  {
    what: 'taking back what is scheduled',
    path: '/emails/cancel',
    body: { reference: 'order:ord_1', status: 'scheduled' },
    ask: () => createEmailClient(http()).cancel({ key: 'eff_1', reference: 'order:ord_1' }),
  },
  {
    what: 'erasing',
    path: '/emails/erase',
    body: { references: ['order:ord_1', 'order:ord_2'] },
    ask: () => createEmailClient(http()).erase({ key: 'eff_1', references: ['order:ord_1', 'order:ord_2'] }),
  },
])('$what', ({ path, body: asked, ask }) => {
  it('when it is done then nothing is wrong, and it carried its key', async () => {
    nock(PEER, { reqheaders: CALL_HEADERS }).post(path, asked).reply(200, {})
    expect(await runInContext(CONTEXT, ask)).toBeUndefined()
  })

  it.each([
    [422, { code: 'validation_failed' }, 'email: 422 validation_failed'],
    [429, { code: 'rate_limited' }, 'email: 429 rate_limited'],
    [503, undefined, 'email: 503 '],
    [200, '<html>', 'email: status 200 with a body that is not JSON'],
  ])('when it is answered %i %j then it is not done', async (status, body, reason) => {
    nock(PEER).post(path).reply(status, body)
    expect(await ask()).toBe(reason)
  })

  it('when the reply is lost then it is sent once more; and slow is not done', async () => {
    const emails = () => nock(PEER).post(path)
    emails().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    emails().reply(200, {})
    expect(await ask()).toBeUndefined()
    emails().delay(5_000).reply(200, {})
    expect(await ask()).toContain('timeout')
  })
})
