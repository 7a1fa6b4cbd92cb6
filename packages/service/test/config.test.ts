import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { ConfigError, commonSettings, readConfig } from '../src/config.ts'

const Settings = Type.Object({
  ...commonSettings('sqlite:|mysql://'),
  PEER_URL: Type.String({ pattern: '^https?://' }),
})
const WHOLE = {
  DATABASE_URL: 'sqlite:a.db',
  API_KEY: 'sk_12345678',
  SERVICE_KEY: 'sk_87654321',
  PEER_URL: 'http://peer',
}

const faultsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    readConfig(Settings, env)
    return []
  } catch (error) {
    return (error as ConfigError).faults
  }
}

describe('readConfig', () => {
  it('when all is given, then texts become numbers and defaults are filled in', () => {
    const config = readConfig(Settings, { ...WHOLE, PORT: '8080', RETRY_SCALE: '0.5' })
    expect(config).toMatchObject({ PORT: 8080, RETRY_SCALE: 0.5, HOST: '127.0.0.1', LOG_LEVEL: 'info', DRAIN_S: 11 })
  })

  it('when several are missing or malformed, then every one is listed, each once', () => {
    const faults = faultsOf({ PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL: 'postgres://x', API_KEY: 'short' })
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      'API_KEY',
      'DATABASE_URL',
      'LOG_LEVEL',
      'PEER_URL',
      'PORT',
      'SERVICE_KEY',
    ])
  })

  it('when they are refused, then the message has a line for each', () => {
    expect(() => readConfig(Settings, { ...WHOLE, PORT: '70000', PEER_URL: 'peer' })).toThrow(
      /^settings refused:\n {2}(PORT|PEER_URL): .+\n {2}(PORT|PEER_URL): .+$/,
    )
  })

  it.each(['PORT', 'DRAIN_S', 'RETRY_SCALE'])('when %s is empty, then its default holds', (name) => {
    expect(faultsOf({ ...WHOLE, [name]: '' })).toEqual([])
  })

  it('when a required one is empty, then it is missing', () => {
    expect(faultsOf({ ...WHOLE, API_KEY: '' })).toEqual(['API_KEY: is missing'])
  })

  it('when X_FILE names a file, then its trimmed text is X; X itself goes before it', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'key')
    writeFileSync(path, 'sk_from_file\n')
    const { API_KEY: _, ...rest } = WHOLE
    expect(readConfig(Settings, { ...rest, API_KEY_FILE: path }).API_KEY).toBe('sk_from_file')
    expect(readConfig(Settings, { ...WHOLE, API_KEY_FILE: path }).API_KEY).toBe('sk_12345678')
  })

  it('when the file is not there, then that is the one fault of it', () => {
    const { API_KEY: _, ...rest } = WHOLE
    expect(faultsOf({ ...rest, API_KEY_FILE: '/nowhere/key' })).toEqual(['API_KEY: cannot read API_KEY_FILE (ENOENT)'])
  })

  it('when it throws, then it is a ConfigError', () => {
    expect(() => readConfig(Settings, {})).toThrow(ConfigError)
  })
})
