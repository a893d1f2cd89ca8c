import { describe, expect, it } from 'vitest'
import { betaDistribution, fisherF } from '../distributions/beta-family.ts'
import { binomial, poisson } from '../distributions/discrete.ts'
import { chiSquare } from '../distributions/gamma-family.ts'
import { normalCdf, normalDensity, normalQuantile, truncatedNormalMean } from '../distributions/normal.ts'
import { studentT } from '../distributions/student-t.ts'
import { erf, erfc, erfcx, erfInverse } from './erf.ts'
import { gamma, logBeta, logGamma } from './gamma.ts'
import { incompleteGamma } from './incomplete-gamma.ts'
import table from './oracle.json' with { type: 'json' }

type F = (...args: number[]) => number
const functions: Readonly<Record<string, F>> = {
  erf,
  erfc,
  erfcx,
  erfInverse,
  normalQuantile,
  normalCdf,
  normalDensity,
  gamma,
  logGamma,
  logBeta,
  truncatedNormalMean,
  gammaLower: (a = 0, x = 0) => incompleteGamma(a, x).lower,
  gammaUpper: (a = 0, x = 0) => incompleteGamma(a, x).upper,
  betaLower: (a = 0, b = 0, x = 0) => betaDistribution(a, b).cdf(x),
  betaUpper: (a = 0, b = 0, x = 0) => betaDistribution(a, b).survival(x),
  tSurvival: (df = 0, t = 0) => studentT(df).survival(t),
  tUpperQuantile: (df = 0, q = 0) => studentT(df).upperQuantile(q),
  chiUpperQuantile: (df = 0, q = 0) => chiSquare(df).upperQuantile(q),
  fSurvival: (df1 = 0, df2 = 0, f = 0) => fisherF(df1, df2).survival(f),
  fUpperQuantile: (df1 = 0, df2 = 0, q = 0) => fisherF(df1, df2).upperQuantile(q),
  binomialDensity: (n = 0, p = 0, k = 0) => binomial(n, p).density(k),
  binomialCdf: (n = 0, p = 0, k = 0) => binomial(n, p).cdf(k),
  binomialSurvival: (n = 0, p = 0, k = 0) => binomial(n, p).survival(k),
  poissonDensity: (mean = 0, k = 0) => poisson(mean).density(k),
  poissonCdf: (mean = 0, k = 0) => poisson(mean).cdf(k),
  poissonSurvival: (mean = 0, k = 0) => poisson(mean).survival(k),
}

type Row = [name: string, args: (number | string)[], value: number]
const rows = table as Row[]

describe('against values of 60 digits (oracle/tables.py)', () => {
  it.each(Object.keys(functions))('%s', (name) => {
    const of = functions[name]!
    const mine = rows.filter(([row]) => row === name)
    expect(mine.length).toBeGreaterThan(4)
    const far = mine
      .map(([, args, want]) => ({ args, want, error: relative(of(...args.map(Number)), want) }))
      .filter(({ error }) => !(error <= 1e-12))
    expect(far).toEqual([])
  })
})

const relative = (got: number, want: number): number =>
  got === want ? 0 : Math.abs(got - want) / Math.abs(want)
