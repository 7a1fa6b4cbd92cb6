import type { Logger } from '@tradewind/service/logger.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import { StartError } from '@tradewind/service/start-error.ts'
import type { Templates } from '../deps.ts'
import type { TemplateVersionStore } from './compiled-template.ts'
import { prepareTemplates } from './prepare-templates.ts'
import { readTemplateSources } from './read-template-sources.ts'
import { createTemplates } from './template-catalog.ts'
import { createTemplateEngine } from './template-engine.ts'

interface Opening {
  dirs: string[]
  store: TemplateVersionStore
  runtime: Runtime
  log: Logger
}

const PAUSE_MS = 1000

/** The templates of `dirs`, ready to accept mail for; `prepared` ends when all are compiled. @throws StartError */
export function openTemplates(opening: Opening): { templates: Templates; prepared: Promise<void> } {
  const { dirs, store } = opening
  const sources = readTemplateSources(dirs)
  const engine = createTemplateEngine()
  const prepared = persistently(() => prepareTemplates(sources, { store, engine }), opening)
  // Whoever awaits it hears of the fault; until then it is not unhandled.
  prepared.catch(() => undefined)
  return { templates: createTemplates({ templates: sources, store, engine, prepared }), prepared }
}

/** A database that is away for a moment is no fault of the templates: mail is accepted meanwhile, and waits. */
async function persistently(prepare: () => Promise<void>, { runtime, log }: Opening): Promise<void> {
  for (;;) {
    try {
      return await prepare()
    } catch (error) {
      if (error instanceof StartError) throw error
      log.error({ err: error }, 'templates are not compiled yet, tries again')
      await runtime.sleep(PAUSE_MS)
    }
  }
}
