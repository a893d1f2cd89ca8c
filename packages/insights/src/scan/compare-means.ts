import { type Category, type Facets, isStateName, type Quantity } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { meansPlan } from './plans.ts'
import { sayNumber, sentence } from './say.ts'
import { groupVariance, joinSamples, type Sample, sampleOf, welch } from './tests.ts'

const LEAST_ROWS = 5
const MOST_POINTS = 40

interface Group {
  readonly member: string
  readonly sample: Sample
}

/** Groups whose mean of a number, or of a duration, stands out against the rest. */
export function compareMeans(facets: Facets, part: Part): Tested[] {
  const categories = [...facets.categories, ...facets.wide].filter((category) => !isStateName(category))
  return facets.quantities.flatMap((quantity) =>
    categories.flatMap((category) => compare(quantity, category, facets, part) ?? []),
  )
}

function compare(quantity: Quantity, category: Category, { table }: Facets, part: Part): Tested | null {
  const groups = groupsOf(quantity, category, part)
  const big = groups.filter(({ sample }) => sample.n >= LEAST_ROWS)
  if (big.length < 2) return null
  const whole = groups.map(({ sample }) => sample).reduce(joinSamples)
  const best = big
    .map((group) => {
      const rest = without(group, groups)
      return { group, rest, pValue: welch(group.sample, rest), pull: pullOf(group.sample, whole) }
    })
    .toSorted((a, b) => b.pull - a.pull)[0]
  if (!best) return null
  const { group, rest } = best
  const { omega } = groupVariance(big.map(({ sample }) => sample))
  const higher = group.sample.mean > rest.mean
  return {
    pValue: Math.min(1, best.pValue * big.length),
    effect: omega,
    topic: `${quantity.label} by ${category.ref}`,
    columns: [category.ref, ...quantity.refs, ...part.members.map(({ ref }) => ref)],
    measure: 'mean',
    standsOut: { ref: category.ref, member: group.member },
    write: () => ({
      kind: 'mean',
      members: [{ ref: category.ref, member: group.member }, ...part.members],
      value: group.sample.mean,
      unit: quantity.unit,
      direction: higher ? 'higher' : 'lower',
      text: sentence(
        `${category.label} ${group.member} has ${higher ? 'a higher' : 'a lower'} mean ${quantity.label.toLowerCase()}${part.said}: ${sayNumber(group.sample.mean, quantity.unit)} against ${sayNumber(rest.mean, quantity.unit)} of the others`,
      ),
      points: pointsOf(groups, higher),
      plan: meansPlan(table, quantity, category, part),
    }),
  }
}

/** How far a group pulls the rows from the mean of all. */
const pullOf = ({ n, mean }: Sample, whole: Sample): number =>
  (Math.sqrt(n) * Math.abs(mean - whole.mean)) / Math.sqrt(Math.max(1e-9, 1 - n / whole.n))

function without(group: Group, groups: readonly Group[]): Sample {
  return groups
    .filter((other) => other !== group)
    .map(({ sample }) => sample)
    .reduce(joinSamples, { n: 0, mean: 0, squares: 0 })
}

export function groupsOf({ values }: Quantity, { members, codes }: Category, { rows }: Part): Group[] {
  const lists = members.map((): number[] => [])
  for (const row of rows) {
    const value = values[row]!
    if (Number.isFinite(value)) lists[codes[row]!]?.push(value)
  }
  return lists.flatMap((list, at) =>
    list.length === 0 ? [] : [{ member: members[at]!, sample: sampleOf(list) }],
  )
}

const pointsOf = (groups: readonly Group[], higher: boolean): Point[] =>
  groups
    .map(({ member, sample }) => ({ label: member, value: sample.mean, rows: sample.n }))
    .toSorted((a, b) => (higher ? b.value - a.value : a.value - b.value))
    .slice(0, MOST_POINTS)
