import { EmailCategory } from '@tradewind/contracts/emails.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'

const TemplateList = Type.Object({
  data: Type.Array(
    Type.Object({
      key: Type.String(),
      version: Type.String(),
      locales: Type.Array(Type.String()),
      category: EmailCategory,
      schema: Type.Unknown(),
      sample: Type.Unknown(),
    }),
  ),
})

/** `GET /templates`: what mail can be made of, with the JSON Schema of its `data` and a sample. */
export async function templateRoutes(app: App, deps: Deps): Promise<void> {
  const list = { config: { scope: 'emails:read' }, schema: { response: { 200: TemplateList } } }
  app.get('/templates', list, async () => ({
    data: deps.templates.list().map(({ key, version, locales, category, schema, sample }) => ({
      ...{ key, version, locales, category, schema, sample },
    })),
  }))
}
