import { chiSquareTest } from '@numize/statistics'
import type { Facets, Moment, Quantity, State } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { isJoined, rowsPlan } from './plans.ts'
import { sayCoefficient, sayNumber, sayShare, sentence } from './say.ts'
import { sampleOf, spearman } from './tests.ts'

const PERCENT = { kind: 'percent' } as const
/** A correlation this near to one is the same figure twice. */
const SAME = 0.995

/** Numbers, durations and dates of another table that go together; means and shares along the brackets of a number. */
export function correlations(facets: Facets, part: Part): Tested[] {
  const { quantities, states, moments, table } = facets
  const numbers = quantities.filter(({ refs }) => refs.length === 1)
  const pairs = quantities.flatMap((first, at) =>
    quantities
      .slice(at + 1)
      .filter(({ refs }) => !refs.some((ref) => first.refs.includes(ref)))
      .map((second) => [first, second] as const),
  )
  const joined = moments.filter(({ ref }) => isJoined(table, ref)).map(datesAsQuantity)
  const own = moments.filter(({ ref }) => !isJoined(table, ref)).map(datesAsQuantity)
  const dated = joined.flatMap((first) => [...own, ...numbers].map((second) => [first, second] as const))
  return [
    ...[...pairs, ...dated].map(([first, second]) => together(first, second, facets, part)),
    ...pairs.map(([first, second]) => alongBrackets(first, second, facets, part)),
    ...[...quantities, ...joined].flatMap((quantity) =>
      states
        .filter(({ refs }) => !refs.some((ref) => quantity.refs.includes(ref)))
        .map((state) => shareAlong(quantity, state, facets, part)),
    ),
  ].flatMap((one) => one ?? [])
}

const datesAsQuantity = ({ ref, label, days }: Moment): Quantity => ({
  kind: 'quantity',
  label,
  refs: [ref],
  unit: null,
  values: days,
  mean: null,
})

const labelOf = ({ label }: { label: string }): string => label.toLowerCase()

function together(first: Quantity, second: Quantity, { table }: Facets, part: Part): Tested | null {
  const found = spearman(pick(first, part), pick(second, part))
  if (!found || Math.abs(found.rho) > SAME) return null
  const { rho, pValue, n } = found
  return {
    pValue,
    effect: Math.abs(rho),
    topic: `${first.label} with ${second.label}`,
    columns: [...first.refs, ...second.refs, ...part.members.map(({ ref }) => ref)],
    measure: 'mean',
    standsOut: null,
    write: () => ({
      kind: 'correlation',
      members: part.members,
      value: rho,
      unit: null,
      direction: rho > 0 ? 'rising' : 'falling',
      text: sentence(
        `the higher the ${labelOf(first)}, the ${rho > 0 ? 'higher' : 'lower'} the ${labelOf(second)}${part.said} (rank correlation ${sayCoefficient(rho)} over ${n} ${table.noun})`,
      ),
      points: [],
      plan: rowsPlan(table, [...first.refs, ...second.refs], part),
    }),
  }
}

const pick = ({ values }: Quantity, { rows }: Part): number[] => Array.from(rows, (row) => values[row]!)

/** Bounds that people would draw near the quarters of the values: two digits at most. */
export function bracketBounds(values: readonly number[]): number[] {
  const sorted = values.filter((value) => Number.isFinite(value)).toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  const spread = at(0.95) - at(0.05)
  if (!(spread > 0)) return []
  const step = 10 ** Math.floor(Math.log10(spread / 4))
  const bounds = [0.25, 0.5, 0.75].map((share) => Math.round(at(share) / step) * step)
  return [...new Set(bounds)].filter((bound) => bound > sorted[0]! && bound <= sorted.at(-1)!)
}

interface Bracket {
  readonly label: string
  readonly rows: readonly number[]
}

function bracketsOf(quantity: Quantity, { rows }: Part): Bracket[] {
  const bounds = bracketBounds(Array.from(rows, (row) => quantity.values[row]!))
  const lists = Array.from({ length: bounds.length + 1 }, (): number[] => [])
  for (const row of rows) {
    const value = quantity.values[row]!
    if (Number.isFinite(value)) lists[bounds.filter((bound) => value >= bound).length]!.push(row)
  }
  return lists.map((list, at) => ({ label: sayBracket(bounds, at, quantity), rows: list }))
}

function sayBracket(bounds: readonly number[], at: number, { unit }: Quantity): string {
  const [from, to] = [bounds[at - 1], bounds[at]]
  if (from === undefined) return `below ${sayNumber(to ?? 0, unit)}`
  return to === undefined
    ? `${sayNumber(from, unit)} and more`
    : `${sayNumber(from, unit)} to ${sayNumber(to, unit)}`
}

/** Means of one figure along the brackets of another, where they go one way. */
function alongBrackets(first: Quantity, second: Quantity, { table }: Facets, part: Part): Tested | null {
  const [number, figure] = first.refs.length === 1 ? [first, second] : [second, first]
  if (number.refs.length !== 1) return null
  const found = spearman(pick(number, part), pick(figure, part))
  const points = bracketsOf(number, part).flatMap(({ label, rows }): Point[] => {
    const values = rows.map((row) => figure.values[row]!).filter((value) => Number.isFinite(value))
    return values.length < 5 ? [] : [{ label, value: sampleOf(values).mean, rows: values.length }]
  })
  const [low, high] = [points[0], points.at(-1)]
  if (!found || !low || !high || points.length < 3) return null
  const rising = high.value > low.value
  return {
    pValue: found.pValue,
    effect: Math.abs(found.rho) * 0.95,
    topic: `${figure.label} along ${number.label}`,
    columns: [...number.refs, ...figure.refs, ...part.members.map(({ ref }) => ref)],
    measure: 'mean',
    standsOut: null,
    write: () => ({
      kind: 'brackets',
      members: part.members,
      value: high.value,
      unit: figure.unit,
      direction: rising ? 'rising' : 'falling',
      text: sentence(
        `the mean ${labelOf(figure)}${part.said} is ${sayNumber(low.value, figure.unit)} where ${labelOf(number)} is ${low.label} and ${sayNumber(high.value, figure.unit)} where it is ${high.label}`,
      ),
      points,
      plan: rowsPlan(table, [...number.refs, ...figure.refs], part),
    }),
  }
}

/** Shares of a state along the brackets of a number, or of a date. */
function shareAlong(number: Quantity, state: State, { table }: Facets, part: Part): Tested | null {
  const points = bracketsOf(number, part).flatMap(({ label, rows }): Point[] => {
    const known = rows.filter((row) => state.holds[row]! >= 0)
    const held = known.reduce((sum, row) => sum + state.holds[row]!, 0)
    return known.length < 5 ? [] : [{ label, value: held / known.length, rows: known.length }]
  })
  const test = chiSquareTest(
    points.map(({ value, rows }) => [Math.round(value * rows), rows - Math.round(value * rows)]),
  )
  const [low, high] = [points[0], points.at(-1)]
  if (test.kind !== 'test' || test.leastExpected < 1 || !low || !high) return null
  return {
    pValue: test.pValue,
    effect: test.strength,
    topic: `${state.label} along ${number.label}`,
    columns: [...number.refs, ...state.refs, ...part.members.map(({ ref }) => ref)],
    measure: 'share',
    standsOut: null,
    write: () => ({
      kind: 'brackets',
      members: [...(state.where ? [{ ref: state.refs[0]!, member: state.member }] : []), ...part.members],
      value: high.value,
      unit: PERCENT,
      direction: high.value > low.value ? 'rising' : 'falling',
      text: sentence(
        `${sayShare(low.value)} of the ${table.noun}${part.said} are ${state.label} where ${labelOf(number)} is ${low.label}, and ${sayShare(high.value)} where it is ${high.label}`,
      ),
      points,
      plan: rowsPlan(table, [...number.refs, ...state.refs], part),
    }),
  }
}
