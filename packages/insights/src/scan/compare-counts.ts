import { goodnessOfFit, poisson } from '@numize/statistics'
import { type Category, type Facets, isStateName } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { byMember, countOf, groupsPlan, rowsPlan } from './plans.ts'
import { sayShare, sentence } from './say.ts'

const COUNT = { kind: 'count' } as const
/** Times its even part that a member of a narrow, and of a wide, column must have. */
const STANDS_OUT = 1.4
const STANDS_OUT_WIDE = 3
const LEAST_LEAD = 1.2
const MOST_POINTS = 40
const MOST_NARROW = 30
/** What a column of another table tells about these rows. */
const FAR = 0.7

/** Members with far more of the rows than their even part. That most rows stand at one state is how states are. */
export function compareCounts({ table, categories, wide }: Facets, part: Part): Tested[] {
  const tested = [...categories, ...wide]
    .filter((one) => !isStateName(one))
    .map((category) => {
      return dominance(category, part)
    })
  return tested.flatMap((found) => {
    if (!found) return []
    const { category, points, total, pValue, effect } = found
    const [top, second] = points
    if (!top || !second) return []
    const share = top.value / total
    const plan = category.joined
      ? rowsPlan(table, [category.ref], part)
      : groupsPlan([countOf(table)], byMember(category), part)
    return {
      pValue,
      effect,
      topic: `count of ${category.ref}`,
      columns: [category.ref, ...part.members.map(({ ref }) => ref)],
      measure: 'count' as const,
      standsOut: { ref: category.ref, member: top.label },
      write: () => ({
        kind: 'dominance' as const,
        members: [{ ref: category.ref, member: top.label }, ...part.members],
        value: top.value,
        unit: COUNT,
        direction: 'higher' as const,
        text: sentence(
          `${category.label} ${top.label} has ${top.value} of ${total} ${table.noun}${part.said}, ${sayShare(share)}; next is ${second.label} with ${second.value}`,
        ),
        points: points.slice(0, MOST_POINTS),
        plan,
      }),
    }
  })
}

interface Dominance {
  readonly category: Category
  readonly points: readonly Point[]
  readonly total: number
  readonly pValue: number
  readonly effect: number
}

function dominance(category: Category, part: Part): Dominance | null {
  const points = countsOf(category, part)
  const isWide = points.length > MOST_NARROW
  const total = points.reduce((sum, { value }) => sum + value, 0)
  const [top, second] = points
  if (!top || !second || total < 20) return null
  const even = total / points.length
  const ratio = top.value / even
  const leads = top.value >= LEAST_LEAD * second.value
  const enough = ratio >= (isWide ? STANDS_OUT_WIDE : STANDS_OUT)
  const pValue = isWide
    ? Math.min(1, points.length * poisson(even).survival(top.value - 1))
    : evenness(points)
  const excess = (top.value - even) / (total - even)
  return {
    category,
    points,
    total,
    pValue,
    effect: enough && leads ? excess ** 0.75 * (category.joined ? FAR : 1) : 0,
  }
}

function evenness(points: readonly Point[]): number {
  const fit = goodnessOfFit(
    points.map(({ value }) => value),
    points.map(() => 1),
  )
  return 'pValue' in fit ? fit.pValue : 1
}

/** Members by their rows in a part, most first; members without any are left out. */
export function countsOf({ members, codes }: Category, { rows }: Part): Point[] {
  const counts = new Float64Array(members.length)
  for (const row of rows) {
    const code = codes[row]!
    if (code >= 0) counts[code]!++
  }
  return members
    .map((label, at) => ({ label, value: counts[at]!, rows: counts[at]! }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value)
}
