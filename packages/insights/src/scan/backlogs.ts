import { correlate } from '@numize/statistics'
import { monthName, monthOf, monthStart } from './cells.ts'
import type { Facets, Moment, Quantity } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { rowsPlan, within } from './plans.ts'
import { sayCoefficient, sentence } from './say.ts'
import { correlationP, densityTrend, spearman } from './tests.ts'
import { coverage, daysOf, followed, mainMoment, spanOf } from './trends.ts'

const COUNT = { kind: 'count' } as const
const LEAST_ROWS = 30
const LEAST_MONTHS = 5
const WEEK = 7
/** A backlog follows from what flows in and how long it stays, and is told after them. */
const FOLLOWS = 0.5

/** Rows open at once, where arrivals or stays grow or shrink; and whether busy weeks are slow weeks. */
export function backlogs(facets: Facets, part: Part): Tested[] {
  const time = mainMoment(facets)
  const stays = facets.quantities.filter(
    ({ refs, mean }) => refs.length === 2 && refs[0] === time?.ref && mean !== null,
  )
  if (!time) return []
  const parts = followed(facets).flatMap((category) =>
    category.members.map((member) => within(part, category, member)),
  )
  return stays.flatMap((stay) => [
    ...[part, ...parts].flatMap((one) => backlog(facets, { time, stay }, one, part) ?? []),
    ...(busyWeeks(facets, { time, stay }, part) ?? []),
  ])
}

interface Flow {
  readonly time: Moment
  readonly stay: Quantity
}

function backlog({ table }: Facets, { time, stay }: Flow, part: Part, around: Part): Tested | null {
  const points = openAtMonthEnds(time, stay, part)
  if (part.rows.length < LEAST_ROWS || points.length < LEAST_MONTHS) return null
  const course = spearmanOf(points.map(({ value }) => value))
  const days = daysOf(time, part.rows)
  const [from, to] = spanOf(daysOf(time, around.rows))
  const stays = spearman(
    Array.from(part.rows, (row) => time.days[row]!),
    Array.from(part.rows, (row) => stay.values[row]!),
  )
  const cause = Math.min(densityTrend(days, from, to).pValue, stays?.pValue ?? 1)
  const [first, last] = [points[0]!, points.at(-1)!]
  const grows = Math.abs(last.value - first.value) >= 0.5 * Math.max(last.value, first.value)
  return {
    pValue: Math.min(1, 2 * cause),
    effect: grows ? FOLLOWS * Math.abs(course) * coverage(part, around) : 0,
    topic: `open by ${stay.label}`,
    columns: [...stay.refs, ...part.members.map(({ ref }) => ref)],
    measure: 'count',
    standsOut: null,
    write: () => ({
      kind: 'trend',
      members: part.members,
      value: course,
      unit: COUNT,
      direction: course > 0 ? 'rising' : 'falling',
      text: sentence(
        `the number of open ${table.noun}${part.said} ${course > 0 ? 'rises' : 'falls'} over time, from ${first.value} at the end of ${first.label} to ${last.value} at the end of ${last.label}`,
      ),
      points,
      plan: rowsPlan(table, stay.refs, part),
    }),
  }
}

const spearmanOf = (values: readonly number[]): number =>
  spearman([...values.keys(), ...values.keys()], [...values, ...values])?.rho ?? 0

/** Rows begun and not yet ended at the end of each whole month; a row without an end is open. */
function openAtMonthEnds({ days }: Moment, { values }: Quantity, { rows }: Part): Point[] {
  const known = rows.filter((row) => Number.isFinite(days[row]!))
  const [from, to] = spanOf(Array.from(known, (row) => days[row]!))
  if (!Number.isFinite(from)) return []
  const points: Point[] = []
  for (let month = monthOf(from); monthStart(month + 1) <= to; month++) {
    const end = monthStart(month + 1)
    const open = known.filter((row) => {
      const stay = values[row]!
      return days[row]! < end && (Number.isNaN(stay) || days[row]! + stay >= end)
    }).length
    points.push({ label: monthName(month), value: open, rows: open })
  }
  return points
}

/** Whether weeks with more rows have longer stays; honest about weeks that resemble their neighbours. */
function busyWeeks({ table }: Facets, { time, stay }: Flow, part: Part): Tested[] | null {
  const [from, to] = spanOf(daysOf(time, part.rows))
  const weeks = Math.floor((to - from) / WEEK)
  if (!(weeks >= 12)) return null
  const counts = new Float64Array(weeks)
  const sums = new Float64Array(weeks)
  const stays = new Float64Array(weeks)
  for (const row of part.rows) {
    const at = Math.floor((time.days[row]! - from) / WEEK)
    if (!(at >= 0 && at < weeks)) continue
    counts[at]!++
    const value = stay.values[row]!
    if (!Number.isFinite(value)) continue
    sums[at]! += value
    stays[at]!++
  }
  const found = correlate(
    counts,
    sums.map((sum, at) => sum / stays[at]!),
  )
  if (found.kind !== 'correlation') return null
  const { r } = found
  return [
    {
      pValue: Math.max(found.pValue, correlationP(r, found.n)),
      effect: Math.abs(r),
      topic: `weeks of ${stay.label}`,
      columns: [...stay.refs, ...part.members.map(({ ref }) => ref)],
      measure: 'mean',
      standsOut: null,
      write: () => ({
        kind: 'correlation',
        members: part.members,
        value: r,
        unit: null,
        direction: r > 0 ? 'rising' : 'falling',
        text: sentence(
          `in weeks with more ${table.noun} the ${stay.label.toLowerCase()} is ${r > 0 ? 'longer' : 'shorter'}${part.said} (correlation ${sayCoefficient(r)} over ${found.n} weeks)`,
        ),
        points: [],
        plan: rowsPlan(table, stay.refs, part),
      }),
    },
  ]
}
