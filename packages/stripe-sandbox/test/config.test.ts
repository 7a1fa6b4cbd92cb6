import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

test('when nothing is set then the defaults hold', () => {
  expect(readConfig({})).toEqual({
    port: 8083,
    host: '127.0.0.1',
    database_path: 'stripe-sandbox.db',
    hold_ms: 60_000,
  })
})

test('when several settings are wrong then all are named at once', () => {
  const read = () => readConfig({ PORT: '70000', DATABASE_URL: 'mysql://x', TIMEOUT_HOLD_MS: 'long' })
  expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*TIMEOUT_HOLD_MS/)
})
