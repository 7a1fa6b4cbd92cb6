import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder as infra/docker/compose.tls.yml wants it. */
export interface Certificate {
  folder: string
  /** The certificate itself: it is signed by its own key. */
  ca: Buffer
  remove(): void
}

/** For `localhost`, made as infra/README.md says, and readable by the user that nginx runs as. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-tls-'))
  const how = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'
  const name = ['-addext', 'subjectAltName=DNS:localhost']
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]
  execFileSync('openssl', [...how.split(' '), ...name, ...files], { stdio: 'pipe' })
  chmodSync(folder, 0o755)
  chmodSync(join(folder, 'privkey.pem'), 0o644)
  return {
    folder,
    ca: readFileSync(join(folder, 'fullchain.pem')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
