import { seededRandom } from '@numize/base'
import { describe, expect, it } from 'vitest'
import { alarmsOf, anomalyDetector } from './anomaly-detector.ts'

function noise(seed: string, length: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length }, () => random() + random() + random() - 1.5)
}

describe('anomalyDetector', () => {
  it('raises few alarms on noise, none on a constant or a clean daily pattern', () => {
    const alarms = [1, 2, 3, 4, 5].flatMap((k) => alarmsOf(noise(`n${k}`, 2000)))
    expect(alarms.length).toBeLessThanOrEqual(5)
    expect(alarmsOf(Array.from({ length: 2000 }, () => 5))).toEqual([])
    expect(alarmsOf(Array.from({ length: 3000 }, (_, i) => Math.sin(i / 40)))).toEqual([])
  })

  it.each([
    ['a spike', (v: number, i: number) => (i === 1500 ? v + 8 : v), 1500, 1500],
    ['a shift', (v: number, i: number) => (i >= 1500 ? v + 1.5 : v), 1500, 1530],
    ['a change of spread', (v: number, i: number) => (i >= 1500 ? 4 * v : v), 1500, 1530],
    ['a flat line', (v: number, i: number) => (i >= 1500 && i < 1600 ? 0.3 : v), 1500, 1600],
  ])('finds %s soon, once', (_, change, from, to) => {
    const alarms = alarmsOf(noise('event', 1600).map(change))
    expect(alarms.filter((row) => row >= from && row <= to)).toHaveLength(1)
  })

  it('never looks ahead: what follows does not change what was said', () => {
    const values = noise('prefix', 1500)
    values[700] = 9
    const whole = alarmsOf([...values, ...values.map((v) => 50 * v)])
    expect(whole.filter((row) => row < 1500)).toEqual(alarmsOf(values))
  })

  it('passes over gaps and says what stood out', () => {
    const next = anomalyDetector()
    for (const value of noise('gaps', 600)) next(value)
    expect(next(Number.NaN)).toEqual({ score: null, alarm: false, because: null })
    expect(next(Infinity)).toEqual({ score: null, alarm: false, because: null })
    expect(next(40)).toMatchObject({ alarm: true, because: 'value' })
    expect(next(41)).toMatchObject({ alarm: false })
  })

  it('gives the same alarms for the same series in another unit', () => {
    const values = noise('unit', 1500).map((v, i) => (i === 900 ? 12 : v))
    expect(alarmsOf(values.map((v) => 1000 * v))).toEqual(alarmsOf(values))
    expect(() => anomalyDetector({ capacity: 5 })).toThrow('must be 200 or more')
  })
})
