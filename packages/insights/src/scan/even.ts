import { countsOf } from './compare-counts.ts'
import { groupsOf } from './compare-means.ts'
import { type Category, type Facets, isStateName, type Quantity } from './facets.ts'
import type { Notable, NotableKind, Part } from './notable.ts'
import { byMember, byMonth, countOf, groupsPlan, meansPlan, rowsPlan, within } from './plans.ts'
import { sayList, sentence } from './say.ts'
import { correlationP, densityTrend, groupVariance, spearman } from './tests.ts'
import { daysOf, mainMoment, monthCounts, spanOf } from './trends.ts'

const COUNT = { kind: 'count' } as const
/** Bounds of what counts as even: a member's distance from its even part, and a coefficient with its interval. */
const EVEN_PART = 0.3
const EVEN_COEFFICIENT = 0.25
const LEAST_ROWS = 50

/**
 * What one would look at next beside a finding, where it does not move along: groups of even size where a mean stands
 * out, a steady mean where counts grow, a steady count of a member that dominates. Each is a bound, not a missing proof.
 */
export function evenBeside(chosen: readonly Notable[], facets: Facets, whole: Part): Notable[] {
  const of = (...kinds: NotableKind[]): Notable[] => chosen.filter(({ kind }) => kinds.includes(kind))
  const means = of('mean', 'share').filter(({ members }) => members.length <= 2)
  const growing = of('trend').filter(({ measure }) => measure === 'count')
  const slopes = of('correlation', 'brackets').filter(
    ({ measure, members }) => measure === 'mean' && members.length === 0,
  )
  const dominant = of('dominance').filter(({ members }) => members.length === 1)
  return [
    ...means.flatMap((notable) => {
      const category = facets.categories.find(({ ref }) => ref === notable.members[0]?.ref)
      return category ? evenGroups(category, facets, whole) : []
    }),
    ...growing.flatMap((notable) =>
      facets.quantities.flatMap((quantity) => {
        const overall = steadyMean(quantity, facets, whole)
        const part = partOf(notable, facets, whole)
        return part === whole ? overall : [...overall, ...steadyMean(quantity, facets, part)]
      }),
    ),
    ...slopes.flatMap((notable) => evenMeans(notable, facets, whole)),
    ...dominant.flatMap((notable) => steadyCount(facets, partOf(notable, facets, whole))),
  ]
}

/** The rows of a finding's members. */
function partOf({ members }: Notable, { categories }: Facets, whole: Part): Part {
  return members.reduce((part, { ref, member }) => {
    const category = categories.find((one) => one.ref === ref)
    return category ? within(part, category, member) : part
  }, whole)
}

function evenGroups(category: Category, { table }: Facets, part: Part): Notable[] {
  const points = countsOf(category, part)
  const total = points.reduce((sum, { value }) => sum + value, 0)
  const even = total / points.length
  const farthest = Math.max(...points.map(({ value }) => Math.abs(value / even - 1)))
  if (even < 20 || points.length < 3 || farthest > EVEN_PART) return []
  const [most, least] = [points[0]!, points.at(-1)!]
  return [
    {
      kind: 'even',
      measure: 'count',
      columns: [category.ref],
      members: [],
      value: even,
      unit: COUNT,
      direction: 'even',
      text: sentence(
        `the ${table.noun} are spread evenly over ${category.label.toLowerCase()}: from ${least.value} to ${most.value}`,
      ),
      points,
      confidence: 0.95,
      effect: 0,
      plan: category.joined
        ? rowsPlan(table, [category.ref], part)
        : groupsPlan([countOf(table)], byMember(category), part),
    },
  ]
}

/** Groups whose means are alike although the figure depends on something else. */
function evenMeans({ columns }: Notable, facets: Facets, part: Part): Notable[] {
  const quantity = facets.quantities.find(
    ({ refs }) => refs.length === 2 && refs.every((ref) => columns.includes(ref)),
  )
  if (!quantity) return []
  const calm = facets.categories
    .filter((category) => !isStateName(category) && !category.joined)
    .map((category) => {
      const groups = groupsOf(quantity, category, part)
      return { category, groups, ...groupVariance(groups.map(({ sample }) => sample)) }
    })
    .filter(({ groups, pValue, omega }) => groups.length >= 3 && pValue > 0.05 && omega < EVEN_COEFFICIENT)
    .toSorted((a, b) => a.omega - b.omega)[0]
  if (!calm) return []
  const points = calm.groups.map(({ member, sample }) => ({
    label: member,
    value: sample.mean,
    rows: sample.n,
  }))
  return [
    {
      kind: 'even',
      measure: 'mean',
      columns: [calm.category.ref, ...quantity.refs],
      members: [],
      value: calm.omega,
      unit: null,
      direction: 'even',
      text: sentence(
        `the mean ${quantity.label.toLowerCase()} is much the same for every ${calm.category.label.toLowerCase()}`,
      ),
      points,
      confidence: 0.95,
      effect: 0,
      plan: meansPlan(facets.table, quantity, calm.category, part),
    },
  ]
}

function steadyMean(quantity: Quantity, facets: Facets, part: Part): Notable[] {
  const time = mainMoment(facets)
  const found =
    time &&
    spearman(
      Array.from(part.rows, (row) => time.days[row]!),
      Array.from(part.rows, (row) => quantity.values[row]!),
    )
  if (!time || !found || found.n < LEAST_ROWS || quantity.refs.length !== 2) return []
  const bound = Math.abs(found.rho) + 1.96 / Math.sqrt(found.n)
  if (bound > EVEN_COEFFICIENT || correlationP(found.rho, found.n) < 0.05) return []
  return [
    {
      kind: 'even',
      measure: 'mean',
      columns: [time.ref, ...quantity.refs, ...part.members.map(({ ref }) => ref)],
      members: part.members,
      value: found.rho,
      unit: null,
      direction: 'even',
      text: sentence(
        `meanwhile the ${quantity.label.toLowerCase()}${part.said} neither rises nor falls over time`,
      ),
      points: [],
      confidence: 0.95,
      effect: 0,
      plan:
        quantity.mean === null
          ? rowsPlan(facets.table, [time.ref, ...quantity.refs], part)
          : groupsPlan([quantity.mean], byMonth(time.ref), part),
    },
  ]
}

function steadyCount(facets: Facets, part: Part): Notable[] {
  const time = mainMoment(facets)
  if (!time || part.rows.length < LEAST_ROWS) return []
  const days = daysOf(time, part.rows)
  const [from, to] = spanOf(days)
  const { lean, pValue } = densityTrend(days, from, to)
  const points = monthCounts(time, part.rows)
  const farthest = lean === 0 ? 0 : Math.abs(lean) + 1.96 / Math.sqrt(3 * days.length)
  if (points.length < 4 || pValue < 0.05 || farthest > EVEN_COEFFICIENT) return []
  const members = sayList(part.members.map(({ member }) => member))
  return [
    {
      kind: 'even',
      measure: 'count',
      columns: [time.ref, ...part.members.map(({ ref }) => ref)],
      members: part.members,
      value: lean,
      unit: null,
      direction: 'even',
      text: sentence(`the number of ${facets.table.noun} of ${members} neither rises nor falls over time`),
      points,
      confidence: 0.95,
      effect: 0,
      plan: groupsPlan([countOf(facets.table)], byMonth(time.ref), part),
    },
  ]
}
