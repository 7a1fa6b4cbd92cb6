declare module 'mjml' {
  interface Options {
    validationLevel: 'strict' | 'soft' | 'skip'
    keepComments: boolean
    ignoreIncludes: boolean
  }

  /** Rejects, at level `strict`, with every fault in the error's message. */
  const mjml2html: (mjml: string, options: Options) => Promise<{ html: string }>
  export = mjml2html
}
