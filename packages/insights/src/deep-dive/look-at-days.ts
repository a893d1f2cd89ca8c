import { formatNumber, formatTime } from '@numize/blocks'
import { changePoints, median } from '@numize/statistics'
import { findAnomalies } from '../anomalies/find-anomalies.ts'
import { sayAnomaly } from '../anomalies/say-anomaly.ts'
import { dayAfter, daysBetween } from '../daily.ts'
import type { Segment } from '../drivers/leaves.ts'
import { moveBack } from '../explain/dates.ts'
import type { ChangeReport } from '../explain/report.ts'
import type { Evidence, Look } from './dive-report.ts'
import { type Days, daysOf, directionOf, inside, plainSegment, type Scene } from './scene.ts'

const HISTORY_DAYS = 56
const WEEK = 7
const MOST_DAYS_TOLD = 3

export interface DaysLook extends Look {
  /** The day the change began; null where no day can be told. */
  readonly onset: string | null
}

/** When it began, of the segment that explains most where one does, and which days stand out. */
export async function lookAtDays(scene: Scene): Promise<DaysLook> {
  const { report } = scene
  const { metric, period, previous } = report.change
  const driver = report.findings.find(({ kind }) => kind === 'segment' || kind === 'rate') ?? null
  const segment = driver?.segment ?? []
  const window = { start: moveBack(previous.start, HISTORY_DAYS, 'day'), end: period.end }
  const days = await daysOf(metric, window, inside(scene, segment), scene)
  if (!days) return { evidence: [], ruledOut: [], onset: null }
  const onset = onsetOf(days, report, directionOf(driver ?? report.change))
  const standing = daysThatStandOut(days, segment, previous.start)
  const evidence = [...(onset ? [onsetEvidence(onset, days, segment)] : []), ...standing]
  const calm = standing.length === 0 ? ['No single day stands out: it is spread over the period.'] : []
  return { evidence, ruledOut: evidence.length === 0 ? calm : [], onset: onset?.day ?? null }
}

interface Onset {
  readonly day: string
  readonly before: number
  readonly after: number
}

/** The largest shift of level in a direction, with the week's own shape taken out. */
function onsetOf(days: Days, report: ChangeReport, direction: number): Onset | null {
  const shifts = changePoints(withoutWeekdays(days))
  if (shifts.kind === 'unknown') return null
  const from = daysBetween(days.window.start, report.change.previous.start)
  const fitting = shifts.changes
    .filter(({ at, before, after }) => at >= from && Math.sign(after - before) === direction)
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
  const [largest] = fitting
  return largest
    ? { day: dayAfter(days.window.start, largest.at), before: largest.before, after: largest.after }
    : null
}

/** Each value over what its weekday usually is of a day; as it is where weekdays cannot be told. */
function withoutWeekdays({ values, additive }: Days): Float64Array {
  const all = median(Array.from(values).filter(Number.isFinite))
  if (!additive || all === null || all <= 0) return values
  const factors = Array.from({ length: WEEK }, (_, weekday) => {
    const mine = Array.from(values).filter((value, day) => day % WEEK === weekday && Number.isFinite(value))
    return (median(mine) ?? all) / all
  })
  return values.map((value, day) => {
    const factor = factors[day % WEEK] ?? 1
    return factor > 0 ? value / factor : value
  })
}

function onsetEvidence(
  { day, before, after }: Onset,
  { unit, label, plan }: Days,
  segment: Segment,
): Evidence {
  const shown = (value: number): string => formatNumber(value, unit, { prose: true })
  const of = segment.length === 0 ? label : `${label} (${plainSegment(segment)})`
  return {
    kind: 'onset',
    text: `It began on ${formatTime(day, 'day', 'en-US')}: ${of} went from about ${shown(before)} a day to about ${shown(after)}.`,
    confidence: null,
    plan,
  }
}

function daysThatStandOut(days: Days, segment: Segment, since: string): Evidence[] {
  const scale = days.unit?.kind === 'percent' ? ('points' as const) : ('proportional' as const)
  const series = { metric: days.label, segment, start: days.window.start, values: days.values, scale }
  return findAnomalies([series], { since, settleDays: 0 })
    .slice(0, MOST_DAYS_TOLD)
    .map((anomaly) => ({
      kind: 'day',
      text: sayAnomaly(anomaly, days),
      confidence: anomaly.confidence,
      plan: days.plan,
    }))
}
