import { formatAmount } from '../domain/format-amount.ts'
import type { Balance, Total } from '../gateway-store.ts'
import { type Html, html } from './html.ts'
import { VIEWS, type View } from './overview-views.ts'

interface Overview {
  name: string
  view: View
  rows: Html[][]
  totals: Total[]
  balances: Balance[]
  /** Links to the pages beside this one. */
  older: string | undefined
  newest: string | undefined
}

export function renderOverview(page: Overview): Html {
  const { view, rows } = page
  return html`<main>
<h1>Card sandbox</h1>
<p>${view.lead}</p>
${renderTabs(page.name)}
${page.name === 'charges' || page.name === 'payouts' ? renderTotals(page) : ''}
${rows.length > 0 ? renderTable(page) : html`<div class="table empty">${view.empty}</div>`}
${renderLinks(page)}
</main>`
}

function renderTabs(name: string): Html {
  const tabs = Object.entries(VIEWS).map(([other, { title }]) =>
    other === name
      ? html`<a href="/?view=${other}" aria-current="page">${title}</a>`
      : html`<a href="/?view=${other}">${title}</a>`,
  )
  return html`<nav class="tabs" aria-label="Views">${tabs}</nav>`
}

function renderTotals({ name, totals, balances }: Overview): Html {
  const items =
    name === 'charges'
      ? totals.map(({ currency, state, count, amount }) =>
          renderTotal(formatAmount(amount, currency), `${count} ${state}`),
        )
      : balances.map(({ currency, amount }) => renderTotal(formatAmount(amount, currency), 'to be paid out'))
  return items.length > 0 ? html`<ul class="totals" aria-label="Totals">${items}</ul>` : html``
}

const renderTotal = (amount: string, words: string): Html =>
  html`<li><strong>${amount}</strong><span>${words}</span></li>`

function renderTable({ view, rows }: Overview): Html {
  const heads = view.columns.map((name, index) =>
    index === 1 ? html`<th scope="col" class="amount">${name}</th>` : html`<th scope="col">${name}</th>`,
  )
  return html`<div class="table" role="region" aria-label="${view.title}" tabindex="0"><table>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map(renderRow)}</tbody>
</table></div>`
}

function renderRow(cells: Html[]): Html {
  const columns = cells.map((cell, index) =>
    index === 1 ? html`<td class="amount">${cell}</td>` : html`<td>${cell}</td>`,
  )
  return html`<tr>${columns}</tr>
`
}

function renderLinks({ older, newest }: Overview): Html {
  const links = [
    newest ? html`<a href="${newest}">Newest</a>` : html``,
    older ? html`<a href="${older}" rel="next">Older</a>` : html``,
  ]
  return html`<nav class="pages" aria-label="Pages">${links}</nav>`
}
