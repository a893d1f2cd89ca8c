/** How MetricFlow compares: columns by name, rows sorted unless the order is checked, numbers within 1e-6 relative. */
export type Value = string | number | boolean | null

export interface Expected {
  readonly columns: readonly string[]
  readonly row_count: number
  readonly rows?: readonly (readonly Value[])[]
}

export interface Comparing {
  readonly ordered: boolean
  /** Columns whose expected values an engine of another make estimated: they may be off by 3 %. */
  readonly estimated: readonly string[]
}

/** Null when the rows are those expected; otherwise what differs. */
export function difference(
  expected: Pick<Expected, 'columns' | 'rows'>,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  { ordered, estimated }: Comparing,
): string | null {
  const places = expected.columns.map((name) => columns.indexOf(name))
  const missing = expected.columns.filter((_, at) => (places[at] ?? -1) < 0)
  if (missing.length > 0 || columns.length !== expected.columns.length)
    return `columns ${columns.join(', ')} where ${expected.columns.join(', ')} are expected`
  const want = expected.rows ?? []
  if (rows.length !== want.length) return `${rows.length} rows where ${want.length} are expected`
  const got = rows.map((row) => places.map((place) => normal(row[place] ?? null)))
  const wanted = want.map((row) => row.map(normal))
  if (!ordered) {
    got.sort(byRow)
    wanted.sort(byRow)
  }
  const tolerances = expected.columns.map((name) => (estimated.includes(name) ? 0.03 : 1e-6))
  for (const [at, row] of wanted.entries()) {
    const place = row.findIndex((value, of) => !same(got[at]?.[of] ?? null, value, tolerances[of] ?? 0))
    if (place >= 0)
      return `row ${at + 1}, ${expected.columns[place]}: ${got[at]?.[place]} where ${row[place]} is expected`
  }
  return null
}

function normal(value: Value): Value {
  if (typeof value !== 'string') return value
  const time = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(\.\d+?)?0*)?$/.exec(value)
  if (time) return `${time[1]} ${time[2] ?? '00:00:00'}${time[3] ?? ''}`
  return value
}

function same(a: Value, b: Value, tolerance: number): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))
  return a === b
}

/** Numbers are rounded for sorting, so that a last digit does not move a row. */
const sortText = (value: Value): string =>
  value === null ? '' : typeof value === 'number' ? value.toPrecision(6) : String(value)

const byRow = (a: readonly Value[], b: readonly Value[]): number => {
  for (const [at, value] of a.entries()) {
    const [left, right] = [sortText(value), sortText(b[at] ?? null)]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
