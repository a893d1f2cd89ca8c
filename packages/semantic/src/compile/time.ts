import { fail } from '../errors.ts'
import { DAYS, type Dimension } from '../model.ts'
import type { TimeRange } from '../plan.ts'
import { binary, combine, moment, special } from '../sql/build.ts'
import type { Expr, WhenClause } from '../sql/nodes.ts'
import { isDateGrain, type Ref, rankOf } from './keys.ts'
import { formatMoment, offsetsBetween, parseMoment, toUtc } from './moments.ts'
import type { Session } from './session.ts'

/** @throws `semantic/grain-not-available` for a grain finer than the dimension's own */
export function checkGrainOf(session: Session, dimension: Dimension, grain: string, ref: Ref): void {
  if (dimension.grain && rankOf(session.index, grain) < rankOf(session.index, dimension.grain))
    throw fail('grain-not-available', { grain, dimension: ref.name, available: dimension.grain })
}

/** Whether a column holds UTC moments that are counted in another zone. Dates, and columns not known yet, are not shifted. */
const isZoned = (session: Session, dimension: Dimension): boolean =>
  dimension.dataType === 'timestamp' && session.options.calendar.timeZone !== 'UTC'

/**
 * A time cut to its period, in the calendar's zone. Day and coarser give a DATE, finer a TIMESTAMP; a DATE column
 * asked by day is itself.
 */
export function truncateTime(session: Session, raw: Expr, dimension: Dimension, grain: string): Expr {
  if (grain === 'day' && dimension.dataType === 'date') return raw
  return truncateLocal(session, localTime(session, raw, dimension), grain)
}

/** A local time cut to its period. */
export function truncateLocal(session: Session, local: Expr, grain: string): Expr {
  const { calendar } = session.options
  const weekStart = DAYS.indexOf(calendar.weekStart)
  if (grain === 'day') return special({ name: 'toDate' }, local)
  const cut = (operand: Expr): Expr => special({ name: 'truncate', grain, weekStart }, operand)
  const shift = grain.startsWith('fiscal_') ? calendar.fiscalYearStartMonth - 1 : 0
  if (shift > 0) {
    const moved = cut(special({ name: 'shift', count: -shift, grain: 'month' }, local))
    return special({ name: 'toDate' }, special({ name: 'shift', count: shift, grain: 'month' }, moved))
  }
  return isDateGrain(session.index, grain) ? special({ name: 'toDate' }, cut(local)) : cut(local)
}

export function datePartOf(session: Session, raw: Expr, dimension: Dimension, ref: Ref): Expr {
  return special({ name: 'datePart', part: ref.datePart ?? 'year' }, localTime(session, raw, dimension))
}

/** More clock changes than this are left to the engine: some twelve years of them. */
const MOST_CHANGES = 24

/**
 * A stored time as local time. Over a known range it is the fixed offset (or, across clock changes, a CASE over
 * them): far cheaper than the engine's zone function, and the same moment for moment. Where only the data's range is
 * known, a moment outside of it still goes to that function.
 */
export function localTime(session: Session, raw: Expr, dimension: Dimension): Expr {
  if (!isZoned(session, dimension)) return raw
  const zone = session.options.calendar.timeZone
  const converted = special({ name: 'toZone', zone }, raw)
  const span = knownSpan(session, zone)
  const offsets = span ? offsetsBetween(span.start, span.end, zone) : []
  if (!span || offsets.length > MOST_CHANGES) return converted
  const shifted = (offsetMs: number): Expr =>
    offsetMs === 0 ? raw : special({ name: 'shift', count: offsetMs / 60_000, grain: 'minute' }, raw)
  const at = (op: '<' | '>=', ms: number): Expr => binary(op, raw, moment('timestamp', formatMoment(ms)))
  const outside = combine('OR', [
    ...(span.startsThere ? [] : [at('<', span.start)]),
    ...(span.endsThere ? [] : [at('>=', span.end)]),
  ])
  const whens = [
    ...(outside ? [when(outside, converted)] : []),
    ...offsets.slice(0, -1).map((offset) => when(at('<', offset.until ?? 0), shifted(offset.offsetMs))),
  ]
  const otherwise = shifted(offsets.at(-1)?.offsetMs ?? 0)
  return whens.length === 0 ? otherwise : { kind: 'case', operand: null, whens, otherwise }
}

const when = (condition: Expr, result: Expr): WhenClause => ({ kind: 'when', condition, result })

interface Span {
  /** UTC. */
  readonly start: number
  readonly end: number
  /** Whether the query itself leaves out everything before the start, and from the end on. */
  readonly startsThere: boolean
  readonly endsThere: boolean
}

const DAY = 86_400_000

/** Where the column's values lie: by the range of the query, else by that of the data, with a day to either side. */
function knownSpan({ bounds, options }: Session, zone: string): Span | null {
  const asked = (local: string | null | undefined): number | null =>
    local ? toUtc(parseMoment(local), zone) : null
  const [from, to] = [asked(bounds?.start), asked(bounds?.end)]
  const data = options.dataRange
  const start = from ?? (data ? dayStart(Date.parse(utcIso(data.start)) - DAY) : null)
  const end = to ?? (data ? dayStart(Date.parse(utcIso(data.end)) + 2 * DAY) : null)
  if (start === null || end === null || start >= end) return null
  return { start, end, startsThere: from !== null, endsThere: to !== null }
}

const dayStart = (ms: number): number => Math.floor(ms / DAY) * DAY

const utcIso = (text: string): string =>
  /[zZ]$|[+-]\d\d:?\d\d$/.test(text)
    ? text
    : `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : 'T00:00:00Z'}`

/** A local moment as the literal a stored column is compared with. */
export function momentLiteral(session: Session, dimension: Dimension, text: string): Expr {
  const local = parseMoment(text)
  if (!isZoned(session, dimension)) {
    const stored = formatMoment(local)
    return moment(stored.length === 10 && dimension.dataType !== 'timestamp' ? 'date' : 'timestamp', stored)
  }
  return moment('timestamp', formatMoment(toUtc(local, session.options.calendar.timeZone)))
}

/** `[start, end)` over a stored time. @throws `semantic/empty-range`, `semantic/bad-time` */
export function withinRange(
  session: Session,
  raw: Expr,
  dimension: Dimension,
  range: TimeRange,
): readonly Expr[] {
  checkRange(range)
  return [
    ...(range.start === null ? [] : [binary('>=', raw, momentLiteral(session, dimension, range.start))]),
    ...(range.end === null ? [] : [binary('<', raw, momentLiteral(session, dimension, range.end))]),
  ]
}

export function checkRange(range: TimeRange): void {
  const start = range.start === null ? null : parseMoment(range.start)
  const end = range.end === null ? null : parseMoment(range.end)
  if (start !== null && end !== null && start >= end)
    throw fail('empty-range', { start: range.start ?? '', end: range.end ?? '' })
}
