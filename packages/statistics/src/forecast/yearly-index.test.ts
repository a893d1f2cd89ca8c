import { seededRandom } from '@numize/base'
import { describe, expect, it } from 'vitest'
import { yearlyIndex } from './yearly-index.ts'

const season = (day: number): number => Math.exp(0.3 * Math.sin((2 * Math.PI * day) / 364))

function days(count: number, shape: (day: number) => number): Float64Array {
  const random = seededRandom('year')
  return Float64Array.from({ length: count }, (_, day) => {
    const week = day % 7 > 4 ? 0.7 : 1.12
    return 500 * week * shape(day) * (1 + day / 2000) * (0.9 + 0.2 * random())
  })
}

describe('what the time of the year makes of a day', () => {
  it('is found where two years show it, and continued', () => {
    const index = yearlyIndex(days(800, season), { horizon: 100 })!
    expect(index).toHaveLength(900)
    for (const day of [420, 500, 750, 830, 890]) expect(index[day]! / season(day)).toBeCloseTo(1, 0.9)
    expect(index[820]).toBeCloseTo(index[820 - 364]!, 10)
  })
  it('is not made of noise, of one year, of a constant, or of values around zero', () => {
    const flat = (): number => 1
    expect(yearlyIndex(days(900, flat), { horizon: 10 })).toBeNull()
    expect(yearlyIndex(days(500, season), { horizon: 10 })).toBeNull()
    expect(yearlyIndex(new Float64Array(900).fill(3), { horizon: 10 })).toBeNull()
    expect(
      yearlyIndex(
        days(900, season).map((value) => value - 500),
        { horizon: 10 },
      ),
    ).toBeNull()
    expect(yearlyIndex(new Float64Array(900).fill(Number.NaN), { horizon: 10 })).toBeNull()
    expect(() => yearlyIndex([1], { horizon: -1 })).toThrow(/horizon/)
  })
  it('passes over gaps', () => {
    const values = days(800, season)
    for (let day = 0; day < 800; day += 11) values[day] = Number.NaN
    expect(yearlyIndex(values, { horizon: 30 })!.every(Number.isFinite)).toBe(true)
  })
})
