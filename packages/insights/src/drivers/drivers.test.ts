import { seededRandom } from '@numize/base'
import { describe, expect, it } from 'vitest'
import { decomposeRatio } from './decompose.ts'
import { incidentDrivers } from './incident-drivers.ts'
import { leavesOf, type Segment } from './leaves.ts'
import { rateDrivers, weightDrivers } from './ratio-drivers.ts'
import { sumDrivers } from './sum-drivers.ts'

const told = (found: readonly { segment: Segment }[]): string[] =>
  found.map(({ segment }) => segment.map(({ dimension, value }) => `${dimension}=${value}`).join('&'))

/** Every combination of six countries, four channels and three plans. */
function world() {
  const columns: [string[], string[], string[]] = [[], [], []]
  for (const country of ['DE', 'FR', 'IT', 'ES', 'PL', 'SE'])
    for (const channel of ['search', 'social', 'email', 'direct'])
      for (const plan of ['free', 'pro', 'team'])
        [country, channel, plan].forEach((v, d) => columns[d]?.push(v))
  const leaves = leavesOf(['country', 'channel', 'plan'], columns)
  const within = (...members: string[]): boolean[] =>
    columns[0].map((_, i) => members.every((member) => columns.some((column) => column[i] === member)))
  return { leaves, within, size: leaves.size }
}

/** A normal draw by the sum of twelve uniforms. */
const normal = (random: () => number): number =>
  Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6)

function amounts(seed: string, cause: readonly boolean[], factor: number) {
  const random = seededRandom(seed)
  const expected = Float64Array.from(cause, () => 100 + 900 * random())
  const actual = expected.map((f, i) => f * (1 + 0.04 * normal(random)) * (cause[i] ? factor : 1))
  return { expected, actual }
}

describe('sum drivers', () => {
  const { leaves, within } = world()
  it('finds what fell among more members than it looks at, with the figures of all of them', () => {
    const size = 260_000
    const shops = {
      name: 'shop',
      values: Array.from({ length: size }, (_, at) => `shop ${at}`),
      codes: Int32Array.from({ length: size }, (_, at) => at),
    }
    const region = {
      name: 'region',
      values: ['north', 'south', 'east'],
      codes: shops.codes.map((at) => at % 3),
    }
    const expected = Float64Array.from(shops.codes, (at) => 10 + (at % 97))
    const actual = expected.map((value, at) => (at % 3 === 1 ? 0.5 : 1) * value * (0.98 + (at % 5) / 100))
    const found = sumDrivers({ size, dimensions: [region, shops] }, actual, expected, { depth: 1 })
    expect(told(found)).toEqual(['region=south'])
    expect(found[0]).toMatchObject({ leaves: Math.ceil((size - 1) / 3) })
  })
  it('names the one member that fell, not its parts and not its neighbours', () => {
    const { expected, actual } = amounts('one', within('email'), 0.5)
    expect(told(sumDrivers(leaves, actual, expected))).toEqual(['channel=email'])
  })
  it('names a combination of two dimensions and the share it has in the change', () => {
    const { expected, actual } = amounts('two', within('IT', 'pro'), 1.9)
    const [driver] = sumDrivers(leaves, actual, expected)
    expect(told([driver as { segment: Segment }])).toEqual(['country=IT&plan=pro'])
    expect(driver?.share).toBeCloseTo(1, 0)
    expect(driver?.leaves).toBe(4)
  })
  it('stays quiet on noise', () => {
    const loud = Array.from({ length: 200 }, (_, seed) => {
      const { expected, actual } = amounts(`noise ${seed}`, within('nowhere'), 1)
      return sumDrivers(leaves, actual, expected).length
    })
    expect(loud.filter((count) => count > 0).length).toBeLessThanOrEqual(4)
  })
  it('says nothing of leaves that say nothing', () => {
    const empty = new Float64Array(leaves.size)
    expect(sumDrivers(leaves, empty, empty)).toEqual([])
    expect(
      sumDrivers(
        leaves,
        empty.map(() => Number.NaN),
        empty.map(() => 1),
      ),
    ).toEqual([])
    expect(
      sumDrivers(
        leaves,
        empty.map(() => Number.POSITIVE_INFINITY),
        empty.map(() => 1),
      ),
    ).toEqual([])
    expect(sumDrivers(leavesOf([], []), new Float64Array(0), new Float64Array(0))).toEqual([])
  })
})

function traffic(seed: string, change: { rate?: readonly boolean[]; weight?: readonly boolean[] }) {
  const random = seededRandom(seed)
  const { leaves, size } = world()
  const draw = (mean: number): number => Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)))
  const side = () => ({ denominator: new Float64Array(size), numerator: new Float64Array(size) })
  const [before, after] = [side(), side()]
  for (let i = 0; i < size; i++) {
    const sessions = 500 + 4000 * random()
    const rate = 0.02 + 0.1 * random()
    before.denominator[i] = draw(sessions)
    after.denominator[i] = draw(sessions * (change.weight?.[i] ? 2 : 1))
    before.numerator[i] = draw((before.denominator[i] ?? 0) * rate)
    after.numerator[i] = draw((after.denominator[i] ?? 0) * rate * (change.rate?.[i] ? 0.6 : 1))
  }
  return { ...leaves, before, after }
}

describe('ratio drivers', () => {
  const { within } = world()
  it('tells a rate that fell from a weight that rose', () => {
    const both = traffic('both', { rate: within('free'), weight: within('PL') })
    expect(told(rateDrivers(both))).toEqual(['plan=free'])
    expect(told(weightDrivers(both))).toEqual(['country=PL'])
    expect(rateDrivers(both)[0]?.factor).toBeCloseTo(0.6, 1)
    expect(weightDrivers(both)[0]?.factor).toBeCloseTo(2, 0)
  })
  it('stays quiet on noise', () => {
    const loud = Array.from({ length: 100 }, (_, seed) => traffic(`noise ${seed}`, {})).filter(
      (both) => rateDrivers(both).length + weightDrivers(both).length > 0,
    )
    expect(loud.length).toBeLessThanOrEqual(2)
  })
  it('finds where an incident sits when success rates fall short of their forecast', () => {
    const { before, after, ...leaves } = traffic('incident', { rate: within('SE') })
    const success = ({ denominator, numerator }: typeof before) => ({
      denominator,
      numerator: denominator.map((tries, i) => tries - 3 * (numerator[i] ?? 0)),
    })
    const [first] = incidentDrivers(leaves, success(before), success(after))
    expect(told(first ? [first] : [])).toEqual(['country=SE'])
  })
})

describe('decomposition of a ratio', () => {
  it("adds up, and finds Simpson's case: every rate rose, the whole fell by mix", () => {
    const split = decomposeRatio([
      { name: 'web', before: { numerator: 80, denominator: 100 }, after: { numerator: 17, denominator: 20 } },
      {
        name: 'app',
        before: { numerator: 10, denominator: 100 },
        after: { numerator: 27, denominator: 180 },
      },
    ])
    expect(split?.members.every(({ rate }) => rate > 0)).toBe(true)
    expect(split?.rate).toBeGreaterThan(0)
    expect(split?.mix).toBeLessThan(0)
    expect((split?.rate ?? 0) + (split?.mix ?? 0)).toBeCloseTo((split?.after ?? 0) - (split?.before ?? 0), 12)
  })
  it('adds up when members come and go', () => {
    const split = decomposeRatio([
      { name: 'new', before: { numerator: 0, denominator: 0 }, after: { numerator: 5, denominator: 50 } },
      { name: 'gone', before: { numerator: 9, denominator: 30 }, after: { numerator: 0, denominator: 0 } },
      {
        name: 'stays',
        before: { numerator: 20, denominator: 100 },
        after: { numerator: 25, denominator: 90 },
      },
    ])
    expect((split?.rate ?? 0) + (split?.mix ?? 0)).toBeCloseTo((split?.after ?? 0) - (split?.before ?? 0), 12)
  })
  it('has no ratio to compare where a period is empty', () => {
    expect(decomposeRatio([])).toBeNull()
  })
})
