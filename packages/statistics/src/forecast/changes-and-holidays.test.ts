import { seededRandom } from '@numize/base'
import { describe, expect, it } from 'vitest'
import { changePoints } from './change-points.ts'
import { forecastSeries } from './forecast-series.ts'
import { holidayDay, holidayEffects } from './holidays.ts'

const noise = (seed: string, length: number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length }, () => random() + random() + random() - 1.5)
}

describe('changePoints', () => {
  it('finds shifts where they are', () => {
    const values = noise('shift', 300).map((v, i) => v + (i >= 100 ? 3 : 0) - (i >= 220 ? 5 : 0))
    const found = changePoints(values)
    if (found.kind === 'unknown') throw new Error(found.reason)
    expect(found.changes.map(({ at }) => at)).toEqual([expect.closeTo(100, -0.7), expect.closeTo(220, -0.7)])
    expect(found.changes[0]!.after - found.changes[0]!.before).toBeCloseTo(3, 0)
  })
  it('finds none in noise, nor many in a series that wanders a little', () => {
    const wrong = Array.from({ length: 40 }, (_, k) => changePoints(noise(`n${k}`, 365))).filter(
      (f) => f.kind === 'changes' && f.changes.length > 0,
    )
    expect(wrong.length).toBeLessThanOrEqual(2)
    let at = 0
    const wandering = noise('w', 500).map((v) => (at = 0.6 * at + v))
    const found = changePoints(wandering)
    expect(found.kind === 'changes' && found.changes.length).toBeLessThanOrEqual(1)
  })
  it('passes over gaps and says what it cannot do', () => {
    const values = noise('gap', 100).map((v, i) => (i % 10 === 3 ? Number.NaN : v + (i >= 50 ? 5 : 0)))
    const found = changePoints(values)
    expect(found.kind === 'changes' && found.changes.map(({ at }) => at)).toEqual([50])
    expect(changePoints([1, 2])).toEqual({ kind: 'unknown', reason: 'too-few' })
    expect(changePoints(Array.from({ length: 50 }, () => 4))).toMatchObject({ changes: [] })
    const step = changePoints(Array.from({ length: 50 }, (_, i) => (i < 25 ? 4 : 9)))
    expect(step.kind === 'changes' && step.changes).toEqual([{ at: 25, before: 4, after: 9 }])
  })
  it('reads a long series in blocks', () => {
    const values = Float64Array.from({ length: 200_000 }, (_, i) => Math.sin(i * i) + (i >= 120_000 ? 1 : 0))
    const found = changePoints(values)
    if (found.kind === 'unknown') throw new Error(found.reason)
    expect(found.resolution).toBe(50)
    expect(Math.abs(found.changes[0]!.at - 120_000)).toBeLessThan(500)
  })
})

describe('holidays', () => {
  it.each([
    ['Thanksgiving 2026', { kind: 'weekday', month: 11, weekday: 4, nth: 4 }, 2026, '2026-11-26'],
    ['Memorial Day 2025', { kind: 'weekday', month: 5, weekday: 1, nth: -1 }, 2025, '2025-05-26'],
    ['Last Sunday of December 2023', { kind: 'weekday', month: 12, weekday: 0, nth: -1 }, 2023, '2023-12-31'],
    ['Easter 2024', { kind: 'easter', offset: 0 }, 2024, '2024-03-31'],
    ['Good Friday 2025', { kind: 'easter', offset: -2 }, 2025, '2025-04-18'],
    ['Christmas', { kind: 'date', month: 12, day: 25 }, 1969, '1969-12-25'],
  ] as const)('%s', (_, rule, year, want) => {
    expect(new Date(holidayDay(rule, year) * 86_400_000).toISOString().slice(0, 10)).toBe(want)
  })

  const rows = [100, 200, 300, 400, 423]
  const values = noise('holiday', 420).map((v, i) => 50 + v + 5 * (i % 7) - (rows.includes(i) ? 30 : 0))
  const holidays = [
    { name: 'closed', rows },
    { name: 'ordinary', rows: [55, 155, 255] },
  ]
  it('tells an effect from noise', () => {
    const [closed, ordinary] = holidayEffects(values, holidays, 7)
    expect(closed).toMatchObject({ name: 'closed', n: 4, effect: expect.closeTo(-24, -0.5) })
    expect(ordinary!.effect).toBe(0)
    expect(holidayEffects([], holidays, 7)[0]).toEqual({ name: 'closed', effect: 0, n: 0 })
  })
  it('enters the forecast on its day only', () => {
    const plain = forecastSeries(values, { horizon: 7, period: 7 })
    const known = forecastSeries(values, { horizon: 7, period: 7, holidays })
    if (plain.kind === 'unknown' || known.kind === 'unknown') throw new Error('unknown')
    expect(known.mean[3]! - plain.mean[3]!).toBeLessThan(-20)
    expect(Math.abs(known.mean[4]! - plain.mean[4]!)).toBeLessThan(2)
  })
})
