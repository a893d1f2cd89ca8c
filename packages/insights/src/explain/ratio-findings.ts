import { decomposeRatio, type Member } from '../drivers/decompose.ts'
import { leavesOf, type Segment } from '../drivers/leaves.ts'
import { type RatioDriver, type RatioLeaves, rateDrivers, weightDrivers } from '../drivers/ratio-drivers.ts'
import { confidenceOf, openPlan, sayFigures, saySegment, sayShare } from './finding.ts'
import { leavesTable } from './leaves-table.ts'
import type { Finding, RatioParts } from './report.ts'
import type { Found, Search } from './search.ts'

/** A mix shift is told when it moves the whole ratio by this part of the change. */
const TELLING_MIX = 0.1

/** Segments whose own ratio moved, and segments whose weight moved enough to move the whole. */
export async function ratioFindings(search: Search, { numerator, denominator }: RatioParts): Promise<Found> {
  const { table, axes } = await leavesTable(search, [numerator, denominator])
  const [n1, d1] = table.after
  const [n0, d0] = table.before
  if (!n0 || !n1 || !d0 || !d1) return { findings: [], looked: [] }
  const leaves = leavesOf(
    axes.map(({ ref }) => ref),
    table.members,
  )
  const both: RatioLeaves = {
    ...leaves,
    before: { numerator: n0, denominator: d0 },
    after: { numerator: n1, denominator: d1 },
  }
  const drivers = [...rateDrivers(both), ...weightDrivers(both)]
  const isFirst = ({ segment, effect }: RatioDriver, at: number): boolean =>
    drivers.findIndex((one) => one.effect === effect && isSame(one.segment, segment)) === at
  const findings = drivers
    .filter(isFirst)
    .flatMap((driver) => findingOf(driver, both, search, axes))
    .toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))
  return { findings, looked: axes.map(({ label }) => label) }
}

const isSame = (a: Segment, b: Segment): boolean => JSON.stringify(a) === JSON.stringify(b)

function findingOf(driver: RatioDriver, both: RatioLeaves, search: Search, axes: Search['axes']): Finding[] {
  const members = insideAndOut(driver.segment, both)
  const split = decomposeRatio(members)
  if (!split) return []
  const total = split.after - split.before
  const effect = driver.effect === 'rate' ? (split.members[0]?.rate ?? 0) : split.mix
  const share = total === 0 ? null : effect / total
  if (driver.effect === 'weight' && (share === null || share < TELLING_MIX)) return []
  const [before, after] = [ratioOf(members[0].before), ratioOf(members[0].after)]
  const name = saySegment(driver.segment, axes)
  const said =
    driver.effect === 'rate'
      ? `${name} ${sayFigures(before, after, search.change.unit)} by itself`
      : `${name} has ${driver.factor > 1 ? 'more' : 'less'} weight than before (× ${driver.factor.toFixed(2)}): a change of mix`
  return [
    {
      kind: driver.effect === 'rate' ? 'rate' : 'mix',
      text: `${said}${sayShare(share)}.`,
      segment: driver.segment,
      before,
      after,
      share,
      confidence: confidenceOf(driver.evidence),
      plan: openPlan(search.subject, driver.segment),
    },
  ]
}

const ratioOf = ({ numerator, denominator }: Member['before']): number =>
  denominator > 0 ? numerator / denominator : 0

/** The segment and everything else as the two members of one dimension. */
function insideAndOut(segment: Segment, { dimensions, size, before, after }: RatioLeaves): [Member, Member] {
  const sides = (): { numerator: number; denominator: number }[] =>
    [0, 1, 2, 3].map(() => ({ numerator: 0, denominator: 0 }))
  const totals = sides()
  const wanted = segment.map(({ dimension, value }) => {
    const found = dimensions.find(({ name }) => name === dimension)
    return { codes: found?.codes, code: found?.values.indexOf(value) ?? -1 }
  })
  for (let i = 0; i < size; i++) {
    const within = wanted.every(({ codes, code }) => codes?.[i] === code)
    for (const [late, side] of [before, after].entries()) {
      const total = totals[(within ? 0 : 2) + late]
      if (!total) continue
      total.numerator += side.numerator[i] ?? 0
      total.denominator += side.denominator[i] ?? 0
    }
  }
  const none = { numerator: 0, denominator: 0 }
  return [
    { name: 'inside', before: totals[0] ?? none, after: totals[1] ?? none },
    { name: 'outside', before: totals[2] ?? none, after: totals[3] ?? none },
  ]
}
