import { leavesOf } from '../drivers/leaves.ts'
import { sumDrivers } from '../drivers/sum-drivers.ts'
import { confidenceOf, openPlan, sayFigures, saySegment, sayShare } from './finding.ts'
import { leavesTable } from './leaves-table.ts'
import type { Finding, Span } from './report.ts'
import type { Found, Search } from './search.ts'

/** A general factor is told once it moves the whole by this part of the change. */
const BROAD = 0.5
const DAY_MS = 86_400_000
const MOST = 24
const MOST_TOLD = 5
/** A segment is told that accounts for this part of the change, either way. */
const MATERIAL = 0.05
/** … and for this part of the whole, so that a small change is not blamed on trifles. */
const NOTICEABLE = 0.005

/** Segments of an additive metric that moved unlike the rest, and the movement common to all of them. */
export async function sumFindings(search: Search): Promise<Found> {
  const { table, axes } = await leavesTable(search, [search.subject.metric])
  const [after, before] = [table.after[0], table.before[0]]
  if (!after || !before) return { findings: [], looked: [] }
  const leaves = leavesOf(
    axes.map(({ ref }) => ref),
    table.members,
  )
  const factor = commonFactor(after, before)
  const whole = sum(before)
  const total = sum(after) - whole
  const drivers = sumDrivers(
    leaves,
    after,
    before.map((value) => value * factor),
    { most: MOST },
  )
  const findings = drivers.map((driver): Finding => {
    const was = driver.expected / factor
    const share = total === 0 ? null : (driver.actual - was) / total
    return {
      kind: 'segment',
      text: `${saySegment(driver.segment, axes)} ${sayFigures(was, driver.actual, search.change.unit)}${sayShare(share)}.`,
      segment: driver.segment,
      before: was,
      after: driver.actual,
      share,
      confidence: confidenceOf(driver.evidence),
      plan: openPlan(search.subject, driver.segment),
    }
  })
  const length = lengthRatio(search)
  const common = (factor / length - 1) * whole
  const broad =
    total !== 0 && common / total > BROAD ? [broadFinding(search, factor / length, common / total)] : []
  const calendar =
    Math.abs(length - 1) > NOTICEABLE && total !== 0
      ? calendarFinding(search, length, ((length - 1) * whole) / total)
      : []
  const told = findings
    .filter((finding) => {
      const moved = Math.abs((finding.after ?? 0) - (finding.before ?? 0))
      return moved >= MATERIAL * Math.abs(total) && moved >= NOTICEABLE * whole
    })
    .toSorted(byShare)
    .slice(0, MOST_TOLD)
  return {
    findings: [...calendar, ...broad, ...told].toSorted(byShare),
    looked: axes.map(({ label }) => label),
  }
}

/** The factor half of the amount moved by at least: the median ratio of leaves, weighted by their size before. */
function commonFactor(after: Float64Array, before: Float64Array): number {
  const leaves = Array.from(before.keys()).filter((i) => (before[i] ?? 0) > 0)
  const ratio = (i: number): number => (after[i] ?? 0) / (before[i] ?? 1)
  const sorted = leaves.toSorted((a, b) => ratio(a) - ratio(b))
  const half = leaves.reduce((all, i) => all + (before[i] ?? 0), 0) / 2
  let seen = 0
  const middle = sorted.find((i) => (seen += before[i] ?? 0) >= half)
  const factor = middle === undefined ? 1 : ratio(middle)
  return factor > 0 && Number.isFinite(factor) ? factor : 1
}

/** How many times as many days the period has as the one before. */
function lengthRatio({ change: { period, previous } }: Search): number {
  const days = ({ start, end }: Span): number =>
    Math.round((Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / DAY_MS)
  const [now, then] = [days(period), days(previous)]
  return now > 0 && then > 0 ? now / then : 1
}

/** A shorter month makes less of everything; told where it works the way the change went. */
function calendarFinding({ subject, change }: Search, length: number, share: number): Finding[] {
  if (share < MATERIAL) return []
  const percent = Math.abs((length - 1) * 100).toFixed(1)
  return [
    {
      kind: 'calendar',
      text: `The period has ${length < 1 ? 'fewer' : 'more'} days than the one before, which alone makes ${percent} % ${length < 1 ? 'less' : 'more'}.`,
      segment: [],
      before: change.before,
      after: change.after,
      share,
      confidence: 1,
      plan: subject.plan,
    },
  ]
}

function broadFinding({ subject, change }: Search, factor: number, share: number): Finding {
  const percent = Math.abs((factor - 1) * 100)
  const figure = percent < 10 ? percent.toFixed(1) : percent.toFixed(0)
  return {
    kind: 'broad',
    text: `Most segments ${factor > 1 ? 'rose' : 'fell'} alike, by about ${figure} %: that part has its cause outside these dimensions.`,
    segment: [],
    before: change.before,
    after: change.after,
    share,
    confidence: 0.9,
    plan: subject.plan,
  }
}

const byShare = (a: Finding, b: Finding): number => (b.share ?? 0) - (a.share ?? 0)

const sum = (column: Float64Array): number => column.reduce((all, value) => all + value, 0)
