import type { Filter, MetricRef, Unit } from '@numize/semantic'
import { momentOf, numberOf } from './cells.ts'
import type { ScanColumn, ScanTable } from './table.ts'

/** A column of few members. */
export interface Category {
  readonly kind: 'category'
  readonly ref: string
  readonly label: string
  /** Most frequent first. */
  readonly members: readonly string[]
  readonly counts: readonly number[]
  /** Of each row: its member's index; −1 where it has none. */
  readonly codes: Int32Array
  readonly joined: boolean
}

/** Something with a mean: a number, or the time between two columns. */
export interface Quantity {
  readonly kind: 'quantity'
  readonly label: string
  readonly refs: readonly string[]
  readonly unit: Unit | null
  /** NaN where it is not known. */
  readonly values: Float64Array
  /** Its mean as a plan says it; null where a plan cannot. */
  readonly mean: MetricRef | null
}

export interface Moment {
  readonly kind: 'moment'
  readonly ref: string
  readonly label: string
  /** Days since 1970, with their fraction; NaN where it is not known. */
  readonly days: Float64Array
}

/** Something a row is or is not: a member of a state column, or an outcome two columns decide. */
export interface State {
  readonly kind: 'state'
  readonly label: string
  readonly refs: readonly string[]
  readonly member: string
  /** 1 holds, 0 does not, −1 is not known. */
  readonly holds: Int8Array
  /** Rows it holds for, as a plan says it; null where a plan cannot. */
  readonly where: readonly Filter[] | null
}

export interface Prose {
  readonly kind: 'prose'
  readonly ref: string
  readonly label: string
  readonly texts: readonly (string | null)[]
}

/** What may be compared, seen from a table's columns. */
export interface Facets {
  readonly table: ScanTable
  readonly categories: readonly Category[]
  /** Categories with too many members to compare; people, things. */
  readonly wide: readonly Category[]
  readonly quantities: readonly Quantity[]
  readonly moments: readonly Moment[]
  readonly states: readonly State[]
  readonly proses: readonly Prose[]
}

const MOST_MEMBERS = 30
/** A category's members recur: this many rows each on average. */
const LEAST_ROWS_EACH = 8
/** Two columns that agree on this part of the rows are one. */
const SAME = 0.9
const TWINS = 0.65

export const isNarrow = (members: number, rows: number): boolean =>
  members >= 2 && members <= MOST_MEMBERS && members * LEAST_ROWS_EACH <= rows

const isText = ({ type }: ScanColumn): boolean => type === 'string' || type === 'boolean'

export function categoryFacet(column: ScanColumn): Category[] {
  if (!isText(column)) return []
  const counted = new Map<string, number>()
  const texts = column.cells.map((cell) => (cell === null || cell === '' ? null : String(cell)))
  for (const text of texts) if (text !== null) counted.set(text, (counted.get(text) ?? 0) + 1)
  const ordered = [...counted].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const index = new Map(ordered.map(([member], at) => [member, at]))
  if (ordered.length < 2 || ordered.length === texts.length) return []
  return [
    {
      kind: 'category',
      ref: column.ref,
      label: column.label,
      members: ordered.map(([member]) => member),
      counts: ordered.map(([, count]) => count),
      codes: Int32Array.from(texts, (text) => (text === null ? -1 : (index.get(text) ?? -1))),
      joined: column.joined === true,
    },
  ]
}

export function quantityFacet(column: ScanColumn, root: string): Quantity[] {
  const { ref, label, unit, type } = column
  if (type !== 'integer' && type !== 'decimal' && type !== 'double') return []
  const values = Float64Array.from(column.cells, numberOf)
  if (new Set(values).size < 3) return []
  const mean = column.joined
    ? null
    : { measure: { over: ref, aggregation: 'average' as const, rows: root }, as: 'mean' }
  return [{ kind: 'quantity', label, refs: [ref], unit, values, mean }]
}

export function momentFacet({ ref, label, type, cells }: ScanColumn): Moment[] {
  if (type !== 'date' && type !== 'timestamp') return []
  const days = Float64Array.from(cells, momentOf)
  return days.filter((day) => !Number.isNaN(day)).length < 10 ? [] : [{ kind: 'moment', ref, label, days }]
}

export function withoutCopies(moments: readonly Moment[]): Moment[] {
  const kept: Moment[] = []
  for (const moment of moments) if (!kept.some((other) => agree(moment, other))) kept.push(moment)
  return kept
}

function agree(a: Moment, b: Moment): boolean {
  let [both, same] = [0, 0]
  for (let at = 0; at < a.days.length; at++) {
    const difference = a.days[at]! - b.days[at]!
    if (Number.isNaN(difference)) continue
    both++
    if (Math.abs(difference) < 1e-6) same++
  }
  return both > 0 && same >= SAME * both
}

/** Two columns that part the rows nearly alike are one; the plainer name stays, before one from another table. */
export function withoutTwins(categories: readonly Category[]): Category[] {
  const plainer = categories.toSorted(
    (a, b) => Number(a.joined) - Number(b.joined) || wordsIn(a.label) - wordsIn(b.label),
  )
  const kept: Category[] = []
  for (const one of plainer) if (!kept.some((other) => areTwins(one, other))) kept.push(one)
  return categories.filter((one) => kept.includes(one))
}

const wordsIn = (label: string): number => label.split(/[ _]/).length

/** Neither has more than a few members that the other mixes up. */
function areTwins(a: Category, b: Category): boolean {
  return (
    a.members.length <= 3 * b.members.length &&
    b.members.length <= 3 * a.members.length &&
    purity(a, b) >= TWINS &&
    purity(b, a) >= TWINS
  )
}

/** How far knowing `b` removes the error of guessing `a` by its commonest member: Goodman and Kruskal's lambda (1954). */
function purity(a: Category, b: Category): number {
  const counts = new Map<number, Map<number, number>>()
  const own = new Float64Array(a.members.length)
  let known = 0
  for (const [row, code] of b.codes.entries()) {
    const at = a.codes[row]!
    if (code < 0 || at < 0) continue
    const held = counts.get(code) ?? new Map<number, number>()
    counts.set(code, held.set(at, (held.get(at) ?? 0) + 1))
    own[at]!++
    known++
  }
  const guessed = [...counts.values()].reduce((sum, held) => sum + Math.max(...held.values()), 0)
  const commonest = Math.max(0, ...own)
  return known === commonest ? 0 : (guessed - commonest) / (known - commonest)
}

export const isStateName = (category: Category): boolean => STATE_NAME.test(category.label)

const STATE_NAME = /(?:^|[ _])(?:state|status|outcome|result|stage|phase|disposition|decision|resolution)$/i

/** The members of a column that says how a row stands: each may have a share. */
export function stateFacets(category: Category): State[] {
  const yesNo = category.members.length === 2 && category.members.every((member) => YES_NO.test(member))
  if (!yesNo && !(STATE_NAME.test(category.label) && category.members.length <= 8)) return []
  const members = yesNo ? category.members.filter((member) => YES.test(member)) : category.members
  return members.map((member) => {
    const code = category.members.indexOf(member)
    return {
      kind: 'state' as const,
      label: yesNo ? category.label.toLowerCase() : `${category.label.toLowerCase()} ${member}`,
      refs: [category.ref],
      member,
      holds: Int8Array.from(category.codes, (at) => (at === -1 ? -1 : at === code ? 1 : 0)),
      where: category.joined ? null : [memberFilter(category.ref, member)],
    }
  })
}

const YES = /^(?:true|yes|y|1|t)$/i
const YES_NO = /^(?:true|yes|y|1|t|false|no|n|0|f)$/i

export const memberFilter = (ref: string, member: string): Filter =>
  member === 'true' || member === 'false'
    ? { kind: 'compare', field: { dimension: ref }, op: '=', value: member === 'true' }
    : { kind: 'compare', field: { dimension: ref }, op: '=', value: member }

/** Text of several words, hardly ever the same twice. */
export function proseFacet(column: ScanColumn): Prose[] {
  if (column.type !== 'string' || column.joined) return []
  const texts = column.cells.map((cell) => (typeof cell === 'string' && cell !== '' ? cell : null))
  const told = texts.filter((text) => text !== null)
  const words = told.reduce((sum, text) => sum + text.split(/\s+/).length, 0)
  const distinct = new Set(told).size
  if (told.length < 30 || words < 2.5 * told.length || distinct < 10) return []
  return [{ kind: 'prose', ref: column.ref, label: column.label, texts }]
}
