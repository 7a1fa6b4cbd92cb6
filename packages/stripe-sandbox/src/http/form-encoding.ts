import { parse } from 'node:querystring'

export type FormValue = string | FormObject
/** Lists are objects with the keys `0`, `1`, …; made without a prototype. */
export interface FormObject {
  [name: string]: FormValue
}

const MAX_DEPTH = 8

/**
 * Reads Stripe's form encoding: `metadata[order_id]=o1&expand[0]=a&expand[]=b`. Never throws: where two pairs
 * contradict each other the later one stands, and the parameter's own reader refuses what does not fit.
 */
export function parseForm(text: string): FormObject {
  const form = createObject()
  for (const [name, given] of Object.entries(parse(text))) {
    const values = Array.isArray(given) ? given : [given ?? '']
    for (const value of values) assign(form, { path: toPath(name), value })
  }
  return form
}

/** The same text for the same parameters in any order, to tell whether a key is used for another request. */
export function toCanonical(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${toCanonical(value[name] ?? '')}`).join(',')}}`
}

/** `a[b][c]` → a, b, c. */
function toPath(name: string): string[] {
  const open = name.indexOf('[')
  if (open < 1 || !name.endsWith(']')) return [name]
  return [name.slice(0, open), ...name.slice(open + 1, -1).split('][')].slice(0, MAX_DEPTH)
}

function assign(form: FormObject, { path, value }: { path: string[]; value: string }): void {
  let target = form
  for (const step of path.slice(0, -1)) target = enter(target, step)
  target[toName(target, path.at(-1) ?? '')] = value
}

function enter(target: FormObject, step: string): FormObject {
  const name = toName(target, step)
  const known = target[name]
  if (typeof known === 'object') return known
  const made = createObject()
  target[name] = made
  return made
}

/** `[]` appends. */
function toName(target: FormObject, step: string): string {
  return step === '' ? String(Object.keys(target).length) : step
}

function createObject(): FormObject {
  return Object.create(null) as FormObject
}
