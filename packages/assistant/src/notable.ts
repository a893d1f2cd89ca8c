import { type NotableQuestion, rootsToScan, scanRows, type TableScan } from '@numize/insights'
import type { Catalog, Outcome, Planner, Situation } from '@numize/planner'
import type { ListPlan, Plan, Result } from '@numize/semantic'
import type { Reply } from './conversation.ts'

interface ScanTools {
  readonly catalog: Catalog
  readonly planner: Planner
  readonly situation: Situation
  readonly fetch: (plans: readonly Plan[]) => Promise<readonly Result[]>
}

type Rows = Pick<ListPlan, 'root' | 'where' | 'time'>

/**
 * What is notable among the rows a question names, read as any list of rows is ("orders of last month"); without a name,
 * among those the thread stands at, else in the first table of the catalog. An outcome is the planner's question back.
 */
export async function tellNotable({ about }: NotableQuestion, tools: ScanTools): Promise<Reply | Outcome> {
  const rows = about === null ? rowsHere(tools) : rowsNamed(about, tools)
  if (rows === null)
    return {
      status: 'refused',
      code: 'assistant/nothing-to-scan',
      reason: 'There is no table to look at here.',
      nearest: [],
    }
  if ('kind' in rows) return rows
  return replyOf(await scanRows({ plan: rows, catalog: tools.catalog, fetch: tools.fetch }))
}

/** What is notable in the tables whose rows are worth a look, `most` of them. */
export async function scanTables(
  tools: Pick<ScanTools, 'catalog' | 'fetch'>,
  most: number,
): Promise<TableScan[]> {
  const scans: TableScan[] = []
  for (const root of rootsToScan(tools.catalog).slice(0, most))
    scans.push(await scanRows({ plan: allOf(root), ...tools }))
  return scans
}

const allOf = (root: string): Rows => ({ root, where: [], time: null })

function rowsHere({ catalog, situation: { previous } }: ScanTools): Rows | null {
  if (previous?.plan.kind === 'list' && !previous.plan.also) return rowsOf(previous.plan)
  const [root] = rootsToScan(catalog)
  return root === undefined ? null : allOf(root)
}

function rowsNamed(about: string, { catalog, planner, situation }: ScanTools): Rows | Outcome | null {
  const named = catalog.model.semanticModels.find(({ name, label }) =>
    [name, label ?? name].some((one) => plain(one) === plain(about)),
  )
  if (named) return allOf(named.name)
  const outcome = planner.plan(`list all ${about}`, { ...situation, previous: null })
  if (outcome.kind !== 'reading') return outcome
  const { plan } = outcome.reading
  return plan.kind === 'list' && !plan.also ? rowsOf(plan) : null
}

const rowsOf = ({ root, where, time }: ListPlan): Rows => ({ root, where, time })

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .replace(/s$/, '')
    .trim()

const replyOf = (scan: TableScan): Reply => ({
  status: 'told',
  title: titleOf(scan),
  items: scan.notables.map(({ text }) => text),
  sql: scan.sql,
  notables: scan.notables,
})

/** What was looked at, and how much of it. */
export function titleOf({ label, rows, truncated, notables }: TableScan): string {
  const count = rows.toLocaleString('en-US')
  const looked = truncated ? `the latest ${count} rows of ${label}` : `${count} rows of ${label}`
  return notables.length === 0 ? `Nothing stands out in ${looked}.` : `What stands out in ${looked}`
}
