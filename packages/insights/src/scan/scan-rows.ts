import type { Catalog } from '@numize/planner'
import type { GroupBy, ListPlan, MetricRef, Plan, Result, SemanticModel, TimeRange } from '@numize/semantic'
import { moveBack } from '../explain/dates.ts'
import type { Notable } from './notable.ts'
import { scanTable } from './scan-table.ts'
import { tableOfResult } from './table.ts'

/** What is notable among some rows of a model. */
export interface TableScan {
  readonly root: string
  readonly label: string
  /** Rows looked at: the latest ones where there are more than a plan gives. */
  readonly rows: number
  readonly truncated: boolean
  readonly notables: readonly Notable[]
  readonly runHash: string
  readonly sql: string
}

export interface ScanInput {
  /** Whose rows: of a list plan its root, filters and period count. */
  readonly plan: Pick<ListPlan, 'root' | 'where' | 'time'>
  readonly catalog: Catalog
  /** Governed answers: `ask`, bound to an asker. */
  readonly fetch: (plans: readonly Plan[]) => Promise<readonly Result[]>
}

const MOST_ROWS = 10_000
const MOST_MEMBERS = 30
const MOST_FAR = 8

/** Fetches a model's rows with one governed list plan and scans them; with them a few categories of what they refer to. */
export async function scanRows({ plan, catalog, fetch }: ScanInput): Promise<TableScan> {
  const model = catalog.model.semanticModels.find(({ name }) => name === plan.root)
  if (!model) throw new Error(`no model ${plan.root} in the catalog`)
  const time = timeOf(model)
  const list: ListPlan = {
    version: 1,
    kind: 'list',
    root: plan.root,
    columns: [...ownColumns(model), ...farColumns(model, catalog)],
    distinct: false,
    where: plan.where,
    time: plan.time,
    orderBy: time === null ? [] : [{ by: time, direction: 'desc' }],
    limit: MOST_ROWS,
  }
  const [result] = await fetch([list])
  if (!result) throw new Error('ask gave no result for one plan')
  const label = model.label ?? model.name.replaceAll('_', ' ')
  const truncated = result.truncated || result.rows.length === MOST_ROWS
  const { looked, range } = truncated
    ? wholeDays(result, time, plan.time)
    : { looked: result, range: plan.time }
  const table = tableOfResult(looked, { root: plan.root, noun: nounOf(label), count: countOf(model, looked) })
  return {
    root: plan.root,
    label,
    rows: looked.rows.length,
    truncated,
    notables: scanTable(table).map((notable) => inside(notable, { where: plan.where, time: range })),
    runHash: result.runHash,
    sql: result.sql,
  }
}

/** Of the latest rows those of whole days, with the period they fill, so that plans over it meet the same rows. */
function wholeDays(result: Result, time: string | null, asked: TimeRange | null) {
  const at = result.columns.findIndex(({ name }) => name === time)
  const oldest = result.rows.at(-1)?.[at]
  const newest = result.rows.find((row) => row[at] !== null)?.[at]
  if (typeof oldest !== 'string' || typeof newest !== 'string' || oldest.slice(0, 10) === newest.slice(0, 10))
    return { looked: result, range: asked }
  const start = moveBack(oldest.slice(0, 10), -1, 'day')
  const rows = result.rows.filter((row) => typeof row[at] === 'string' && row[at] >= start)
  return { looked: { ...result, rows }, range: { start, end: asked?.end ?? null } }
}

/** The time rows are dated by, as a plan over them calls it. */
const timeOf = ({ primaryEntity, defaultTimeDimension }: SemanticModel): string | null =>
  defaultTimeDimension === null
    ? null
    : `${primaryEntity === null ? '' : `${primaryEntity}__`}${defaultTimeDimension}`

/** Models whose rows are events or records of their own, those with a time first; what others merely refer to comes last. */
export function rootsToScan({ model }: Catalog): readonly string[] {
  const referred = (one: SemanticModel): boolean =>
    model.semanticModels.some(
      (other) =>
        other !== one &&
        other.entities.some(({ name, kind }) => kind === 'foreign' && name === one.primaryEntity),
    )
  const rank = (one: SemanticModel): number =>
    (one.defaultTimeDimension === null ? 2 : 0) + (referred(one) ? 1 : 0)
  return model.semanticModels
    .filter(({ dimensions }) => dimensions.length >= 2)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ name }) => name)
}

function ownColumns(model: SemanticModel): GroupBy[] {
  const prefix = model.primaryEntity === null ? '' : `${model.primaryEntity}__`
  return model.dimensions
    .filter(({ extras }) => extras.hidden !== true && extras.pii !== true)
    .map(({ name }) => ({ dimension: `${prefix}${name}` }))
}

/** Categories of few members, one join away. */
function farColumns(model: SemanticModel, { model: whole, values }: Catalog): GroupBy[] {
  const few = new Set(
    values
      .filter(
        ({ complete, values: members }) => complete && members.length > 1 && members.length <= MOST_MEMBERS,
      )
      .map(({ model: owner, dimension }) => `${owner}.${dimension}`),
  )
  return model.entities
    .filter(({ kind }) => kind === 'foreign')
    .flatMap(({ name: entity }) => {
      const owner = whole.semanticModels.find((one) => one !== model && one.primaryEntity === entity)
      const shown =
        owner?.dimensions.filter(({ extras }) => extras.hidden !== true && extras.pii !== true) ?? []
      return shown
        .filter(({ name }) => few.has(`${owner?.name}.${name}`))
        .map(({ name }) => ({ dimension: `${entity}__${name}` }))
    })
    .slice(0, MOST_FAR)
}

/** Rows of a keyed model are its entity's; of another, a column that every row has. */
function countOf({ name, primaryEntity }: SemanticModel, { columns, rows }: Result): MetricRef {
  if (primaryEntity !== null) return { countOf: primaryEntity }
  const full = columns.findIndex((_, at) => rows.every((row) => row[at] !== null))
  const over = columns[Math.max(0, full)]?.name ?? name
  return { measure: { over, aggregation: 'count', rows: name } }
}

const nounOf = (label: string): string =>
  /[^s]s$/i.test(label) ? label.toLowerCase() : `${label.toLowerCase()} rows`

/** The plan of a finding, among the rows that were asked for. */
function inside(notable: Notable, { where, time }: Omit<ScanInput['plan'], 'root'>): Notable {
  const { plan } = notable
  if (plan.kind !== 'metrics' && plan.kind !== 'list') return notable
  return { ...notable, plan: { ...plan, where: [...where, ...plan.where], time } }
}
