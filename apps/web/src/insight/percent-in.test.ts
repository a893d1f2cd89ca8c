import { describe, expect, it } from 'vitest'
import { percentIn, withPercent } from './percent-in.ts'

describe('the percentage of a question', () => {
  it.each([
    ['what if conversion rose by 10 %', 10],
    ['what if revenue fell 2.5% in Germany', 2.5],
    ['what if churn was 5 percent lower', 5],
    ['what if orders doubled', null],
  ])('of “%s” is %s', (question, percent) => expect(percentIn(question)).toBe(percent))

  it('is put in its place, the rest stays', () => {
    expect(withPercent('what if revenue fell 2.5% in Germany in 2025', 30)).toBe(
      'what if revenue fell 30 % in Germany in 2025',
    )
  })
})
