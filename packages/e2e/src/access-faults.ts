import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.1 A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

const RUN = `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target)))`

/** What of the page some people cannot read or reach, by axe; and that it is wider than its window. */
export async function findAccessFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const faults = await page.evaluate<string[]>(RUN)
  const overflow_px = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  return overflow_px > 0 ? [...faults, `it is ${overflow_px} px too wide`] : faults
}
