import type { Catalog } from '@numize/planner'
import {
  type Cell,
  emptyProfilePlan,
  type Plan,
  type ProfilePlan,
  type Result,
  type TimeRange,
} from '@numize/semantic'
import { figure } from '../explain/tables.ts'
import { suspectPersonal } from './suspect-personal.ts'

/** What the columns of a table hold; counts are of its rows. Plain JSON, to be kept and compared later. */
export interface TableProfile {
  readonly table: string
  readonly label: string
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  readonly runHashes: readonly string[]
}

export interface ColumnProfile {
  readonly name: string
  readonly type: string
  readonly nulls: number
  readonly distinct: number
  readonly minimum: string | null
  readonly maximum: string | null
  /** Of numbers; null otherwise. */
  readonly mean: number | null
  readonly quartiles: readonly [number, number, number] | null
  /** Its most frequent values and their share of the rows. */
  readonly top: readonly { readonly value: string | null; readonly share: number }[]
  /** What to know of it, in words: a key, one value only, far-off values, data that looks personal. */
  readonly notes: readonly string[]
}

export interface ProfileInput {
  /** A model of the catalog. */
  readonly table: string
  readonly time: TimeRange | null
  readonly catalog: Catalog
  /** Governed answers: `ask`, bound to an asker. Hidden and masked columns are not in them. */
  readonly fetch: (plans: readonly Plan[]) => Promise<readonly Result[]>
}

const TOP = 20

/** Two plans, a scan each: the figures of every column and its most frequent values. */
export async function profileTable({ table, time, catalog, fetch }: ProfileInput): Promise<TableProfile> {
  const model = catalog.model.semanticModels.find(({ name }) => name === table)
  const plan: ProfilePlan = { ...emptyProfilePlan(table), time }
  const [summary, values] = await fetch([
    { ...plan, show: 'summary' },
    { ...plan, show: 'values', top: TOP },
  ])
  if (!summary || !values) throw new Error('ask gave fewer results than plans')
  const top = topOf(values)
  const columns = summary.rows.map((row) => columnOf(row, top.get(String(row[0])) ?? []))
  return {
    table,
    label: model?.label ?? table.replaceAll('_', ' '),
    rows: figure(summary.rows[0]?.[2]) ?? 0,
    columns,
    runHashes: [summary.runHash, values.runHash],
  }
}

/** Rows of a values profile are `dimension, value, rows, share`. */
function topOf({ rows }: Result): Map<string, ColumnProfile['top'][number][]> {
  const top = new Map<string, ColumnProfile['top'][number][]>()
  for (const [dimension, value, , share] of rows) {
    const name = String(dimension)
    const one = { value: textOf(value), share: figure(share) ?? 0 }
    top.set(name, [...(top.get(name) ?? []), one])
  }
  return top
}

/** Rows of a summary are as `ProfilePlan` says. */
function columnOf(row: Result['rows'][number], top: ColumnProfile['top']): ColumnProfile {
  const [name, type, rows, nulls, , distinct, minimum, maximum, mean, low, middle, high] = row
  const quartiles = [low, middle, high].map((cell) => figure(cell))
  const column = {
    name: String(name).split('__').at(-1) ?? String(name),
    type: String(type),
    nulls: figure(nulls) ?? 0,
    distinct: figure(distinct) ?? 0,
    minimum: textOf(minimum),
    maximum: textOf(maximum),
    mean: figure(mean),
    quartiles: quartiles.every((one) => one !== null) ? (quartiles as [number, number, number]) : null,
    top,
  }
  return { ...column, notes: notesOf(column, figure(rows) ?? 0) }
}

/** Beyond so many times the middle half of the values lies what Tukey (1977) calls far out. */
const FAR_OUT = 3
const LEAST_ROWS = 20

function notesOf(column: Omit<ColumnProfile, 'notes'>, rows: number): string[] {
  const { nulls, distinct, quartiles, minimum, maximum } = column
  const notes: string[] = []
  if (rows > 0 && nulls === rows) return ['always empty']
  if (rows >= LEAST_ROWS && distinct === rows) notes.push('a key: every row has its own value')
  else if (rows >= LEAST_ROWS && distinct === 1 && nulls === 0) notes.push('the same value in every row')
  const far = quartiles && farOut(quartiles, Number(minimum), Number(maximum))
  if (far) notes.push(far)
  const personal = suspectPersonal(column)
  if (personal !== null) notes.push(`looks like ${personal}: mark it as personal data if it is`)
  return notes
}

function farOut([low, , high]: readonly number[], minimum: number, maximum: number): string | null {
  const reach = FAR_OUT * ((high ?? 0) - (low ?? 0))
  if (reach <= 0) return null
  const below = minimum < (low ?? 0) - reach
  const above = maximum > (high ?? 0) + reach
  if (!below && !above) return null
  return below && above
    ? 'far-off values at both ends'
    : `far-off values at the ${above ? 'upper' : 'lower'} end`
}

const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell)
