import { seededRandom } from '@numize/base'
import { describe, expect, it } from 'vitest'
import { chiSquareTest, fisherExact, goodnessOfFit } from './contingency.ts'
import { bestLag, correlate } from './correlation.ts'
import { mannWhitney } from './mann-whitney.ts'
import { detectableEffect, powerOf, unitsForPower } from './power.ts'
import { exactInterval, proportionTest, wilsonInterval } from './proportion.ts'

describe('mannWhitney', () => {
  const plain = [
    [1.1, 2.5, 3.3, 4.8, 5.2, 9.0],
    [2.2, 3.9, 6.1, 7.4, 8.8, 10.5, 12],
  ] as const
  const tied = [
    [1, 2, 2, 3, 5, 5],
    [2, 3, 3, 6, 7, 7, 7],
  ] as const

  it.each([
    ['different', 0.18065268065268064, 0.09432654301821687],
    ['less', 0.9312354312354312, 0.9655047842587428],
    ['greater', 0.09032634032634032, 0.047163271509108436],
  ] as const)('%s is scipy’s, exact and with ties', (alternative, exact, normal) => {
    expect(mannWhitney(...plain, alternative)).toMatchObject({
      u: 31,
      method: 'exact',
      pValue: expect.closeTo(exact, 12),
    })
    expect(mannWhitney(...tied, alternative)).toMatchObject({
      u: 33,
      method: 'normal',
      pValue: expect.closeTo(normal, 12),
    })
  })
  it('says what it cannot do', () => {
    expect(mannWhitney([], [1])).toEqual({ kind: 'unknown', reason: 'too-few' })
    expect(mannWhitney([1, 1], [1, 1])).toEqual({ kind: 'unknown', reason: 'no-variance' })
  })
})

describe('tables of counts', () => {
  it('chi-square is scipy’s', () => {
    const result = chiSquareTest([
      [10, 20, 30],
      [6, 9, 17],
    ])
    expect(result).toMatchObject({
      degreesOfFreedom: 2,
      statistic: expect.closeTo(0.27157465150403504, 12),
      pValue: expect.closeTo(0.873028283380073, 12),
    })
    expect(
      chiSquareTest([
        [1, 2],
        [0, 0],
      ]),
    ).toEqual({ kind: 'unknown', reason: 'too-few' })
    expect(() => chiSquareTest([[1, -2]])).toThrow('must be 0 or more')
  })
  it.each([
    ['different', 0.034965034965034975],
    ['less', 0.9991258741258742],
    ['greater', 0.024475524475524483],
  ] as const)('Fisher %s is scipy’s', (alternative, want) => {
    const { pValue, oddsRatio } = fisherExact(
      [
        [8, 2],
        [1, 5],
      ],
      alternative,
    )
    expect(pValue).toBeCloseTo(want, 13)
    expect(oddsRatio).toBe(20)
  })
  it('goodness of fit', () => {
    expect(goodnessOfFit([50, 50], [1, 1])).toMatchObject({ statistic: 0, pValue: 1 })
    expect(goodnessOfFit([0, 0], [1, 1])).toEqual({ kind: 'unknown', reason: 'too-few' })
  })
})

describe('shares', () => {
  it('are statsmodels’ and scipy’s', () => {
    const result = proportionTest([30, 100], [45, 110])
    expect(result.kind === 'test' && result.pValue).toBeCloseTo(0.09939953216165574, 12)
    expect(result.kind === 'test' && result.interval[0]).toBeCloseTo(-0.020556446255100835, 9)
    expect(wilsonInterval([7, 20])).toEqual([
      expect.closeTo(0.1811918241010821, 12),
      expect.closeTo(0.5671457233147637, 12),
    ])
    expect(exactInterval([7, 20])).toEqual([
      expect.closeTo(0.1539092047845412, 12),
      expect.closeTo(0.5921885345328283, 12),
    ])
    expect(wilsonInterval([0, 0])).toBeNull()
  })
})

describe('power', () => {
  const options = { standardDeviation: 1 }
  it('is statsmodels’ for a difference of 0.2 standard deviations', () => {
    expect(powerOf(0.2, 200, options)).toBeCloseTo(0.2929889364479872, 12)
    expect(unitsForPower(0.2, 0.8, options)).toBe(785)
    expect(detectableEffect(785, 0.8, options)).toBeCloseTo(0.2, 3)
    expect(unitsForPower(0, 0.8, options)).toBe(Infinity)
  })
})

describe('correlate', () => {
  const walk = (seed: string): number[] => {
    const random = seededRandom(seed)
    let at = 0
    return Array.from({ length: 300 }, () => (at += random() - 0.5))
  }
  it('does not take two random walks for related', () => {
    const called = Array.from({ length: 60 }, (_, i) => correlate(walk(`a${i}`), walk(`b${i}`))).filter(
      (c) => c.kind === 'correlation' && c.pValue < 0.05,
    )
    expect(called.length).toBeLessThanOrEqual(6)
  })
  it('finds the lag of a series that follows', () => {
    const random = seededRandom('lag')
    const first = Array.from({ length: 200 }, () => random())
    const second = first.map((_, i) => (first[i - 3] ?? 0.5) + 0.2 * random())
    const found = bestLag(first, second, { most: 7 })
    expect(found).toMatchObject({ kind: 'correlation', lag: 3 })
    expect(found.kind === 'correlation' && found.pValue).toBeLessThan(1e-10)
  })
  it('drops gaps and says what it cannot do', () => {
    const xs = Array.from({ length: 20 }, (_, i) => (i === 4 ? Number.NaN : Math.sin(i * i)))
    expect(correlate(xs, xs)).toMatchObject({ n: 19, r: expect.closeTo(1, 12) })
    expect(correlate([1, 2], [1, 2])).toEqual({ kind: 'unknown', reason: 'too-few' })
    expect(correlate([1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6])).toEqual({
      kind: 'unknown',
      reason: 'no-variance',
    })
  })
})
