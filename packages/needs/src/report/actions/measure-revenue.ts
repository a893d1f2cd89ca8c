import { median } from '@numize/statistics'
import type { Theme } from '../../config/dnr-config.ts'
import { repeatedKeys } from '../health/count-copies.ts'
import { isEarly, joinReference, prepareRows, type RowSource } from '../health/measure-table.ts'
import { readTable } from '../health/read-table.ts'
import type { Warehouse } from '../warehouse/open-warehouse.ts'
import type { TableContract } from '../warehouse/table-contract.ts'
import { dayNumber, isoDay } from '../warehouse/zone-days.ts'
import { REVENUE, type RevenueRule } from './revenue-rules.ts'
import { columnsOfTheme } from './theme-columns.ts'

/** Money in US dollars. */
export interface Revenue {
  /** Complete local months before the end of the data, oldest first, at most three. */
  readonly months: readonly { readonly month: string; readonly usd: number }[]
  /** Their median; of a shorter history, its revenue per 30 days. */
  readonly monthlyUsd: number
  readonly windowUsd: number
  /** At risk in the window, per table and theme. */
  readonly atRisk: readonly { readonly table: string; readonly theme: Theme; readonly usd: number }[]
}

export interface RevenueOptions {
  readonly from: number
  readonly to: number
  readonly lagLimitMin: number
}

const DEFECT_THEMES = ['join_keys_orphans', 'revenue_coverage_mapping', 'attribution_funnel_gaps'] as const
const DAY_MIN = 1440

/**
 * Revenue of the last complete months and what is at risk in the window (local days, both included). Each business key
 * counts once, by its earliest row. At risk are: the revenue of rows whose columns of a theme are null, lost or early;
 * that of repeated rows (counted twice by who does not look); and that of late rows, for the part of a day by which
 * they are later than the objective allows. `measureTable` must have counted the copies of the same tables before.
 */
export async function measureRevenue(warehouse: Warehouse, options: RevenueOptions): Promise<Revenue> {
  const months = lastMonths(options.to)
  const tables: TableRevenue[] = []
  for (const rule of REVENUE[warehouse.archetype]) {
    const contract = warehouse.contracts.find(({ table }) => table === rule.table)
    if (contract === undefined) continue
    tables.push(await readTable(rule.table, () => revenueOf(warehouse, { rule, contract, options, months })))
  }
  const total = (of: (table: TableRevenue) => number) =>
    tables.filter(({ isCounted }) => isCounted).reduce((sum, table) => sum + of(table), 0)
  const complete = months
    .map(({ month }, index) => ({ month, usd: total((table) => table.months[index] ?? 0) }))
    .filter(({ usd }) => usd > 0)
  const windowUsd = total((table) => table.window)
  return {
    months: complete,
    monthlyUsd: median(complete.map(({ usd }) => usd)) ?? (windowUsd * 30) / (options.to - options.from + 1),
    windowUsd,
    atRisk: tables.flatMap(({ table, atRisk }) => [...atRisk].map(([theme, usd]) => ({ table, theme, usd }))),
  }
}

interface Month {
  readonly month: string
  readonly from: number
  readonly to: number
}

/** The three calendar months that are over when a local day is. */
export function lastMonths(lastDay: number): readonly Month[] {
  const after = isoDay(lastDay + 1)
  const [year = 0, month = 1] = after.split('-').map(Number)
  return [3, 2, 1].map((back) => {
    const start = (offset: number) =>
      new Date(Date.UTC(year, month - 1 - offset, 1)).toISOString().slice(0, 10)
    return {
      month: start(back).slice(0, 7),
      from: dayNumber(start(back)),
      to: dayNumber(start(back - 1)) - 1,
    }
  })
}

interface TableRevenue {
  readonly table: string
  readonly isCounted: boolean
  readonly months: readonly number[]
  readonly window: number
  readonly atRisk: ReadonlyMap<Theme, number>
}

interface Scope {
  readonly rule: RevenueRule
  readonly contract: TableContract
  readonly options: RevenueOptions
  readonly months: readonly Month[]
}

/** Sums over all rows less the same sums over the repeated ones: a sum is linear, and the repeated rows are few. */
async function revenueOf(warehouse: Warehouse, scope: Scope): Promise<TableRevenue> {
  const { db } = warehouse
  const { rule, contract } = scope
  const from = Math.min(scope.options.from, scope.months[0]?.from ?? scope.options.from)
  for (const sql of rule.prepare?.(isoDay(from - 2)) ?? []) await db.run(sql)
  const source = await prepareRows(db, contract, warehouse.timeZone)
  const repeated = `repeats_of_${contract.table}`
  await db.run(`CREATE OR REPLACE TEMP TABLE ${repeated} AS SELECT f.* EXCLUDE n FROM (
    SELECT f.*, row_number() OVER (PARTITION BY ${contract.key.map((column) => `f.${column}`).join(', ')} ORDER BY f.${contract.loaded}) AS n
    FROM ${source.relation} SEMI JOIN ${repeatedKeys(contract.table)} k ON ${contract.key.map((column) => `k.${column} = f.${column}`).join(' AND ')}
    WHERE ${source.since(from)}) f WHERE n > 1`)
  const sums = (relation: string) => db.rows(query(relation, source, { ...scope, from }))
  const [all = []] = await sums(source.relation)
  const [extra = []] = await sums(source.relation.replace(`${contract.table} f`, `${repeated} f`))
  const usd = all.map((cell, index) => (Number(cell) - Number(extra[index])) / 100)
  const count = scope.months.length
  const themes = themesOf(contract)
  const atRisk = new Map<Theme, number>(themes.map((theme, index) => [theme, usd[count + 2 + index] ?? 0]))
  atRisk.set('freshness_ingest_lag', usd[count + 1] ?? 0)
  atRisk.set('duplicates_dedup', Number(extra[count] ?? 0) / 100)
  return {
    table: contract.table,
    isCounted: rule.isCounted,
    months: usd.slice(0, count),
    window: usd[count] ?? 0,
    atRisk,
  }
}

const themesOf = (contract: TableContract) =>
  DEFECT_THEMES.filter((theme) => columnsOfTheme(contract, theme).length > 0)

/** Cents: each month, the window, the late part of the window, then each theme's broken rows of the window. */
function query(
  relation: string,
  source: RowSource,
  { rule, contract, options, months, from }: Scope & { from: number },
): string {
  const joins = contract.references.map((reference, index) => joinReference(reference, `r${index}`))
  const between = (low: number, high: number) => `day BETWEEN ${low} AND ${high}`
  const inWindow = between(options.from, options.to)
  const late = `revenue * least(1, greatest(0, (loaded - moment) / 60000000.0 - ${options.lagLimitMin}) / ${DAY_MIN})`
  const themes = themesOf(contract)
  const sums = [
    ...months.map(({ from: low, to }) => `sum(revenue) FILTER (${between(low, to)})`),
    `sum(revenue) FILTER (${inWindow})`,
    `sum(${late}) FILTER (${inWindow})`,
    ...themes.map((_, index) => `sum(stake) FILTER (${inWindow} AND broken${index})`),
  ]
  const broken = themes.map(
    (theme, index) => `coalesce(${brokenRow(contract, source, { theme, rule })}, false) AS broken${index}`,
  )
  return `SELECT ${sums.map((sum) => `coalesce(${sum}, 0)`).join(', ')} FROM (
    SELECT ${source.day} AS day, epoch_us(f.${contract.loaded}) AS loaded, ${source.momentUs} AS moment, CAST(${rule.revenue} AS DOUBLE) AS revenue,
      CAST(${rule.stake ?? rule.revenue} AS DOUBLE) AS stake, ${broken.join(', ')}
    FROM ${relation} ${joins.join(' ')} ${rule.join ?? ''} WHERE ${source.since(from)})`
}

/** SQL: is a column of the theme null, or does it refer to nothing, or to what began later? */
function brokenRow(
  contract: TableContract,
  source: RowSource,
  { theme, rule }: { readonly theme: Theme; readonly rule: RevenueRule },
): string {
  const missing = theme === 'revenue_coverage_mapping' && rule.missing !== undefined ? [rule.missing] : []
  const columns = columnsOfTheme(contract, theme)
  return columns
    .flatMap((column) => {
      const index = contract.references.findIndex((reference) => reference.column === column)
      const reference = contract.references[index]
      if (reference === undefined) return [`f.${column} IS NULL`]
      const early = reference.began === null ? null : isEarly(`r${index}.began`, contract, source)
      return [`r${index}.k IS NULL`, ...(early === null ? [] : [early])]
    })
    .concat(missing)
    .join(' OR ')
}
