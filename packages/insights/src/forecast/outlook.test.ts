import { seededRandom } from '@numize/base'
import { describe, expect, it } from 'vitest'
import { type Outlook, type OutlookInput, outlookOf } from './outlook.ts'

const daily = (values: ArrayLike<number>, rest: Partial<OutlookInput> = {}) =>
  outlookOf({ values, grain: 'day', start: '2024-01-01', horizon: 28, additive: true, ...rest })

function known(outlook: ReturnType<typeof outlookOf>): Outlook {
  if (outlook.kind === 'unknown') throw new Error(outlook.reason)
  return outlook
}

/** A week with a weekend, a slow drift and errors that hang together. */
function week(seed: number, length: number): Float64Array {
  const random = seededRandom(seed)
  const noise = (): number => random() + random() + random() - 1.5
  let drift = 0
  return Float64Array.from({ length }, (_, at) => {
    drift = 0.7 * drift + 6 * noise()
    return 200 + 0.05 * at + (at % 7 > 4 ? -60 : 20) + drift + 10 * noise()
  })
}

const figuresOf = (outlook: Outlook): number[] =>
  [...outlook.steps, outlook.sum(0, outlook.steps.length)].flatMap((one) => Object.values(one) as number[])

describe('a look ahead', () => {
  it('holds its 95 and 80 % intervals of sums over four weeks as often as they say', () => {
    const runs = 60
    let [wide, narrow] = [0, 0]
    for (let seed = 0; seed < runs; seed++) {
      const all = week(seed, 428)
      const { low, high, low80, high80 } = known(daily(all.subarray(0, 400))).sum(0, 28)
      const actual = all.subarray(400).reduce((sum, value) => sum + value, 0)
      if (actual >= low && actual <= high) wide++
      if (actual >= low80 && actual <= high80) narrow++
    }
    expect(wide / runs).toBeGreaterThanOrEqual(0.9)
    expect(narrow / runs).toBeGreaterThan(0.7)
    expect(narrow / runs).toBeLessThan(0.95)
  })
  it('makes a sum narrower than its bounds added up, as errors of days even out', () => {
    const outlook = known(daily(week(1, 400)))
    const { low, high } = outlook.sum(0, 28)
    const added = outlook.steps.reduce((sum, step) => sum + step.high - step.low, 0)
    expect(high - low).toBeLessThan(0.8 * added)
    expect(low).toBeLessThan(outlook.sum(0, 28).value)
    expect(outlook.chance(0, 28, low)).toBeGreaterThan(0.8)
    expect(outlook.chance(0, 28, high)).toBeLessThan(0.2)
  })
  it('does not take February for a weak month', () => {
    const perDay = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31]
    const random = seededRandom('months')
    const values = perDay.map((days) => days * (100 + random()))
    const outlook = known(daily(values, { grain: 'month', horizon: 1 }))
    expect(outlook.steps[0]!.value / 28).toBeGreaterThan(98)
    expect(outlook.steps[0]!.value / 28).toBeLessThan(103)
  })
  it('never goes below 0 where nothing was, nor above 100 % of a share', () => {
    const random = seededRandom('zeros')
    const rare = known(daily(Float64Array.from({ length: 300 }, () => (random() < 0.08 ? 40 * random() : 0))))
    expect(Math.min(...figuresOf(rare))).toBe(0)
    expect(rare.sum(0, 28).value).toBeGreaterThan(0)
    const rate = known(
      daily(
        Float64Array.from({ length: 200 }, () => 0.96 + 0.04 * random()),
        { additive: false, isShare: true },
      ),
    )
    expect(Math.max(...rate.steps.map(({ high }) => high))).toBeLessThanOrEqual(1)
  })
  it.each<[string, ArrayLike<number>, Partial<OutlookInput>, string]>([
    ['nothing', [], {}, 'no-values'],
    ['only gaps', new Float64Array(50).fill(Number.NaN), {}, 'no-values'],
    ['only infinities', new Float64Array(50).fill(Infinity), {}, 'no-values'],
    ['one point', [5], {}, 'too-few'],
    ['seven points', [1, 2, 3, 4, 5, 6, 7], { horizon: 1 }, 'too-few'],
    ['a constant', new Float64Array(90).fill(3), {}, 'constant'],
    ['a horizon beyond half of its history', week(2, 40), {}, 'too-far'],
  ])('says why it cannot look ahead of %s', (_, values, rest, reason) => {
    expect(daily(values, rest)).toEqual({ kind: 'unknown', reason })
  })
  it('takes gaps and infinities for gaps, and negative values as they are', () => {
    const values = week(3, 200).map((value, at) =>
      at % 9 === 4 ? Number.NaN : at === 20 ? -Infinity : value - 220,
    )
    expect(figuresOf(known(daily(values))).every(Number.isFinite)).toBe(true)
  })
  it('knows the time of the year from two years of days', () => {
    const summer = (at: number): number => Math.exp(0.4 * Math.sin((2 * Math.PI * at) / 364))
    const all = week(11, 900).map((value, at) => value * summer(at))
    const ahead = known(daily(all.subarray(0, 780), { horizon: 90 }))
    const actual = all.subarray(780, 870).reduce((sum, value) => sum + value, 0)
    expect(ahead.sum(0, 90).value / actual).toBeGreaterThan(0.93)
    expect(ahead.sum(0, 90).value / actual).toBeLessThan(1.07)
  })
  it("counts a project's own holidays", () => {
    const own = [{ name: 'Stocktaking', days: ['03-12', '06-12', '09-12', '12-12'] }]
    const isOwn = (at: number): boolean =>
      own[0]!.days.includes(new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(5, 10))
    const values = week(12, 430).map((value, at) => (isOwn(at) ? 0.2 * value : value))
    const at = (from: number, rest: Partial<OutlookInput>): number =>
      known(daily(values.subarray(0, from), { horizon: 20, ...rest })).steps[436 - from]!.value
    const day = Math.round((Date.UTC(2025, 2, 12) - Date.UTC(2024, 0, 1)) / 86_400_000)
    expect(day).toBe(436)
    expect(at(425, { holidays: own }) / at(425, {})).toBeLessThan(0.5)
  })
  it('looks at the end of ten million points', () => {
    const values = new Float64Array(10_000_000).map((_, at) => 50 + (at % 7) + ((at * 7919) % 13))
    const outlook = known(daily(values, { start: '1000-01-01', horizon: 7 }))
    expect(figuresOf(outlook).every(Number.isFinite)).toBe(true)
  })
})
