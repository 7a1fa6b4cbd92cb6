import { join } from 'node:path'
import { createLogger } from '@tradewind/service/logger.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { expect, it } from 'vitest'
import type { CompiledTemplate } from '../../src/templates/compiled-template.ts'
import { openTemplates } from '../../src/templates/open-templates.ts'

it('when the database is away for a moment, then the templates are prepared after it', async () => {
  const compiled = { subject: '', html: '', text: '', locale: 'en' }
  let tries = 0
  const find = async (template: string, version: string): Promise<CompiledTemplate[]> => {
    tries += 1
    if (tries <= 2) throw new Error('database is away')
    return [{ template, version, ...compiled }]
  }
  const runtime = { ...createRuntime(), sleep: async () => undefined }
  const { prepared } = openTemplates({
    dirs: [join(import.meta.dirname, '../../templates')],
    store: { find, save: async () => undefined },
    ...{ runtime, log: createLogger({ service: 'email', level: 'silent' }) },
  })
  await prepared
  expect(tries).toBeGreaterThan(2)
})
