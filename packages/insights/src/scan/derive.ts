import type { Moment, Quantity, State } from './facets.ts'
import type { ScanTable } from './table.ts'

/** A column follows another when few rows say otherwise; those are mistakes of the data and stay in the figures. */
const FOLLOWS = 0.8
const DURATION_UNIT = { kind: 'duration', unit: 'day' } as const

/** The time between two columns of which one follows the other, in days. */
export function durationsOf(moments: readonly Moment[], { root, columns }: ScanTable): Quantity[] {
  const joined = (moment: Moment): boolean =>
    columns.some(({ ref, joined: is }) => ref === moment.ref && is === true)
  const own = moments.filter((moment) => !joined(moment))
  const first = own.find((start) => own.every((end) => start === end || follows(start, end))) ?? own[0]
  return moments.flatMap((start) =>
    own.flatMap((end) => {
      if (start === end || (joined(start) && end !== first) || !follows(start, end)) return []
      const values = start.days.map((day, at) => end.days[at]! - day)
      return [
        {
          kind: 'quantity' as const,
          label: `time from ${start.label.toLowerCase()} to ${end.label.toLowerCase()}`,
          refs: [start.ref, end.ref],
          unit: DURATION_UNIT,
          values,
          mean: joined(start)
            ? null
            : {
                measure: {
                  over: end.ref,
                  aggregation: 'average' as const,
                  rows: root,
                  since: { dimension: start.ref, unit: 'day' as const },
                },
                as: 'mean',
              },
        },
      ]
    }),
  )
}

function follows(start: Moment, end: Moment): boolean {
  let [both, after] = [0, 0]
  const seen = new Set<number>()
  for (let at = 0; at < start.days.length; at++) {
    const difference = end.days[at]! - start.days[at]!
    if (Number.isNaN(difference)) continue
    both++
    if (difference >= 0) after++
    if (seen.size < 3) seen.add(Math.round(difference * 1e4))
  }
  return both >= 30 && after >= FOLLOWS * both && seen.size >= 3
}

const AIM = /(?:^|[ _])(?:target|goal|budget|quota|limit|planned|plan|expected|promised|threshold)(?:[ _]|$)/i

/** Whether a number reached the aim that another column of the same scale sets for it. */
export function outcomesOf(quantities: readonly Quantity[]): State[] {
  const aims = quantities.filter(({ label, refs }) => AIM.test(`${label} ${refs[0]}`))
  return aims.flatMap((aim) =>
    quantities
      .filter((one) => !aims.includes(one) && comparable(one, aim))
      .map((one) => ({
        kind: 'state' as const,
        label: `${one.label.toLowerCase()} at or above ${aim.label.toLowerCase()}`,
        refs: [...one.refs, ...aim.refs],
        member: 'reached',
        holds: Int8Array.from(one.values, (value, at) => {
          const wanted = aim.values[at]!
          return Number.isNaN(value) || Number.isNaN(wanted) ? -1 : value >= wanted ? 1 : 0
        }),
        where: null,
      })),
  )
}

/** A word in common (by its beginning), or one unit; and ranges that overlap by half. */
function comparable(one: Quantity, aim: Quantity): boolean {
  const words = ({ label }: Quantity): string[] => label.toLowerCase().split(/[^a-z]+/)
  const alike = words(one).some(
    (word) =>
      word.length >= 4 && words(aim).some((other) => other.startsWith(word) || word.startsWith(other)),
  )
  const sameUnit = one.unit !== null && JSON.stringify(one.unit) === JSON.stringify(aim.unit)
  const [low, high] = rangeOf(one)
  const [aimLow, aimHigh] = rangeOf(aim)
  const overlap = Math.min(high, aimHigh) - Math.max(low, aimLow)
  return (alike || sameUnit) && overlap >= 0.5 * Math.min(high - low, aimHigh - aimLow)
}

function rangeOf({ values }: Quantity): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}
