import { describe, expect, it } from 'vitest'
import { readSettings } from '../src/config.ts'

const ENV = {
  DATABASE_URL: 'sqlite:orders.db',
  API_KEY: 'sk_admin_key',
  SERVICE_KEY: 'sk_service_key',
  PAYMENTS_URL: 'http://payments:3000',
  EMAIL_URL: 'https://email.example',
}

describe('the settings', () => {
  it('when the needed ones are given then the others have their defaults', () => {
    expect(readSettings(ENV)).toMatchObject({ ...ENV, PORT: 3000, RETRY_SCALE: 1, DRAIN_S: 11, TRUST_PROXY: '' })
  })

  it.each(['mongodb://a/b', 'mongodb+srv://a/b', 'sqlite:a'])('when the database is %s then it is taken', (url) => {
    expect(readSettings({ ...ENV, DATABASE_URL: url }).DATABASE_URL).toBe(url)
  })

  it('when several are wrong then all are told at once', () => {
    const wrong = { ...ENV, DATABASE_URL: 'mysql://a/b', PAYMENTS_URL: 'payments', EMAIL_URL: '' }
    for (const name of ['DATABASE_URL', 'PAYMENTS_URL', 'EMAIL_URL']) expect(() => readSettings(wrong)).toThrow(name)
  })
})
