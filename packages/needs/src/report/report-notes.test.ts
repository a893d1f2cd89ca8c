import { expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '../config/default-config.ts'
import { lowSources, notesOf } from './report-notes.ts'
import { classifiedOf } from './testing-classified.ts'

const config = DEFAULT_CONFIG
const source = { items: 10, kept: 10, sampled: 10, labelled: 10, parseErrors: 0, coverage: 1, partial: null }

it('tells who labelled, for how much, what was left out and what was read in part', () => {
  const whole = classifiedOf({})
  const classified = {
    ...whole,
    engine: 'llm' as const,
    sources: {
      slack: { ...source, labelled: 1, coverage: 0.1, parseErrors: 3 },
      email: { ...source, coverage: 0.5, partial: '50 replies in a row could not be read' },
      nlq: source,
    },
    budget: { ...whole.budget, actualUsd: 0.42, stoppedEarly: true },
  }
  expect(notesOf(classified, { config, useLlm: true })).toEqual([
    'A language model (gpt-4o-mini) labelled the themes, for $0.42 of at most $1.10.',
    'The budget ended the reading early.',
    'E-mail is read in part: 50 replies in a row could not be read.',
    'Only 10 % of what Slack holds was labelled; it keeps its weight.',
    '3 replies could not be read and are left out.',
  ])
  expect(lowSources(classified, config)).toEqual(['slack'])
})

it('counts a source that is not there as not covered', () => {
  const classified = classifiedOf({
    sources: { nlq: { ...source, kept: 0, partial: 'nlq.parquet is not there' } },
  })
  expect(lowSources(classified, config)).toEqual(['nlq'])
})

it('says of our own labels why they are ours', () => {
  expect(notesOf(classifiedOf({}), { config, useLlm: true })[0]).toMatch(/no key in OPENAI_API_KEY/)
  expect(notesOf(classifiedOf({}), { config, useLlm: false })[0]).toMatch(/not wanted/)
  expect(notesOf(null, { config, useLlm: false })[0]).toMatch(/themes skipped/)
})
