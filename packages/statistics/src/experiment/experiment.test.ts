import { describe, expect, it } from 'vitest'
import { addArms, shareTotals, totalsOf } from './arm.ts'
import { posteriorEffect } from './bayesian.ts'
import { compareArms } from './compare-arms.ts'
import { adjustPValues } from './multiple.ts'
import { poststratifiedEffect } from './post-stratify.ts'
import { checkSampleRatio } from './sample-ratio.ts'
import { compareSequentially } from './sequential.ts'

const mean = (n: number, average: number, variance: number) => ({
  kind: 'mean' as const,
  n,
  sum: n * average,
  sumSquares: (n - 1) * variance + n * average * average,
})

describe('compareArms', () => {
  it('gives Welch’s test as scipy does', () => {
    const result = compareArms(totalsOf([1, 2, 3, 4, 5]), totalsOf([2, 4, 6, 8, 11]), { relative: false })
    if (result.kind === 'unknown') throw new Error(result.reason)
    expect(result.effect.value).toBeCloseTo(3.2, 12)
    expect(result.effect.degreesOfFreedom).toBeCloseTo(5.573280030949771, 12)
    expect(result.pValue).toBeCloseTo(0.11499016052991898, 12)
  })

  it.each([
    ['nobody', totalsOf([]), totalsOf([1, 2])],
    ['one unit', totalsOf([1]), totalsOf([1, 2])],
    ['a constant', totalsOf([3, 3, 3]), totalsOf([1, 2])],
    ['all NaN', totalsOf([Number.NaN, Number.NaN]), totalsOf([1, 2])],
    ['a share of nothing', shareTotals(0, 0), shareTotals(10, 4)],
  ])('says why it cannot tell: %s', (_, control, treatment) => {
    expect(compareArms(control, treatment)).toEqual({ kind: 'unknown', reason: 'no-variance' })
  })

  it('does not divide by a baseline of zero', () => {
    expect(compareArms(totalsOf([-1, 1]), totalsOf([1, 2]))).toEqual({
      kind: 'unknown',
      reason: 'zero-baseline',
    })
    expect(compareArms(totalsOf([-1, 1]), totalsOf([1, 2]), { relative: false }).kind).toBe('test')
  })

  it('refuses to compare a mean with a quantile', () => {
    const quantile = {
      kind: 'quantile',
      n: 900,
      boundsN: 900,
      level: 0.9,
      value: 3,
      low: 2,
      high: 4,
    } as const
    expect(compareArms(totalsOf([1, 2]), quantile)).toEqual({ kind: 'unknown', reason: 'different-arms' })
  })

  it('rejects an alpha that is no probability', () => {
    expect(() => compareArms(totalsOf([1, 2]), totalsOf([2, 5]), { alpha: 0 })).toThrow(
      'alpha is 0; it must be',
    )
  })
})

describe('CUPED', () => {
  it('narrows the interval when the time before explains the time after', () => {
    const before = Array.from({ length: 200 }, (_, i) => (i * 37) % 101)
    const after = before.map((v, i) => v + ((i * 13) % 7))
    const arm = (gain: number) => ({
      kind: 'adjusted' as const,
      n: 200,
      after: totalsOf(after.map((v) => v + gain)),
      before: totalsOf(before),
      products: after.reduce((sum, v, i) => sum + (v + gain) * before[i]!, 0),
    })
    const adjusted = compareArms(arm(0), arm(1), { relative: false })
    const plain = compareArms(arm(0).after, arm(1).after, { relative: false })
    if (adjusted.kind === 'unknown' || plain.kind === 'unknown') throw new Error('unknown')
    expect(adjusted.effect.value).toBeCloseTo(1, 9)
    expect(adjusted.effect.standardError).toBeLessThan(plain.effect.standardError / 5)
  })
})

describe('sequential', () => {
  it('is wider than a test of one look, and says p = 1 where there is nothing', () => {
    const control = mean(1000, 10, 4)
    const fixed = compareArms(control, mean(1000, 10.3, 4))
    const always = compareSequentially(control, mean(1000, 10.3, 4))
    if (fixed.kind === 'unknown' || always.kind === 'unknown') throw new Error('unknown')
    expect(always.interval[0]).toBeLessThan(fixed.interval[0])
    expect(always.pValue).toBeGreaterThan(fixed.pValue)
    const same = compareSequentially(control, control)
    expect(same.kind === 'test' && same.pValue).toBe(1)
  })
})

describe('posteriorEffect', () => {
  it('pulls the estimate towards a proper prior, rescaled to the metric’s unit', () => {
    const flat = posteriorEffect(mean(50, 10, 9), mean(50, 12, 9), { relative: false })
    const held = posteriorEffect(mean(50, 10, 9), mean(50, 12, 9), {
      relative: false,
      prior: { mean: 0, variance: 0.0025, relative: true },
    })
    if (flat.kind === 'unknown' || held.kind === 'unknown') throw new Error('unknown')
    expect(flat.mean).toBeCloseTo(2, 12)
    // Prior variance 0.0025 · 10² = 0.25 against 0.36 of the data.
    expect(held.mean).toBeCloseTo((2 * 0.25) / (0.25 + 0.36), 12)
    expect(held.chanceToWin).toBeGreaterThan(0.9)
  })
})

describe('poststratifiedEffect', () => {
  it('takes out what differs between cells, and leaves out cells without an arm', () => {
    const cells = [
      [mean(100, 10, 1), mean(300, 11, 1)],
      [mean(300, 100, 1), mean(100, 101, 1)],
      [mean(0, 0, 0), mean(5, 3, 1)],
    ] as const
    const effect = poststratifiedEffect(cells, { relative: false })
    expect(effect.kind === 'effect' && effect.value).toBeCloseTo(1, 9)
    const pooled = compareArms(addArms(cells[0][0], cells[1][0]), addArms(cells[0][1], cells[1][1]), {
      relative: false,
    })
    expect(pooled.kind === 'test' && pooled.effect.value).toBeLessThan(-40)
  })
})

describe('checkSampleRatio and adjustPValues', () => {
  it('finds a broken split', () => {
    expect(checkSampleRatio([5000, 5300], [0.5, 0.5])).toMatchObject({ mismatch: false })
    expect(checkSampleRatio([5000, 5500], [0.5, 0.5])).toMatchObject({ mismatch: true })
    expect(checkSampleRatio([0, 0], [0.5, 0.5])).toEqual({ pValue: 1, mismatch: false })
    expect(() => checkSampleRatio([1, -2], [1, 1])).toThrow('must be 0 or more')
  })

  it('keeps the order given', () => {
    expect(adjustPValues([0.04, 0.01], 'holm')).toEqual([0.04, 0.02])
    expect(adjustPValues([], 'benjamini-hochberg')).toEqual([])
    expect(() => adjustPValues([Number.NaN], 'holm')).toThrow('between 0 and 1')
  })
})
