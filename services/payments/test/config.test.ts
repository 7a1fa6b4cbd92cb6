import { describe, expect, it } from 'vitest'
import { readSettings } from '../src/config.ts'

const env = { DATABASE_URL: 'sqlite:payments.db', API_KEY: 'sk_test_admin', SERVICE_KEY: 'sk_test_service' }

describe('readSettings', () => {
  it('when there is no key of Stripe, then the sandbox must be named, and every other fault is listed too', () => {
    const read = () => readSettings({ ...env, DATABASE_URL: 'mongodb://x' })
    expect(read).toThrow(/STRIPE_API_BASE/)
    expect(read).toThrow(/DATABASE_URL/)
  })

  it('when the sandbox is named, then a key for it is given', () => {
    const settings = readSettings({ ...env, STRIPE_API_BASE: 'http://127.0.0.1:8083' })
    expect(settings.STRIPE_SECRET_KEY).toBe('sk_test_sandbox')
  })

  it('when there is a key of Stripe, then charges go to Stripe', () => {
    expect(readSettings({ ...env, STRIPE_SECRET_KEY: 'sk_live_1234' }).STRIPE_API_BASE).toBe('https://api.stripe.com')
  })
})
