import { chiSquareTest } from '@numize/statistics'
import { type Category, type Facets, isStateName, type State } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { sharesPlan } from './plans.ts'
import { sayShare, sentence } from './say.ts'

const PERCENT = { kind: 'percent' } as const
const LEAST_ROWS = 5

interface Tally {
  readonly member: string
  readonly held: number
  readonly n: number
}

/** Groups whose share of a state stands out against the rest. */
export function compareShares(facets: Facets, part: Part): Tested[] {
  return facets.states.flatMap((state) =>
    facets.categories
      .filter((category) => !state.refs.includes(category.ref) && !isStateName(category))
      .flatMap((category) => compare(state, category, facets, part) ?? []),
  )
}

function compare(state: State, category: Category, { table }: Facets, part: Part): Tested | null {
  const tallies = talliesOf(state, category, part)
  const big = tallies.filter(({ n }) => n >= LEAST_ROWS)
  const test = chiSquareTest(big.map(({ held, n }) => [held, n - held]))
  if (test.kind !== 'test' || test.leastExpected < 1) return null
  const total = sumOf(big)
  const best = big.toSorted((a, b) => residual(b, total) - residual(a, total))[0]
  if (!best) return null
  const rest = { held: total.held - best.held, n: total.n - best.n }
  const [share, others] = [best.held / best.n, rest.held / rest.n]
  return {
    pValue: test.pValue,
    effect: test.strength,
    topic: `${state.label} by ${category.ref}`,
    columns: [category.ref, ...state.refs, ...part.members.map(({ ref }) => ref)],
    measure: 'share',
    standsOut: { ref: category.ref, member: best.member },
    write: () => ({
      kind: 'share',
      members: [
        { ref: category.ref, member: best.member },
        ...(state.where ? [{ ref: state.refs[0]!, member: state.member }] : []),
        ...part.members,
      ],
      value: share,
      unit: PERCENT,
      direction: share > others ? 'higher' : 'lower',
      text: sentence(
        `${sayShare(share)} of the ${table.noun} of ${category.label.toLowerCase()} ${best.member}${part.said} are ${state.label}, against ${sayShare(others)} of the others`,
      ),
      points: tallies
        .map(({ member, held, n }): Point => ({ label: member, value: held / n, rows: n }))
        .toSorted((a, b) => (share > others ? b.value - a.value : a.value - b.value)),
      plan: sharesPlan(table, state, category, part),
    }),
  }
}

function residual({ held, n }: Tally, total: { held: number; n: number }): number {
  const share = total.held / total.n
  const variance = n * share * (1 - share) * (1 - n / total.n)
  return variance > 0 ? Math.abs(held - n * share) / Math.sqrt(variance) : 0
}

const sumOf = (tallies: readonly Tally[]) =>
  tallies.reduce((sum, { held, n }) => ({ held: sum.held + held, n: sum.n + n }), { held: 0, n: 0 })

function talliesOf({ holds }: State, { members, codes }: Category, { rows }: Part): Tally[] {
  const held = new Float64Array(members.length)
  const n = new Float64Array(members.length)
  for (const row of rows) {
    const code = codes[row]!
    if (code < 0 || holds[row]! < 0) continue
    n[code]!++
    held[code]! += holds[row]!
  }
  return members.flatMap((member, at) => (n[at] === 0 ? [] : [{ member, held: held[at]!, n: n[at]! }]))
}
