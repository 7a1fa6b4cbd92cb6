import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StartError } from '@tradewind/service/start-error.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readTemplateSources } from '../../src/templates/read-template-sources.ts'

const SHIPPED = join(import.meta.dirname, '../../templates')
const TEMPLATE = { category: 'transactional', schema: {}, sample: {} }

let mounted: string

beforeEach(() => {
  mounted = mkdtempSync(join(tmpdir(), 'templates-'))
})

afterEach(() => rmSync(mounted, { recursive: true }))

function write(files: Record<string, string | object>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(mounted, name)), { recursive: true })
    writeFileSync(join(mounted, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
}

const read = () => readTemplateSources([SHIPPED, mounted])
const find = (key: string, locale: string) =>
  read()
    .find((template) => template.key === key)
    ?.sources.find((source) => source.locale === locale)

it('when a shop mounts a page of its own, then every template is built with it and has a new version', () => {
  const before = readTemplateSources([SHIPPED]).map(({ version }) => version)
  write({ '_shared/page.mjml': '<mjml lang="[[ language ]]">[% block details %][% endblock %]</mjml>' })
  expect(find('order_confirmed', 'de')?.mjml).toMatch(/^<mjml lang="de">[\s\S]*Zwischensumme/)
  expect(read().filter(({ version }) => before.includes(version))).toEqual([])
})

it('when a locale has a file of its own, then it stands for the one of the template', () => {
  write({
    'note/template.json': TEMPLATE,
    'note/template.mjml': '<mjml>[[ hello ]]</mjml>',
    'note/text.liquid': '[[ hello ]] {{ name }}',
    'note/en/words.json': { subject: 'Note', hello: 'Hello' },
    'note/de/words.json': { subject: 'Notiz', hello: 'Hallo' },
    'note/de/text.liquid': 'Servus',
    'note/de-AT/words.json': { subject: 'Notiz', hello: 'Grüß Gott' },
  })
  expect(find('note', 'en')).toMatchObject({ mjml: '<mjml>Hello</mjml>', subject: 'Note', text: 'Hello {{ name }}' })
  expect(find('note', 'de')).toMatchObject({ mjml: '<mjml>Hallo</mjml>', subject: 'Notiz', text: 'Servus' })
  expect(find('note', 'de-AT')?.text).toBe('Grüß Gott {{ name }}')
})

it('when words, parts or files are missing, then the start ends with every fault', () => {
  write({
    'first/template.json': TEMPLATE,
    'first/template.mjml': '[[ nobody ]]',
    'first/en/words.json': { subject: 'First' },
    'second/template.json': TEMPLATE,
    'second/template.mjml': "[% include 'nothing.mjml' %]",
    'second/en/words.json': { subject: 'Second' },
    'third/template.json': TEMPLATE,
    'third/en/words.json': { subject: 'Third' },
  })
  expect(read).toThrow(StartError)
  expect(read).toThrow(/nobody[\s\S]*nothing\.mjml[\s\S]*en\/template\.mjml is missing/)
})

it('when a language lacks a shared word, then an English one does not stand in for it', () => {
  write({ 'order_confirmed/template.json': TEMPLATE, 'order_confirmed/en/words.json': { subject: 'Hi' } })
  write({ 'order_confirmed/fr/words.json': { subject: 'Salut' }, 'order_confirmed/template.mjml': '[[ subtotal ]]' })
  write({ 'order_confirmed/text.liquid': '' })
  expect(read).toThrow(/subtotal/)
})
