import { expect, it } from 'vitest'
import { effectOf } from './effect-of.ts'

it('tells what an approved answer, a word and a default filter change', () => {
  const reading = { stated: [{ reading: 'card spend' }, { reading: 'by month' }] }
  const answer = { kind: 'answer', question: 'spend by month', corrected: true, standsAlone: true, reading }
  expect(effectOf(answer)).toEqual({
    title: '“spend by month”',
    effect:
      'Put right: it is read as card spend; by month, also with another value or period in it, and marked as verified.',
    question: 'spend by month',
    why: null,
  })
  expect(
    effectOf({ kind: 'synonym', phrase: 'plastic', means: 'card_spend', why: 'they say so' }),
  ).toMatchObject({
    title: '“plastic” means card spend',
    why: 'they say so',
  })
  expect(effectOf({ kind: 'filter', metric: 'card_spend', words: 'channel is online' }).title).toBe(
    'card spend counts only: channel is online',
  )
})
