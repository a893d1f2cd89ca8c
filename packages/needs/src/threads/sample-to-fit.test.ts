import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, sampleKey, sampleToFit } from './sample-to-fit.ts'

const candidates = (source: Candidate['source'], days: number, each: number): readonly Candidate[] =>
  Array.from({ length: days * each }, (_, at) => ({
    source,
    id: `${source}${at}`,
    day: `2026-10-${String(1 + (at % days)).padStart(2, '0')}`,
    category: at % 3 === 0 ? 'domain' : 'analytics',
  }))

const options = { capUsd: 1, safetyMargin: 0.25, coverageFloorPct: 20, seed: 43 }
const costs = (usd: number) => ({ slack: usd, email: usd, nlq: usd })
const all = [...candidates('slack', 20, 10), ...candidates('email', 20, 3), ...candidates('nlq', 20, 5)]

describe('sample to fit', () => {
  it('takes everything where it fits, each item for itself', () => {
    const { weights, estimateUsd, belowFloor } = sampleToFit(all, { ...options, costUsd: costs(0.001) })
    expect(weights.size).toBe(all.length)
    expect(new Set(weights.values())).toEqual(new Set([1]))
    expect(estimateUsd).toBeCloseTo(0.36, 9)
    expect(belowFloor).toEqual([])
  })
  it('leaves the margin of the cap, and stands for all that was kept', () => {
    const { weights, estimateUsd, buckets } = sampleToFit(all, { ...options, costUsd: costs(0.005) })
    expect(estimateUsd).toBeLessThanOrEqual(0.75)
    expect(estimateUsd).toBeGreaterThan(0.7)
    for (const source of ['slack', 'email', 'nlq']) {
      const own = all.filter((item) => item.source === source)
      const total = own.reduce((sum, item) => sum + (weights.get(sampleKey(item)) ?? 0), 0)
      expect(total).toBeCloseTo(own.length, 6)
    }
    const slack = buckets.filter(({ source }) => source === 'slack')
    expect(slack.every(({ sampled }) => sampled >= 1)).toBe(true)
  })
  it('says which source misses its floor, and goes on', () => {
    const { weights, belowFloor } = sampleToFit(all, { ...options, costUsd: costs(0.05) })
    expect(belowFloor).toEqual(['slack', 'email', 'nlq'])
    expect(weights.size).toBeGreaterThan(0)
  })
  it('takes nothing under a cap of 0, and everything where it costs nothing', () => {
    expect(sampleToFit(all, { ...options, capUsd: 0, costUsd: costs(0.001) }).weights.size).toBe(0)
    expect(sampleToFit(all, { ...options, capUsd: 0, costUsd: costs(0) }).weights.size).toBe(all.length)
    expect(sampleToFit([], { ...options, costUsd: costs(1) }).weights.size).toBe(0)
  })
  it('draws by the seed', () => {
    const keys = (seed: number) =>
      [...sampleToFit(all, { ...options, seed, costUsd: costs(0.01) }).weights.keys()].toSorted()
    expect(keys(1)).toEqual(keys(1))
    expect(keys(1)).not.toEqual(keys(2))
  })
  it('never plans more than the cap without its margin', () => {
    const amounts = fc.double({ min: 0, max: 3, noNaN: true })
    fc.assert(
      fc.property(amounts, amounts, (capUsd, each) => {
        const { estimateUsd } = sampleToFit(all, { ...options, capUsd, costUsd: costs(each / 30) })
        expect(estimateUsd).toBeLessThanOrEqual(capUsd * 0.75 + 1e-9)
      }),
      { numRuns: 50 },
    )
  })
})
