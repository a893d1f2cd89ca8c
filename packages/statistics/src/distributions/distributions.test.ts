import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaDistribution, fisherF } from './beta-family.ts'
import { binomial, geometric, hypergeometricMass, poisson } from './discrete.ts'
import { chiSquare, gammaDistribution } from './gamma-family.ts'
import { normal } from './normal.ts'
import { studentT } from './student-t.ts'

const shape = fc.double({ min: 0.2, max: 500, noNaN: true })
const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })

describe('quantiles', () => {
  it.each([
    ['normal', (a: number, b: number) => normal(a - 250, b)],
    ['t', (a: number) => studentT(a)],
    ['chi-square', (a: number) => chiSquare(a)],
    ['gamma', (a: number, b: number) => gammaDistribution(a, b)],
    ['F', (a: number, b: number) => fisherF(a, b)],
    ['beta', (a: number, b: number) => betaDistribution(a + 1, b + 1)],
  ] as const)('%s: cdf and quantile undo each other', (_, make) => {
    fc.assert(
      fc.property(shape, shape, share, (a, b, p) => {
        const { cdf, survival, quantile, upperQuantile } = make(a, b)
        expect(cdf(quantile(p))).toBeCloseTo(p, 9)
        expect(survival(upperQuantile(p))).toBeCloseTo(p, 9)
      }),
    )
  })

  it.each([
    ['binomial', binomial(40, 0.3)],
    ['poisson', poisson(7.5)],
    ['geometric', geometric(0.2)],
  ] as const)('%s: the smallest count that reaches p', (_, distribution) => {
    fc.assert(
      fc.property(share, (p) => {
        const k = distribution.quantile(p)
        expect(distribution.cdf(k)).toBeGreaterThanOrEqual(p)
        expect(k === 0 || distribution.cdf(k - 1) < p).toBe(true)
      }),
    )
  })
})

describe('edges', () => {
  it('masses add to 1', () => {
    const total = Array.from({ length: 11 }, (_, k) => hypergeometricMass(50, 12, 10, k)).reduce(
      (a, b) => a + b,
      0,
    )
    expect(total).toBeCloseTo(1, 13)
    expect(hypergeometricMass(10, 3, 10, 3)).toBe(1)
  })
  it('has the ends of the support', () => {
    expect([normal().quantile(0), normal().quantile(1)]).toEqual([-Infinity, Infinity])
    expect([poisson(3).cdf(-1), poisson(3).cdf(Infinity), poisson(0).density(0)]).toEqual([0, 1, 1])
    expect(binomial(5, 0.5).cdf(2.7)).toBeCloseTo(0.5, 12)
    expect(studentT(0.5).mean).toBeNaN()
  })
  it.each([
    ['a negative spread', () => normal(0, -1)],
    ['no degrees of freedom', () => studentT(0)],
    ['half a trial', () => binomial(2.5, 0.5)],
    ['a probability above 1', () => normal().quantile(1.2)],
    ['NaN', () => normal().cdf(Number.NaN)],
  ])('refuses %s in words', (_, wrong) => {
    expect(wrong).toThrow(/ is .*; it must be /)
  })
})
