import { seededRandom } from '@numize/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excessKurtosis, mergeMoments, momentsOfValues, skewness, varianceOfMoments } from './moments.ts'
import { median, type QuantileType, quantile } from './quantile.ts'
import { mergeSketches, sketchedQuantile, sketchedShare, sketchQuantiles } from './quantile-sketch.ts'
import { interquartileRange, medianDeviation, theilSen, trimmedMean } from './robust.ts'
import { preciseSum } from './sum.ts'

const sample = [1.2, 5.5, 3.1, 9.9, 2.4, 7.7, 4.0, 8.1]
const levels = [0, 0.1, 0.25, 0.5, 0.66, 0.95, 1]

describe('quantile', () => {
  it.each<[QuantileType, number[]]>([
    [1, [1.2, 1.2, 2.4, 4.0, 7.7, 9.9, 9.9]],
    [2, [1.2, 1.2, 2.75, 4.75, 7.7, 9.9, 9.9]],
    [3, [1.2, 1.2, 2.4, 4.0, 5.5, 9.9, 9.9]],
    [4, [1.2, 1.2, 2.4, 4.0, 6.116, 9.18, 9.9]],
    [5, [1.2, 1.56, 2.75, 4.75, 7.216, 9.9, 9.9]],
    [6, [1.2, 1.2, 2.575, 4.75, 7.568, 9.9, 9.9]],
    [7, [1.2, 2.04, 2.925, 4.75, 6.864, 9.27, 9.9]],
    [8, [1.2, 1.4, 2.6916666666666664, 4.75, 7.333333333333335, 9.9, 9.9]],
    [9, [1.2, 1.44, 2.70625, 4.75, 7.304, 9.9, 9.9]],
  ])('type %i is NumPy’s', (type, want) => {
    for (const [at, p] of levels.entries()) expect(quantile(sample, p, type)).toBeCloseTo(want[at]!, 12)
  })

  it('leaves out NaN and infinities, and gives null of nothing', () => {
    expect(median([Number.NaN, 3, Infinity, 1])).toBe(2)
    expect(median([Number.NaN])).toBeNull()
    expect(() => quantile([1], 1.5)).toThrow('between 0 and 1')
  })
})

describe('robust measures', () => {
  it('do not move with one wild value', () => {
    expect(medianDeviation([1, 2, 3, 4, 1000])).toBe(1)
    expect(trimmedMean([1, 2, 3, 4, 1000], 0.2)).toBe(3)
    expect(theilSen([0, 1, 2, 3, 4], [1, 3, 5, 7, 900])).toMatchObject({ slope: 2, intercept: 1 })
    expect(interquartileRange([1, 2, 3, 4, 5])).toBe(2)
  })
  it('give null where there is nothing', () => {
    expect([medianDeviation([]), trimmedMean([], 0.1), theilSen([1], [1]), theilSen([1, 1], [1, 2])]).toEqual(
      [null, null, null, null],
    )
  })
  it('take a line through ten thousand points', () => {
    const xs = Array.from({ length: 10_000 }, (_, i) => i)
    expect(
      theilSen(
        xs,
        xs.map((x) => 3 * x - 5),
      ),
    ).toMatchObject({ slope: 3, intercept: -5, n: 10_000 })
  })
})

describe('sums and moments', () => {
  it('keep what plain addition loses', () => {
    expect(preciseSum([1, 1e100, 1, -1e100])).toBe(2)
    expect(preciseSum([Infinity, 1])).toBe(Infinity)
  })
  it('are scipy’s, and survive a large offset', () => {
    const moments = momentsOfValues([1, 2, 3, 10])
    expect(skewness(moments)).toBeCloseTo(1.0182337649086284, 12)
    expect(excessKurtosis(moments)).toBeCloseTo(-0.7696, 12)
    expect(varianceOfMoments(momentsOfValues([1e9 + 1, 1e9 + 2, 1e9 + 3]))).toBe(1)
    expect(skewness(momentsOfValues([4, 4]))).toBeNull()
    expect(momentsOfValues([Number.NaN, 1])).toMatchObject({ n: 1, skipped: 1 })
  })
  it('merge into the moments of all', () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 30 })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = mergeMoments(momentsOfValues(a), momentsOfValues(b))
        const whole = momentsOfValues([...a, ...b])
        expect(merged.n).toBe(whole.n)
        for (const [key, size] of [
          ['mean', 1e3],
          ['m2', 1e8],
          ['m3', 1e11],
          ['m4', 1e14],
        ] as const)
          expect(Math.abs(merged[key] - whole[key])).toBeLessThanOrEqual(1e-10 * size)
      }),
    )
  })
})

describe('sketchQuantiles', () => {
  const random = seededRandom('sketch')
  const values = Float64Array.from({ length: 100_000 }, () => Math.exp(6 * random()))
  const sorted = values.toSorted()
  const rankOf = (x: number): number => sorted.findLastIndex((v) => v <= x) / sorted.length

  it.each([0, 0.001, 0.01, 0.3, 0.5, 0.9, 0.99, 0.9999, 1])('keeps the stated rank error at %f', (p) => {
    const parts = [0, 1, 2, 3].map((k) => sketchQuantiles(values.subarray(k * 25_000, (k + 1) * 25_000)))
    for (const sketch of [sketchQuantiles(values), parts.reduce(mergeSketches)]) {
      expect(Math.abs(rankOf(sketchedQuantile(sketch, p)!) - p)).toBeLessThanOrEqual(
        (Math.PI * Math.sqrt(p * (1 - p))) / 200 + 2e-5,
      )
      expect(sketch.means.length).toBeLessThan(400)
    }
  })
  it('answers shares, and null of nothing', () => {
    const sketch = sketchQuantiles(values)
    expect(sketchedShare(sketch, sorted[30_000]!)).toBeCloseTo(0.3, 2)
    expect(sketchedQuantile(sketchQuantiles([Number.NaN]), 0.5)).toBeNull()
    expect(sketchQuantiles([Number.NaN, 2]).skipped).toBe(1)
    expect(mergeSketches(sketchQuantiles([]), sketchQuantiles([5])).n).toBe(1)
  })
})
