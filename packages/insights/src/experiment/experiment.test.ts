import { seededRandom } from '@numize/base'
import { type Arm, shareTotals, totalsOf } from '@numize/statistics'
import { describe, expect, it } from 'vitest'
import { corrected, testPair } from './compare-variants.ts'
import { experimentQuestion } from './experiment-question.ts'
import type { ArmOf } from './unit-totals.ts'

const arm = (variant: string, plain: Arm): ArmOf => ({
  variant,
  segment: null,
  units: plain.n,
  plain,
  adjusted: null,
})
const shares = (control: readonly [number, number], treatment: readonly [number, number]) =>
  testPair({ control: arm('a', shareTotals(...control)), treatment: arm('b', shareTotals(...treatment)) })

describe('variants compared', () => {
  it.each<[string, readonly [number, number], readonly [number, number], number]>([
    ['the seventh day', [44_700, 8502], [45_489, 8279], 0.0016],
    ['the first day', [44_700, 20_034], [45_489, 20_119], 0.074],
  ])(
    'gives the published p of the Cookie Cats gates on %s, and a more careful one for any look',
    (_, a, b, p) => {
      const test = shares(a, b)
      expect(test?.compared.fixedPValue).toBeCloseTo(p, 3)
      expect(test?.compared.pValue).toBeGreaterThan(p)
      expect(test?.compared.effect).toBeLessThan(0)
    },
  )
  it('calls a difference where there is none in 5 % of looked-at-daily tests at most', () => {
    const random = seededRandom('peeking')
    const runs = 400
    let alarms = 0
    for (let run = 0; run < runs; run++) {
      const counts = [0, 0]
      let wrong = false
      for (let day = 1; day <= 20 && !wrong; day++) {
        for (const which of [0, 1]) for (let unit = 0; unit < 60; unit++) if (random() < 0.2) counts[which]!++
        wrong = (shares([day * 60, counts[0]!], [day * 60, counts[1]!])?.compared.pValue ?? 1) < 0.05
      }
      if (wrong) alarms++
    }
    expect(alarms / runs).toBeLessThanOrEqual(0.05)
  })
  it('tells nothing, and no NaN, of units that never vary or are not there', () => {
    expect(shares([100, 0], [100, 0])).toBeNull()
    expect(shares([0, 0], [100, 3])).toBeNull()
    expect(
      testPair({ control: arm('a', totalsOf([5])), treatment: arm('b', totalsOf([1, 2, Number.NaN])) }),
    ).toBeNull()
    expect(corrected([null, shares([500, 50], [500, 90])], 'holm')[0]).toBeNull()
  })
  it('tells an absolute effect where the control is 0', () => {
    expect(shares([500, 0], [500, 0])).toBeNull()
    const test = testPair({
      control: arm('a', totalsOf([-1, 1, -2, 2, 0, 0])),
      treatment: arm('b', totalsOf([1, 2, 3, 4, 5, 6])),
    })
    expect(test?.compared).toMatchObject({ relative: false, effect: 3.5 })
  })
})

describe('questions which variant does better', () => {
  it.each<[string, string, string, string]>([
    ['did prompt v2 do better than v1 on conversion', 'prompt v2', 'v1', 'conversion'],
    [
      'does the new flow beat the old flow on revenue last month?',
      'new flow',
      'old flow',
      'revenue last month',
    ],
    ['did variant B improve conversion compared to A', 'variant B', 'A', 'conversion'],
    ['a/b test of B against A on retention for new users', 'B', 'A', 'retention for new users'],
    ['is v2 significantly better than v1 in terms of cost per answer', 'v2', 'v1', 'cost per answer'],
  ])('%s', (question, treatment, control, about) => {
    expect(experimentQuestion(question)).toEqual({ treatment, control, about })
  })
  it('is not taken in by other questions', () => {
    for (const question of ['revenue higher than 100 by country', 'which country did best', 'is revenue up'])
      expect(experimentQuestion(question)).toBeNull()
  })
})
