import { seededRandom } from '@numize/base'
import { median } from '@numize/statistics'
import { describe, expect, it } from 'vitest'
import { movingMiddle } from './sorted-window.ts'

describe('the median of a window that moves', () => {
  const random = seededRandom('window')
  const values = Float64Array.from({ length: 120 }, () => {
    const kind = random()
    return kind < 0.1 ? Number.NaN : kind < 0.15 ? Infinity : kind < 0.3 ? -0 : Math.round(20 * random())
  })
  it.each([
    [{ from: -3, to: 4 }],
    [{ from: -14, to: 0, least: 7 }],
    [{ from: -12, to: 0, step: 7, least: 3 }],
  ])('%o is that of its known values', (window) => {
    const { from, to, step, least } = { step: 1, least: 1, ...window }
    const plain = Array.from(values, (_, row) => {
      const known = Array.from({ length: to - from }, (__, at) => values[row + (from + at) * step])
        .filter((value) => value !== undefined)
        .filter(Number.isFinite)
      return known.length < least ? -1 : median(known)
    })
    const moved = Array.from(movingMiddle(values, window, -1), (value) => value + 0)
    expect(moved).toEqual(plain.map((value) => (value ?? Number.NaN) + 0))
  })
})
