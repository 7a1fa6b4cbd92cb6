import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes what is secret into the volumes of those who need it (a folder each under /secrets), before anything starts:
 * what the environment gives, else what was made before, else something new. Keys may be several, one after a space:
 * the first is sent, all are accepted. What else it does: COMMANDS.
 */
const ROOT = '/secrets'
const SANDBOX_URL = 'http://stripe-sandbox:3003'
const given = process.env

const newSecret = (): string => randomBytes(24).toString('base64url')
const newKey = (): string => `sk_${newSecret()}`
const newWebhookSecret = (): string => `whsec_${newSecret()}`

/** Of those that are not about one machine's databases: the same system needs them again elsewhere. */
interface Kept {
  api_key: string
  service_key: string
  webhook_secret: string
  /** When a backup was put back, if ever. */
  restored_at: string
}

/** The text of /secrets/`path`, as it is. */
const read = (path: string): string | undefined =>
  existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined

/** Whole or not at all. Readable by all users of the containers that mount the folder: each has one of its own. */
function write(folder: string, secrets: Record<string, string>): void {
  for (const [name, text] of Object.entries(secrets)) {
    const file = join(ROOT, folder, name)
    writeFileSync(`${file}.new`, text, { mode: 0o444 })
    renameSync(`${file}.new`, file)
  }
}

function readKept(): Kept {
  return {
    api_key: given.API_KEY || (read('orders/api_key') ?? newKey()),
    service_key: given.SERVICE_KEY || (read('orders/service_key') ?? newKey()),
    webhook_secret: given.STRIPE_WEBHOOK_SECRET || (read('payments/stripe_webhook_secret') ?? newWebhookSecret()),
    restored_at: read('payments/restored_at') ?? '',
  }
}

function writeAll({ api_key, service_key, webhook_secret, restored_at }: Kept): void {
  const keys = { api_key, service_key }
  const password = read('orders-db/password') ?? newSecret()
  write('orders-db', { password })
  write('orders', { ...keys, database_url: `mongodb://orders:${password}@orders-db/orders?authSource=admin` })
  const stripe = { ...readGateway(), stripe_webhook_secret: webhook_secret, restored_at }
  write('payments', { ...keys, ...stripe, database_url: writeMysql('payments') })
  write('email', { ...keys, smtp_url: given.SMTP_URL ?? '', database_url: writeMysql('email') })
  // Stripe's own secret is not for the sandbox.
  write('stripe-sandbox', { webhook_secret: given.STRIPE_SECRET_KEY ? newWebhookSecret() : webhook_secret })
}

/** Stripe where its key is given, else the sandbox. */
function readGateway() {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base } = given
  return {
    stripe_secret_key: key || 'sk_test_tradewind',
    stripe_api_base: base || (key ? 'https://api.stripe.com' : SANDBOX_URL),
  }
}

/** The passwords of a service's database; answers its URL. */
function writeMysql(service: string): string {
  const database = `${service}-db`
  const password = read(`${database}/password`) ?? newSecret()
  write(database, { password, root_password: read(`${database}/root_password`) ?? newSecret() })
  return `mysql://${service}:${password}@${database}/${service}`
}

type KeyName = 'api_key' | 'service_key'
const split = (keys: string): string[] => keys.split(/\s+/).filter(Boolean)

/** By the first word of the command line; each answers what is kept from now on. */
const COMMANDS: Record<string, (kept: Kept, name: KeyName, text: string) => Kept> = {
  'show-key': (kept) => {
    process.stdout.write(`${split(kept.api_key)[0]}\n`)
    return kept
  },
  // infra/rotate: a new key is accepted first, then sent, then the old one is forgotten.
  'add-key': (kept, name) => {
    if (given[name.toUpperCase()]) throw new Error(`${name.toUpperCase()} is given: change it where it is given`)
    return { ...kept, [name]: `${kept[name]} ${newKey()}` }
  },
  'use-key': (kept, name) => ({
    ...kept,
    [name]: [split(kept[name]).at(-1), ...split(kept[name]).slice(0, -1)].join(' '),
  }),
  'drop-keys': (kept, name) => ({ ...kept, [name]: split(kept[name])[0] ?? '' }),
  // The database itself has been told before (docs/operations.md).
  'set-password': (kept, service, password) => {
    write(`${service}-db`, { password })
    return kept
  },
  // infra/backup and infra/restore.
  'export-keys': (kept) => {
    process.stdout.write(`${JSON.stringify(kept)}\n`)
    return kept
  },
  'import-keys': (kept) => ({ ...kept, ...JSON.parse(readFileSync(0, 'utf8')) }),
  'restored-now': (kept) => ({ ...kept, restored_at: new Date().toISOString() }),
}

const [command = 'none', name = '', text = ''] = process.argv.slice(2)
const kept = readKept()
writeAll(COMMANDS[command]?.(kept, name as KeyName, text) ?? kept)
