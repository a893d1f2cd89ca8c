import { formatNumber } from '@numize/blocks'
import { adjustPValues, proportionTest } from '@numize/statistics'
import type { ColumnProfile, TableProfile } from './profile-table.ts'

/** One thing that is not as it was. */
export interface Drift {
  /** Null is the table itself. */
  readonly column: string | null
  readonly kind: 'rows' | 'column' | 'type' | 'nulls' | 'values' | 'level' | 'key'
  readonly text: string
}

const ROWS_MOVED = 0.5
const ALPHA = 0.01
/** Shares of nulls that differ by less are no drift, however sure. */
const LEAST_POINTS = 0.01
/** Population stability index: 0.1 to 0.2 is a shift, above is a large one (a convention of credit scoring). */
const STABILITY = 0.2
/** A median that left the middle half of the earlier values. */
const LEAST_ROWS = 30

/**
 * How a table differs from an earlier profile of it: rows, columns and types that came or went, columns emptier or
 * fuller than chance allows (all columns corrected together, Benjamini and Hochberg), values whose shares shifted,
 * numbers whose middle moved out of the earlier middle half, keys that are no longer keys.
 */
export function profileDrift(before: TableProfile, after: TableProfile): Drift[] {
  const pairs = after.columns.flatMap((column) => {
    const earlier = before.columns.find(({ name }) => name === column.name)
    return earlier ? [{ earlier, column }] : []
  })
  return [
    ...rowDrift(before, after),
    ...columnDrift(before, after),
    ...nullDrift(pairs, before.rows, after.rows),
    ...pairs.flatMap(({ earlier, column }) => valueDrift(earlier, column, Math.min(before.rows, after.rows))),
  ]
}

function rowDrift({ rows: before }: TableProfile, { rows: after }: TableProfile): Drift[] {
  if (Math.abs(after - before) < ROWS_MOVED * Math.max(1, before)) return []
  return [{ column: null, kind: 'rows', text: `It has ${whole(after)} rows, where it had ${whole(before)}.` }]
}

function columnDrift(before: TableProfile, after: TableProfile): Drift[] {
  const names = ({ columns }: TableProfile): Set<string> => new Set(columns.map(({ name }) => name))
  const [then, now] = [names(before), names(after)]
  const gone = [...then].filter((name) => !now.has(name))
  const fresh = [...now].filter((name) => !then.has(name))
  return [
    ...gone.map((name): Drift => ({ column: name, kind: 'column', text: `${name} is gone.` })),
    ...fresh.map((name): Drift => ({ column: name, kind: 'column', text: `${name} is new.` })),
  ]
}

interface Pair {
  readonly earlier: ColumnProfile
  readonly column: ColumnProfile
}

function nullDrift(pairs: readonly Pair[], before: number, after: number): Drift[] {
  const tested = pairs.flatMap(({ earlier, column }) => {
    const test = proportionTest([earlier.nulls, before], [column.nulls, after])
    return test.kind === 'test' && Math.abs(test.difference) >= LEAST_POINTS
      ? [{ earlier, column, test }]
      : []
  })
  const adjusted = adjustPValues(
    tested.map(({ test }) => test.pValue),
    'benjamini-hochberg',
  )
  return tested
    .filter((_, at) => (adjusted[at] ?? 1) < ALPHA)
    .map(({ earlier, column }) => ({
      column: column.name,
      kind: 'nulls',
      text: `${column.name} is empty in ${percent(column.nulls / after)} of the rows, where it was in ${percent(earlier.nulls / before)}.`,
    }))
}

function valueDrift(earlier: ColumnProfile, column: ColumnProfile, rows: number): Drift[] {
  const { name } = column
  if (earlier.type !== column.type)
    return [{ column: name, kind: 'type', text: `${name} is ${column.type}, where it was ${earlier.type}.` }]
  if (rows < LEAST_ROWS) return []
  if (isKey(earlier) && !isKey(column))
    return [{ column: name, kind: 'key', text: `${name} is no longer a key: some rows share a value.` }]
  if (isKey(column)) return []
  const level = levelDrift(earlier, column)
  return level ? [level] : shareDrift(earlier, column)
}

const isKey = ({ notes }: ColumnProfile): boolean => notes.some((note) => note.startsWith('a key'))

function levelDrift(
  { quartiles: before }: ColumnProfile,
  { name, quartiles: after }: ColumnProfile,
): Drift | null {
  if (!before || !after) return null
  const [low, then, high] = before
  const [, now] = after
  if (now >= low && now <= high) return null
  const shown = (value: number): string => formatNumber(value, null, { prose: true })
  return {
    column: name,
    kind: 'level',
    text: `${name} is ${shown(now)} in the middle, where it was ${shown(then)}.`,
  }
}

/** The stability index over the values that are frequent in either, the rest taken together. */
function shareDrift(earlier: ColumnProfile, { name, top }: ColumnProfile): Drift[] {
  const values = new Set([...earlier.top, ...top].map(({ value }) => value))
  if (top.length === 0 || earlier.top.length === 0 || values.size > 2 * Math.max(top.length, 1)) return []
  const shares = (list: ColumnProfile['top']) => new Map(list.map(({ value, share }) => [value, share]))
  const [then, now] = [shares(earlier.top), shares(top)]
  const moved = [...values].map((value) => ({
    value,
    before: then.get(value) ?? 0,
    after: now.get(value) ?? 0,
  }))
  const index = moved.reduce((sum, { before, after }) => sum + stability(before, after), 0)
  if (index < STABILITY) return []
  const [most] = moved.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
  const told = most
    ? `: most of all ${most.value ?? 'empty'}, now ${percent(most.after)} where it was ${percent(most.before)}`
    : ''
  return [{ column: name, kind: 'values', text: `The values of ${name} shifted${told}.` }]
}

const LEAST_SHARE = 1e-3

function stability(before: number, after: number): number {
  const [then, now] = [Math.max(before, LEAST_SHARE), Math.max(after, LEAST_SHARE)]
  return (now - then) * Math.log(now / then)
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const whole = (value: number): string => value.toLocaleString('en-US')
