import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes what is secret into the volumes of those who need it (a folder each under /secrets), before anything starts:
 * what the environment gives, else what was made before, else something new. `show-key` prints the API key.
 */
const ROOT = '/secrets'
const SANDBOX_URL = 'http://stripe-sandbox:3003'

const newSecret = (): string => randomBytes(24).toString('base64url')
const newKey = (): string => `sk_${newSecret()}`
const newWebhookSecret = (): string => `whsec_${newSecret()}`
const { API_KEY, SERVICE_KEY, STRIPE_SECRET_KEY, STRIPE_API_BASE, STRIPE_WEBHOOK_SECRET, SMTP_URL } = process.env

/** `given`, else the text of /secrets/`path` as it is, else what `make` makes. */
function keep(path: string, make: () => string, given?: string): string {
  const file = join(ROOT, path)
  return given || (existsSync(file) ? readFileSync(file, 'utf8') : make())
}

/** Whole or not at all. Readable by all users of the containers that mount the folder: each has one of its own. */
function write(folder: string, secrets: Record<string, string>): void {
  for (const [name, text] of Object.entries(secrets)) {
    const file = join(ROOT, folder, name)
    writeFileSync(`${file}.new`, text, { mode: 0o444 })
    renameSync(`${file}.new`, file)
  }
}

const api_key = keep('orders/api_key', newKey, API_KEY)
const keys = { api_key, service_key: keep('orders/service_key', newKey, SERVICE_KEY) }

const password = keep('orders-db/password', newSecret)
write('orders-db', { password })
write('orders', { ...keys, database_url: `mongodb://orders:${password}@orders-db/orders?authSource=admin` })

for (const service of ['payments', 'email']) {
  const database = `${service}-db`
  const password = keep(`${database}/password`, newSecret)
  write(database, { password, root_password: keep(`${database}/root_password`, newSecret) })
  write(service, { ...keys, database_url: `mysql://${service}:${password}@${database}/${service}` })
}

const gateway = STRIPE_SECRET_KEY ? 'https://api.stripe.com' : SANDBOX_URL
const webhook_secret = keep('payments/stripe_webhook_secret', newWebhookSecret, STRIPE_WEBHOOK_SECRET)
write('payments', {
  stripe_secret_key: STRIPE_SECRET_KEY || 'sk_test_tradewind',
  stripe_api_base: STRIPE_API_BASE || gateway,
  stripe_webhook_secret: webhook_secret,
})
// Stripe's own secret is not for the sandbox.
write('stripe-sandbox', { webhook_secret: STRIPE_SECRET_KEY ? newWebhookSecret() : webhook_secret })
write('email', { smtp_url: SMTP_URL ?? '' })

if (process.argv[2] === 'show-key') process.stdout.write(`${api_key}\n`)
