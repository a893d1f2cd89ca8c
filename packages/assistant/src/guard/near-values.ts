import { editDistance } from '@numize/base'
import { formatCell } from '@numize/blocks'
import type { Reading } from '@numize/planner'
import { emptyListPlan, type QuestionPlan, type Result } from '@numize/semantic'
import { columnNamed, type FilterText, filterTexts, rowsAsked } from './filter-texts.ts'
import type { CheckTools, NearQuestions } from './finding.ts'
import { isEmpty } from './is-empty.ts'

const MOST_TRIED = 4
const MOST_OFFERED = 3
/** Values of a column looked through where the catalog does not hold them all. */
const MOST_READ = 200

/** Where a filter's text is in no row and a text near it is: the same question with that one. Null where there is none. */
export async function nearValues(tools: CheckTools): Promise<NearQuestions | null> {
  const { reading } = tools
  for (const filter of filterTexts(reading.plan)) {
    const near = await textsNear(filter, tools)
    const options = []
    for (const text of near.slice(0, MOST_TRIED)) {
      const plan = filter.replaced(text)
      const result = await tools.fetch(plan)
      if (result && !isEmpty(result))
        options.push({
          label: labelOf(text, result),
          reading: withText(reading, filter.text, { text, plan }),
        })
    }
    if (options.length > 0)
      return {
        question: `There are no rows for “${filter.text}”. Did you mean another?`,
        options: options.slice(0, MOST_OFFERED),
      }
  }
  return null
}

/** Values of the filter's column that are spelled nearly so; none where the column has the text itself. */
async function textsNear(filter: FilterText, tools: CheckTools): Promise<readonly string[]> {
  const { catalog, reading } = tools
  const column = columnNamed(filter.dimension, reading.plan, catalog.model)
  if (!column) return []
  const known = catalog.values.find(
    ({ model, dimension }) => model === column.model && dimension === column.dimension,
  )
  if (known?.values.includes(filter.text)) return []
  const values = known?.complete
    ? known.values
    : [...(known?.values ?? []), ...(await valuesLike(filter, tools))]
  return nearest(filter.text, values)
}

/** Values that begin as the filter's text does, as the asker may see them. */
async function valuesLike(
  { dimension, text }: FilterText,
  { catalog, reading, fetch }: CheckTools,
): Promise<readonly string[]> {
  const root = rowsAsked(reading.plan, catalog.model)
  const start = text.slice(0, 2)
  if (root === null || start === '') return []
  const spelled = [
    start,
    start.toLowerCase(),
    start.toUpperCase(),
    start.charAt(0).toUpperCase() + start.slice(1).toLowerCase(),
  ]
  const found = await fetch({
    ...emptyListPlan(root),
    columns: [{ dimension }],
    distinct: true,
    where: [
      {
        kind: 'or',
        filters: [...new Set(spelled)].map((value) => ({
          kind: 'text',
          field: { dimension },
          match: 'startsWith',
          value,
        })),
      },
    ],
    limit: MOST_READ,
  })
  return (found?.rows ?? []).flatMap(([value]) => (typeof value === 'string' ? [value] : []))
}

/** Same letters in another spelling first, then those within an edit for every four letters. */
function nearest(text: string, values: readonly string[]): readonly string[] {
  const wanted = plain(text)
  const most = Math.max(1, Math.floor(wanted.length / 4))
  return [...new Set(values)]
    .filter((value) => value !== text)
    .map((value) => ({ value, distance: editDistance(wanted, plain(value), most) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((a, b) => a.distance - b.distance || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value)
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** `Oslo: 12 rows`, of one figure the figure itself. */
function labelOf(text: string, { rows, rowCount, columns }: Result): string {
  const figure = columns.findIndex(({ role }) => role === 'metric')
  const column = columns[figure]
  if (rowCount === 1 && column && columns.length === 1)
    return `${text}: ${formatCell(rows[0]?.[figure] ?? null, column)}`
  return `${text}: ${rowCount.toLocaleString('en-US')} ${rowCount === 1 ? 'row' : 'rows'}`
}

const withText = (
  reading: Reading,
  old: string,
  { text, plan }: { readonly text: string; readonly plan: QuestionPlan },
): Reading => ({
  ...reading,
  plan,
  stated: reading.stated.map((part) =>
    part.kind === 'filter' ? { ...part, reading: part.reading.replaceAll(old, () => text) } : part,
  ),
})
