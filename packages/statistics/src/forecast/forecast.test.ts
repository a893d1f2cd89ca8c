import { seededRandom } from '@numize/base'
import { describe, expect, it } from 'vitest'
import { conformalOffsets } from './conformal.ts'
import { project, relativeVariances, type SmoothingModel, smooth } from './exponential-smoothing.ts'
import { fitSmoothing } from './fit-smoothing.ts'
import { fitForecaster, forecastSeries } from './forecast-series.ts'
import { decomposeMstl } from './mstl.ts'
import { decomposeStl } from './stl.ts'

const random = seededRandom('forecast')
const noise = (size: number): number => size * (random() + random() + random() - 1.5)
const weekly = Array.from(
  { length: 420 },
  (_, i) => 100 + 0.1 * i + 20 * Math.sin((2 * Math.PI * i) / 7) + noise(4),
)
const holtWinters: SmoothingModel = { error: 'add', trend: 'add', damped: false, season: 'add', period: 7 }

describe('decompositions', () => {
  it('add up, and give back the season that was put in', () => {
    const { trend, seasonal, remainder } = decomposeStl(weekly, { period: 7, seasonalWindow: 21 })
    for (const [i, value] of weekly.entries())
      expect(trend[i]! + seasonal[i]! + remainder[i]!).toBeCloseTo(value, 9)
    expect(seasonal[200]!).toBeCloseTo(20 * Math.sin((2 * Math.PI * 200) / 7), -1)
  })
  it('robust ones do not bend to an outlier', () => {
    const spiked = weekly.map((value, i) => (i === 210 ? 1000 : value))
    const robust = decomposeStl(spiked, { period: 7, robust: true })
    expect(robust.weights[210]).toBe(0)
    const plain = decomposeStl(spiked, { period: 7 })
    expect(Math.abs(robust.trend[210]! - 121)).toBeLessThan(Math.abs(plain.trend[210]! - 121) / 2)
  })
  it('separate two seasons, and say what they need', () => {
    const both = Array.from(
      { length: 600 },
      (_, i) => 10 * Math.sin((2 * Math.PI * i) / 12) + 5 * Math.sin((2 * Math.PI * i) / 60),
    )
    const { seasonals, periods } = decomposeMstl(both, [60, 12])
    expect(periods).toEqual([12, 60])
    expect(seasonals[0]![303]!).toBeCloseTo(10 * Math.sin((2 * Math.PI * 303) / 12), 0)
    expect(() => decomposeStl([1, 2, 3], { period: 7 })).toThrow('at least two periods (14)')
    expect(() => decomposeStl([...weekly.slice(1), Number.NaN], { period: 7 })).toThrow('must be finite')
  })
})

describe('exponential smoothing', () => {
  it('is carried over a gap by what was expected', () => {
    const parameters = { alpha: 0.3, beta: 0.1, gamma: 0.2, phi: 1 }
    const initial = { level: 1, trend: 1, season: [0, 0, 0, 0, 0, 0, 0] }
    const line = Array.from({ length: 30 }, (_, i) => i + 2)
    const { fitted, state } = smooth(
      line.map((v, i) => (i % 5 === 3 ? Number.NaN : v)),
      holtWinters,
      parameters,
      initial,
    )
    expect(fitted[29]).toBeCloseTo(31, 9)
    expect(project(state, holtWinters, 1, 3)).toEqual([32, 33, 34].map((v) => expect.closeTo(v, 9)))
  })
  it('widens with the steps ahead', () => {
    const variances = relativeVariances(holtWinters, { alpha: 0.5, beta: 0.1, gamma: 0.1, phi: 1 }, 10)
    expect(variances[0]).toBe(1)
    expect(variances.every((v, i) => i === 0 || v > variances[i - 1]!)).toBe(true)
  })
  it('fits what it was made from, and says what it cannot fit', () => {
    const fit = fitSmoothing(weekly, holtWinters)
    if (fit.kind === 'unknown') throw new Error(fit.reason)
    expect(Math.sqrt(fit.sse / weekly.length)).toBeLessThan(2.6)
    expect(fit.parameters.alpha).toBeLessThan(0.2)
    expect(fitSmoothing([1, 2, 3], holtWinters)).toEqual({ kind: 'unknown', reason: 'too-few' })
    expect(
      fitSmoothing(
        weekly.map((v) => v - 100),
        { ...holtWinters, season: 'mul' },
      ),
    ).toEqual({ kind: 'unknown', reason: 'not-positive' })
  })
})

describe('forecastSeries', () => {
  it('beats last week and holds the actual values', () => {
    const forecast = forecastSeries(weekly.slice(0, 400), { horizon: 14, period: 7 })
    if (forecast.kind === 'unknown') throw new Error(forecast.reason)
    expect(forecast.mase).toBeLessThan(0.95)
    const inside = weekly.slice(400, 414).filter((v, h) => v >= forecast.lower[h]! && v <= forecast.upper[h]!)
    expect(inside.length).toBeGreaterThanOrEqual(12)
    expect(Object.values(forecast.methods).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12)
  })
  it('follows values that come in without fitting anew', () => {
    const forecaster = fitForecaster(weekly.slice(0, 300), { horizon: 7, period: 7 })
    if (forecaster.kind === 'unknown') throw new Error(forecaster.reason)
    const shifted = [...weekly.slice(0, 350), ...weekly.slice(350).map((v) => v + 500)]
    expect(forecaster.after(shifted).mean[0]).toBeGreaterThan(500)
  })
  it.each([
    ['a constant', Array.from({ length: 60 }, () => 7), ['constant']],
    ['a constant zero', Array.from({ length: 60 }, () => 0), ['constant']],
    ['gaps', weekly.map((v, i) => (i % 9 === 4 ? Number.NaN : v)), ['gaps-filled']],
    ['infinities', weekly.map((v, i) => (i === 40 ? Infinity : v)), ['gaps-filled']],
    ['ten values', weekly.slice(0, 10), ['no-full-season', 'few-past-forecasts']],
    ['negative values', weekly.map((v) => -v), []],
  ])('gives numbers for %s', (_, values, notes) => {
    const forecast = forecastSeries(values, { horizon: 5, period: 7 })
    if (forecast.kind === 'unknown') throw new Error(forecast.reason)
    expect([...forecast.mean, ...forecast.lower, ...forecast.upper].every(Number.isFinite)).toBe(true)
    expect(forecast.notes).toEqual(notes)
  })
  it.each([
    ['nothing', []],
    ['all NaN', Array.from({ length: 50 }, () => Number.NaN)],
    ['one point', [3]],
  ])('says it cannot: %s', (_, values) => {
    expect(forecastSeries(values, { horizon: 5, period: 7 })).toEqual({ kind: 'unknown', reason: 'too-few' })
  })
  it('rejects a horizon that is none', () => {
    expect(() => forecastSeries(weekly, { horizon: 0 })).toThrow(
      'horizon is 0; it must be a whole number from 1',
    )
  })
})

describe('conformalOffsets', () => {
  it('covers what it should on errors of any shape', () => {
    const skewed = (): number => Math.exp(2 * random()) - 2
    const errors = Array.from({ length: 40 }, () => Array.from({ length: 12 }, skewed))
    const { lower, upper } = conformalOffsets(errors, 12)!
    const fresh = Array.from({ length: 4000 }, (_, i) => ({ error: skewed(), h: i % 12 }))
    const share =
      fresh.filter(({ error, h }) => error >= lower[h]! && error <= upper[h]!).length / fresh.length
    expect(share).toBeGreaterThan(0.92)
    expect(conformalOffsets([[Number.NaN]], 1)).toBeNull()
  })
})
