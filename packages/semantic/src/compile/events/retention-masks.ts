import { DAYS } from '../../model.ts'
import type { RetentionPlan } from '../../plan.ts'
import {
  binary,
  call,
  cast,
  column,
  combine,
  cte,
  isNull,
  join,
  moment,
  number,
  output,
  select,
  special,
} from '../../sql/build.ts'
import type { Expr, OutputColumn, Select } from '../../sql/nodes.ts'
import { formatMoment, type LocalMs, parseMoment } from '../moments.ts'
import type { Session } from '../session.ts'
import { truncateLocal } from '../time.ts'
import { type Breakdown, joinBreakdown } from './first-touch.ts'
import { COHORT, PERIOD, RETAINED, spansOf } from './retention-spans.ts'
import { AT, ENTITY } from './stream.ts'

const BITS = 63
const MOST_WORDS = 4
const NTH = 'nth_period'
const SHORTEST_MS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 28 * 86_400_000 }
const word = (at: number): string => `active_${at + 1}`

/** The periods of a bounded range as bits of a few integers, so that one pass over the events holds who came when. */
export interface Masks {
  /** The first period, local. */
  readonly base: Expr
  readonly words: number
  /** The range begins where its first period does. */
  readonly aligned: boolean
}

/** Null where the range is open or long, or more than "was there in that period" is asked. */
export function masksFor(session: Session, plan: RetentionPlan): Masks | null {
  const { start, end } = plan.time ?? { start: null, end: null }
  const plain = plan.match === 'on' && plan.brackets.length === 0 && plan.minimumOccurrences === 1
  const calm = plan.membership === 'firstTime' && plan.periods === 'calendar'
  if (!plain || !calm || start === null || end === null) return null
  const from = parseMoment(start)
  const periods = Math.ceil((parseMoment(end) - from) / SHORTEST_MS[plan.grain]) + 1
  const words = Math.ceil(periods / BITS)
  if (words > MOST_WORDS) return null
  const base = truncateLocal(session, moment('timestamp', formatMoment(from)), plan.grain)
  return { base, words, aligned: isAligned(session, plan, from) }
}

/** Whether a local moment is the first of a period. */
function isAligned(session: Session, { grain }: RetentionPlan, ms: LocalMs): boolean {
  if (grain === 'hour') return ms % SHORTEST_MS.hour === 0
  const date = new Date(ms)
  const day = DAYS.indexOf(session.options.calendar.weekStart)
  const first = { day: true, week: (date.getUTCDay() + 6) % 7 === day, month: date.getUTCDate() === 1 }
  return ms % SHORTEST_MS.day === 0 && first[grain]
}

/** The column of events that numbers their periods from the first of the range. */
export const nthPeriod = (plan: RetentionPlan, masks: Masks, period: Expr): OutputColumn =>
  output(indexOf(plan, masks, period), NTH)

/** A row per member: the cohort of the first start event ever, and a bit for every period with a returning event. */
export function maskedCohorts(
  plan: RetentionPlan,
  events: string,
  {
    masks,
    start,
    breakdown,
  }: { readonly masks: Masks; readonly start: Expr | null; readonly breakdown: Breakdown },
): Select {
  const starts = plan.start.length > 0 ? column(events, 'starts') : null
  const least = (name: string): Expr => ({ ...call('MIN', column(events, name)), filter: starts })
  const touch = breakdown.columns.map(({ name }) => output(column(breakdown.query, name), name))
  const index = column(events, NTH)
  const returns = plan.returning.length > 0 ? [column(events, 'returns')] : []
  const words = Array.from({ length: masks.words }, (_, at) => {
    const bit = binary('<<', cast(number(1), 'bigint'), shifted(index, at))
    const mine = combine('AND', [...returns, ...within(index, at)]) as Expr
    const guarded: Expr = {
      kind: 'case',
      operand: null,
      whens: [{ kind: 'when', condition: mine, result: bit }],
      otherwise: number(0),
    }
    return output(call('BIT_OR', guarded), word(at))
  })
  return select({
    columns: [output(column(events, ENTITY), ENTITY), ...touch, output(least(PERIOD), COHORT), ...words],
    from: cte(events),
    joins: joinBreakdown(breakdown, events),
    groupFirst: 1 + touch.length,
    having: [
      ...(starts ? [isNull(least(PERIOD), true)] : []),
      ...(start
        ? [masks.aligned ? binary('>=', least(NTH), number(0)) : binary('>=', least(AT), start)]
        : []),
    ],
  })
}

/** Members whose bit is set, for every period shown. */
export function countMasks(
  plan: RetentionPlan,
  masks: Masks,
  cohorts: string,
  groups: readonly string[],
): Select {
  const period = column('spans', PERIOD)
  const index = binary('+', indexOf(plan, masks, column(cohorts, COHORT)), period)
  const bit: Expr = {
    kind: 'case',
    operand: null,
    whens: Array.from({ length: masks.words }, (_, at) => ({
      kind: 'when' as const,
      condition: binary('<', index, number((at + 1) * BITS)),
      result: binary('>>', column(cohorts, word(at)), shifted(index, at)),
    })),
    otherwise: number(0),
  }
  return select({
    columns: [
      ...groups.map((name) => output(column(cohorts, name), name)),
      output(period, PERIOD),
      output(call('COUNT', { kind: 'star' }), RETAINED),
    ],
    from: cte(cohorts),
    joins: [join('CROSS', spansOf(plan), null)],
    where: [binary('>', period, number(0)), binary('=', binary('&', bit, number(1)), number(1))],
    groupFirst: groups.length + 1,
  })
}

const indexOf = (plan: RetentionPlan, { base }: Masks, period: Expr): Expr =>
  cast(special({ name: 'periods', grain: plan.grain }, base, period), 'integer')

const shifted = (index: Expr, at: number): Expr => (at === 0 ? index : binary('-', index, number(at * BITS)))

const within = (index: Expr, at: number): readonly Expr[] => [
  binary('>=', index, number(at * BITS)),
  binary('<', index, number((at + 1) * BITS)),
]
