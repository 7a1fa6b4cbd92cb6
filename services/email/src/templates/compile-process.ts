import mjml2html from 'mjml'
import type { MjmlResult, MjmlSource } from './compile-templates.ts'

/** Liquid within attributes and styles is not CSS: leave everything as written. */
const OPTIONS = { validationLevel: 'strict', keepComments: false, ignoreIncludes: true } as const

async function compile({ name, mjml }: MjmlSource): Promise<MjmlResult> {
  try {
    const { html } = await mjml2html(mjml, OPTIONS)
    return { name, html: html.replace(/\n\s+/g, '\n') }
  } catch (error) {
    return { name, faults: (error as Error).message.split('\n').filter((line) => line.trim() !== '') }
  }
}

process.once('message', async (sources: MjmlSource[]) => {
  const results = await Promise.all(sources.map(compile))
  // A service that is gone by now needs no answer.
  process.send?.(results, () => undefined)
})
