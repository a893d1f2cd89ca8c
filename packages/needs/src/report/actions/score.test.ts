import { describe, expect, it } from 'vitest'
import { chooseActions, confidenceOf, daysSincePeak, revenueImpactOf, scoreOf, severityOf } from './score.ts'

const weights = { revenue: 0.6, demand: 0.25, severity: 0.15 }

it('scores by the formula of the spec', () => {
  const parts = { revenueImpact: 0.1, demand: 0.2, healthSeverity: 0.5, daysSincePeak: 0 }
  expect(scoreOf(parts, weights)).toBeCloseTo(0.06 + 0.05 + 0.075, 12)
  expect(scoreOf({ ...parts, daysSincePeak: 60 }, weights)).toBeCloseTo(0.185 / Math.E, 12)
  expect(scoreOf({ ...parts, daysSincePeak: 30 }, weights)).toBeCloseTo(0.185 * 0.6065306597126334, 12)
})

it('is confident by the formula of the spec', () => {
  expect(confidenceOf({ classConf: 0.8, entityConf: 0.6, coverage: 1, agreement: 0.5 })).toBeCloseTo(0.76, 12)
  expect(confidenceOf({ classConf: 1, entityConf: 1, coverage: 1, agreement: 1 })).toBeCloseTo(1, 12)
})

it('takes money at risk as a part of a usual month', () => {
  expect(revenueImpactOf(50, 1000, 30)).toBe(0.05)
  expect(revenueImpactOf(50, 1000, 60)).toBe(0.025)
  expect(revenueImpactOf(5000, 1000, 30)).toBe(1)
  expect(revenueImpactOf(5, 0, 30)).toBe(0)
})

it('scales how far an objective is missed', () => {
  expect(severityOf(1, 1)).toBe(0)
  expect(severityOf(0.2, 1)).toBe(0)
  expect(severityOf(2, 1)).toBe(0.5)
  expect(severityOf(178, 89)).toBe(0.5)
  expect(severityOf(3, 0)).toBe(1)
})

describe('the peak', () => {
  const days = (figure: (day: number) => number | null) => Array.from({ length: 92 }, (_, day) => figure(day))
  it('is today for a problem that stays, or comes', () => {
    expect(
      daysSincePeak(
        days(() => 5),
        30,
      ),
    ).toBe(0)
    expect(
      daysSincePeak(
        days((day) => 5 + (day % 3)),
        30,
      ),
    ).toBe(0)
    expect(
      daysSincePeak(
        days((day) => (day === 40 ? 12 : 2)),
        30,
      ),
    ).toBe(0) // two points stay
    expect(
      daysSincePeak(
        days((day) => (day > 80 ? 9 : 0)),
        30,
      ),
    ).toBe(0)
  })
  it('is as long ago as a problem that has gone', () => {
    expect(
      daysSincePeak(
        days((day) => (day === 20 ? 70 : 0)),
        30,
      ),
    ).toBe(71)
    expect(
      daysSincePeak(
        days((day) => (day < 20 ? 8 : 1)),
        30,
      ),
    ).toBe(91)
  })
  it('leaves days without figures out', () => {
    expect(daysSincePeak([null, null], 30)).toBe(0)
    expect(daysSincePeak([], 30)).toBe(0)
    expect(
      daysSincePeak(
        days((day) => (day % 2 === 0 ? 4 : null)),
        30,
      ),
    ).toBe(0)
  })
})

describe('the actions', () => {
  const gap = (theme: string, table: string, score: number, confidence = 0.8) => ({
    theme,
    table,
    score,
    confidence,
  })
  it('are of different themes, best first', () => {
    const { actions } = chooseActions([
      gap('a', 'x', 0.5),
      gap('a', 'y', 0.9),
      gap('b', 'x', 0.4),
      gap('c', 'x', 0.6),
      gap('d', 'x', 0.1),
    ])
    expect(actions.map(({ theme, table }) => theme + table)).toEqual(['ay', 'cx', 'bx'])
  })
  it('are hidden below the least confidence, and the next of the theme takes the place', () => {
    const { actions, hidden } = chooseActions([
      gap('a', 'x', 0.9, 0.549),
      gap('a', 'y', 0.3, 0.55),
      gap('b', 'x', 0.2, 0.1),
    ])
    expect(actions.map(({ table }) => table)).toEqual(['y'])
    expect(hidden.map(({ theme, table }) => theme + table)).toEqual(['ax', 'bx'])
  })
})
