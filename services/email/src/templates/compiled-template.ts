/** One version of a template in one locale; each part is Liquid, `html` what MJML made of its source. */
export interface CompiledTemplate {
  template: string
  version: string
  locale: string
  subject: string
  html: string
  text: string
}

export interface TemplateVersionStore {
  /** All locales of a version; empty when it was never compiled. */
  find(template: string, version: string): Promise<CompiledTemplate[]>
  save(compiled: CompiledTemplate): Promise<void>
}
