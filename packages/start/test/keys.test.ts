import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readKeys } from '../src/keys.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'keys-'))

describe('readKeys', () => {
  it('when a folder is new, then two keys are made, kept for its owner alone, and found again', () => {
    const data = newFolder()
    const keys = readKeys(data, {})
    expect(keys.api_key).toMatch(/^sk_[\w-]{32}$/)
    expect(keys.service_key).not.toBe(keys.api_key)
    expect(statSync(join(data, 'keys.json')).mode & 0o777).toBe(0o600)
    expect(readKeys(data, {})).toEqual(keys)
  })

  it('when API_KEY is given, then it goes before the kept one, and is not kept', () => {
    const data = newFolder()
    const kept = readKeys(data, {})
    expect(readKeys(data, { API_KEY: 'sk_of_mine' })).toEqual({ ...kept, api_key: 'sk_of_mine' })
    expect(readFileSync(join(data, 'keys.json'), 'utf8')).not.toContain('sk_of_mine')
  })

  it('when API_KEY_FILE is given, then its text is the key', () => {
    const data = newFolder()
    writeFileSync(join(data, 'secret'), 'sk_from_file\n')
    expect(readKeys(data, { API_KEY_FILE: join(data, 'secret') }).api_key).toBe('sk_from_file')
  })
})
