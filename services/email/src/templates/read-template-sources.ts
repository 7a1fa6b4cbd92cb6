import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { StartError } from '@tradewind/service/start-error.ts'
import type { TemplateInfo } from '../deps.ts'
import { readSharedParts, readWords, SHARED, type SharedParts, wordsFor } from './read-shared-parts.ts'
import { createTemplateAssembler, type TemplateAssembler } from './template-assembler.ts'
import { templateSchemas } from './template-schemas.ts'

/** A template as its files say: `<key>/template.json` and, for each locale, the sources put together of their parts. */
export interface TemplateSource extends TemplateInfo {
  sources: { locale: string; mjml: string; subject: string; text: string }[]
}

interface Reading {
  shared: SharedParts
  assemble: TemplateAssembler
}

interface Description {
  category: TemplateInfo['category']
  schema: string | object
  sample: Record<string, unknown>
}

/** Another compiler makes another mail of the same source. */
const COMPILER: string = createRequire(import.meta.url)('mjml/package.json').version

/**
 * Reads all templates of `dirs`; of two with the same key, the later folder's.
 * @throws StartError naming every file that is missing or malformed
 */
export function readTemplateSources(dirs: string[]): TemplateSource[] {
  const paths = new Map(dirs.flatMap((dir) => foldersOf(dir).map((key) => [key, join(dir, key)])))
  paths.delete(SHARED)
  const shared = readSharedParts(dirs)
  const reading = { shared, assemble: createTemplateAssembler(shared.files) }
  const faults: string[] = []
  const templates = [...paths].map(([key, path]) => {
    try {
      return readTemplate(key, path, reading)
    } catch (error) {
      faults.push(`${path}: ${(error as Error).message}`)
      return undefined
    }
  })
  if (faults.length > 0) throw new StartError('templates refused', faults)
  return templates.filter((template) => template !== undefined)
}

function readTemplate(key: string, path: string, reading: Reading): TemplateSource {
  const { category, schema, sample } = JSON.parse(readFileSync(join(path, 'template.json'), 'utf8')) as Description
  const sources = foldersOf(path).map((locale) => readSource(locale, path, reading))
  const locales = sources.map(({ locale }) => locale)
  if (!locales.includes('en')) throw new Error('the locale en, the end of every locale chain, is missing')
  const version = createHash('sha256')
    .update(JSON.stringify([COMPILER, sources]))
    .digest('hex')
    .slice(0, 16)
  return { key, version, locales, category, schema: resolveSchema(schema), sample, sources }
}

/** A file of the locale's folder, else the template's, else the shared one, with the words of the locale in it. */
function readSource(locale: string, path: string, { shared, assemble }: Reading) {
  const words = { ...wordsFor(locale, shared), ...readWords(join(path, locale)), language: locale }
  const read = (name: string): string => {
    const file = [join(path, locale, name), join(path, name)].find((one) => existsSync(one))
    const source = file ? readFileSync(file, 'utf8') : shared.files[name]
    if (source === undefined) throw new Error(`${locale}/${name} is missing`)
    return assemble(source, words)
  }
  return { locale, mjml: read('template.mjml'), subject: read('subject.liquid').trim(), text: read('text.liquid') }
}

function resolveSchema(schema: string | object): object {
  const found = typeof schema === 'string' ? templateSchemas[schema] : schema
  if (typeof found !== 'object') throw new Error(`template.json names the unknown schema ${String(schema)}`)
  return found
}

function foldersOf(path: string): string[] {
  if (!existsSync(path)) throw new StartError('templates refused', [`${path}: there is no such folder`])
  const entries = readdirSync(path, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}
