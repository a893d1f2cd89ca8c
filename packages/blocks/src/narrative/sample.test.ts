import type { ResultColumn } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import { checkProse } from '../check.ts'
import { headersOf } from '../headers.ts'
import { countryColumn, ordersColumn, resultOf, spendColumn } from '../test-results.ts'
import { noReading } from './reading-words.ts'
import { writeAnswer } from './write-answer.ts'

const estimated = (column: ResultColumn, estimate: 'scaled' | 'sample'): ResultColumn => ({
  ...column,
  estimate,
})
const greatest = { ...spendColumn, name: 'max_spend', label: 'Greatest spend', source: 'max_spend' }

function answerOf(columns: readonly ResultColumn[], rows: readonly (readonly (string | number)[])[]) {
  const whole = resultOf(columns, rows)
  const sample = { share: 0.01, by: [{ model: 'orders', entity: 'customer' }] }
  const result = { ...whole, explanation: { ...whole.explanation, sample } }
  return { result, ...writeAnswer({ result, reading: noReading }) }
}

describe('an answer from a sample', () => {
  const { result, narrative, caveats } = answerOf(
    [estimated(ordersColumn, 'scaled'), estimated(greatest, 'sample')],
    [[1200, 99.5]],
  )

  it('says so in its sentence, and how it was taken beside it', () => {
    expect(narrative.text).toMatch(/Estimated from 1 % of the rows\.$/)
    expect(caveats).toEqual([
      '1 % of the rows were read, chosen by customer, the same ones each time: sums and counts are scaled up to all rows, and the smaller a figure, the less certain it is.',
      'Greatest spend is of the rows read, not of all.',
    ])
  })

  it('says it over every column', () => {
    expect(headersOf(result)).toEqual(['Orders, estimated', 'Greatest spend, of the sample'])
  })

  it('may be told so in other words, with the share it has', () => {
    expect(checkProse('There were 1,200 orders, estimated from 1 % of the rows.', result).ok).toBe(true)
    expect(checkProse('There were 1,200 orders, estimated from 5 % of the rows.', result).ok).toBe(false)
  })
})

it('promises nothing of those left out where each group is shown as it is', () => {
  const { narrative, caveats } = answerOf(
    [countryColumn, estimated(ordersColumn, 'sample')],
    [
      ['FR', 3],
      ['DE', 2],
    ],
  )
  expect(narrative.text).toMatch(/Only of 1 % of the rows\.$/)
  expect(caveats[0]).toBe('1 % of the rows were read, chosen by customer, the same ones each time.')
})
