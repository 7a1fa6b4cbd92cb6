import { expect, test } from 'vitest'
import { readSettings, toSettingsEndpoint } from '../src/config.ts'

test('when nothing is set then the defaults hold, and nobody is told of events', () => {
  const settings = readSettings({})
  expect(settings).toMatchObject({
    PORT: 8083,
    HOST: '127.0.0.1',
    DATABASE_URL: 'sqlite:stripe-sandbox.db',
    TIMEOUT_HOLD_MS: 60_000,
  })
  expect(toSettingsEndpoint(settings)).toBeUndefined()
})

test('when several settings are wrong then all are named at once', () => {
  const read = () => readSettings({ PORT: '70000', DATABASE_URL: 'mysql://x', TIMEOUT_HOLD_MS: 'long' })
  expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*TIMEOUT_HOLD_MS/)
})

test('when a webhook address has no secret then it is refused', () => {
  expect(() => readSettings({ WEBHOOK_URL: 'http://127.0.0.1:1/hook' })).toThrow(/WEBHOOK_SECRET/)
})

test('when events are chosen then the endpoint listens to those', () => {
  const env = { WEBHOOK_URL: 'http://a.example/', WEBHOOK_SECRET: 'whsec_12345678', WEBHOOK_EVENTS: 'a.b, c.d' }
  expect(toSettingsEndpoint(readSettings(env))).toEqual({
    url: 'http://a.example/',
    secret: 'whsec_12345678',
    enabled_events: ['a.b', 'c.d'],
  })
})
