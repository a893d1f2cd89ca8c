import type { Unit } from '@numize/semantic'

/** What others measured of a metric, with everything it takes to judge the comparison. */
export interface Benchmark {
  /** A metric of the project, by name. */
  readonly metric: string
  /** Whose figure it is: "consumer apps, global median". */
  readonly segment: string
  /** One figure has both ends alike. In the unit of a metric: 0.25 is 25 %. */
  readonly low: number
  readonly high: number
  readonly unit: Unit
  readonly year: number
  /** How many it was measured over, in the source's words. */
  readonly n: string
  readonly definition: string
  readonly source: string
  readonly url: string | null
  readonly grade: Grade
}

/** A and B are compared with; C is shown and gives no verdict. */
export const GRADES = ['A', 'B', 'C'] as const
export type Grade = (typeof GRADES)[number]

/** A row that cannot be used, and why. */
export interface FaultyBenchmark {
  /** From 1; 0 is the file itself. */
  readonly row: number
  readonly metric: string | null
  /** "has no n, no definition". */
  readonly why: string
}

export interface Benchmarks {
  readonly rows: readonly Benchmark[]
  readonly faulty: readonly FaultyBenchmark[]
}

/**
 * Reads the content of a `benchmarks.yml`: `rows` (or `benchmarks`) with `metric`, `segment`, `value` or `band`, `unit`,
 * `year`, `n`, `definition`, `source`, `quality` (or `grade`), and optionally `url`. A row without one of these is told,
 * not used.
 */
export function readBenchmarks(content: unknown): Benchmarks {
  const fields = recordOf(content)
  const listed = Array.isArray(content) ? content : (fields['rows'] ?? fields['benchmarks'])
  const read = (Array.isArray(listed) ? listed : []).map((row: unknown, at) => readRow(recordOf(row), at + 1))
  return {
    rows: read.flatMap((one) => ('why' in one ? [] : [one])),
    faulty: read.flatMap((one) => ('why' in one ? [one] : [])),
  }
}

function readRow(row: Readonly<Record<string, unknown>>, at: number): Benchmark | FaultyBenchmark {
  const fields = {
    metric: textOf(row['metric']),
    segment: textOf(row['segment']),
    band: bandOf(row['value'] ?? row['band']),
    unit: unitOf(textOf(row['unit'])),
    year: yearOf(row['year']),
    n: textOf(row['n']),
    definition: textOf(row['definition']),
    source: textOf(row['source']),
    grade: gradeOf(row['quality'] ?? row['grade']),
  }
  if (!isWhole(fields)) {
    const lacking = Object.entries(fields).flatMap(([name, value]) =>
      value === null ? [NAMES[name] ?? name] : [],
    )
    return { row: at, metric: fields.metric, why: `has no ${lacking.join(', no ')}` }
  }
  const { band, ...rest } = fields
  const scale = rest.unit.kind === 'percent' ? 0.01 : 1
  return { ...rest, low: band[0] * scale, high: band[1] * scale, url: textOf(row['url']) }
}

/** What a field is called in the file. */
const NAMES: Readonly<Record<string, string>> = { band: 'value or band', grade: 'quality A, B or C' }

type Whole<T> = { readonly [K in keyof T]: Exclude<T[K], null> }

const isWhole = <T extends object>(fields: T): fields is T & Whole<T> =>
  Object.values(fields).every((value) => value !== null)

function yearOf(value: unknown): number | null {
  const year = Number(value)
  return Number.isInteger(year) && year > 1900 ? year : null
}

function gradeOf(value: unknown): Grade | null {
  const first = (textOf(value) ?? '').charAt(0).toUpperCase()
  return GRADES.find((one) => one === first) ?? null
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function bandOf(value: unknown): readonly [number, number] | null {
  const ends = (Array.isArray(value) ? value : [value, value]).map((end: unknown) =>
    typeof end === 'number' ? end : Number.NaN,
  )
  const [low = Number.NaN, high = Number.NaN] = ends
  return ends.length === 2 && low <= high ? [low, high] : null
}

const DURATIONS = {
  s: 'second',
  sec: 'second',
  second: 'second',
  seconds: 'second',
  min: 'minute',
  minute: 'minute',
  minutes: 'minute',
  h: 'hour',
  hour: 'hour',
  hours: 'hour',
  d: 'day',
  day: 'day',
  days: 'day',
} as const

/** "%", "percent", "USD", "days", "count"; any other word is a unit of its own. */
function unitOf(text: string | null): Unit | null {
  if (!text) return null
  const duration = Object.entries(DURATIONS).find(([name]) => name === text.toLowerCase())?.[1]
  if (duration) return { kind: 'duration', unit: duration }
  if (/^(?:%|percent)$/i.test(text)) return { kind: 'percent' }
  if (/^(?:count|number)$/i.test(text)) return { kind: 'count' }
  return /^[A-Z]{3}$/.test(text) ? { kind: 'money', currency: text } : { kind: 'other', symbol: text }
}
