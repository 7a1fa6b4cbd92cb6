import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import type { CompiledTemplate, TemplateVersionStore } from '../templates/compiled-template.ts'
import type { Tables } from './tables.ts'

/** Compiled templates, kept for good: a mail is rendered by the version it was accepted under. */
export function createTemplateVersionStore(database: SqlDatabase<Tables>): TemplateVersionStore {
  return {
    find: (template, version) =>
      database.read((connection) =>
        connection
          .selectFrom('template_versions')
          .selectAll()
          .where((is) => is.and({ template, version }))
          .execute(),
      ),

    async save(compiled: CompiledTemplate) {
      try {
        await database.writeOne((connection) => connection.insertInto('template_versions').values(compiled).execute())
      } catch (error) {
        // A replica that started with us was faster; what it made of the same sources is the same.
        if (!isDuplicateKey(error)) throw error
      }
    },
  }
}
