import { describe, expect, it } from 'vitest'
import { anomalyQuestion } from './anomalies.ts'

describe('a question for unusual days', () => {
  it.each([
    ['any anomalies?', {}],
    ['show me the anomalies of the last 30 days', { days: 30 }],
    ['were there any unusual days in the past 2 weeks', { days: 14 }],
    ['anomalies with changes above 20 % in the last 3 months', { days: 90, rules: { change: 0.2 } }],
    ['anomalies and drops of more than 15 percent', { rules: { drop: 0.15 } }],
  ])('“%s” is one', (question, asked) => {
    expect(anomalyQuestion(question)).toEqual(asked)
  })

  it.each([
    'orders last month',
    'what stands out in orders',
    'number of alerts by region',
    'why did revenue fall',
  ])('“%s” is none', (question) => {
    expect(anomalyQuestion(question)).toBeNull()
  })
})
