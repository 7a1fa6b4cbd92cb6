import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localeAndParents } from '../domain/locale-chain.ts'

/** Texts by name, in one language. */
export type Words = Record<string, string>

/** What templates have in common: files by name, and words by locale. */
export interface SharedParts {
  files: Record<string, string>
  words: Record<string, Words>
}

/** The folder beside the templates that is none itself. */
export const SHARED = '_shared'

/** Reads `_shared` of each of `dirs` that has one; of two files with the same name, the later folder's. */
export function readSharedParts(dirs: string[]): SharedParts {
  const parts: SharedParts = { files: {}, words: {} }
  for (const dir of dirs.map((parent) => join(parent, SHARED)).filter((path) => existsSync(path))) {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isFile()) parts.files[entry.name] = readFileSync(path, 'utf8')
      else parts.words[entry.name] = { ...parts.words[entry.name], ...readWords(path) }
    }
  }
  return parts
}

/** `words.json` of a locale's folder; a template that is written out in it needs none. */
export function readWords(path: string): Words {
  const file = join(path, 'words.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Words) : {}
}

/** The shared words for a locale; never English ones for another language: a mail speaks one. */
export function wordsFor(locale: string, { words }: SharedParts): Words {
  return Object.assign(
    {},
    ...localeAndParents(locale)
      .map((name) => words[name] ?? {})
      .reverse(),
  )
}
