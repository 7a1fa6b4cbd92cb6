import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLog } from '../src/log-file.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'logs-'))
const append = (data: string, text: string) => {
  const file = openLog(data, 'orders')
  writeSync(file, text)
  closeSync(file)
}

describe('openLog', () => {
  it('when it is opened again, then lines are added', () => {
    const data = newFolder()
    append(data, 'one\n')
    append(data, 'two\n')
    expect(readFileSync(join(data, 'logs/orders.log'), 'utf8')).toBe('one\ntwo\n')
    expect(existsSync(join(data, 'logs/orders.log.1'))).toBe(false)
  })

  it('when it is over 10 MB, then it is put aside and a new one begins', () => {
    const data = newFolder()
    mkdirSync(join(data, 'logs'))
    const path = join(data, 'logs/orders.log')
    writeFileSync(path, '')
    truncateSync(path, 10 * 1024 * 1024 + 1)
    append(data, 'new\n')
    expect([readFileSync(path, 'utf8'), existsSync(`${path}.1`)]).toEqual(['new\n', true])
  })
})
