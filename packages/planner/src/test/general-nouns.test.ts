import { describe, expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { briefPlan, NOW, readingOf } from './ask.ts'
import { outings } from './models/outings.ts'

const planner = createPlanner(outings)
const choices = (question: string) => {
  const outcome = planner.plan(question, { now: NOW, previous: null })
  return outcome.kind === 'clarify'
    ? outcome.options.map(({ label, reading }) => ({ label, ...briefPlan(reading.plan) }))
    : outcome
}

describe('a general noun that no name explains', () => {
  it('is asked about: each column that could be meant, then all of them', () => {
    expect(choices('Show the locations of guides')).toMatchObject([
      { label: 'Home town', columns: ['guide__home_town'] },
      { label: 'Birth county', columns: ['guide__birth_county'] },
      { label: 'Home town and Birth county', columns: ['guide__home_town', 'guide__birth_county'] },
    ])
  })

  it('stands beside what it is said of', () => {
    expect(choices('List the guides and their locations')).toMatchObject([
      { columns: ['guide__guide_name', 'guide__home_town'] },
      { columns: ['guide__guide_name', 'guide__birth_county'] },
      { columns: ['guide__guide_name', 'guide__home_town', 'guide__birth_county'] },
    ])
  })

  it('changes nothing in a thread', () => {
    const before = readingOf(planner, 'List the guides')
    expect(planner.plan('only the location', { now: NOW, previous: before }).kind).not.toBe('reading')
  })
})

it('asks which of several columns "where" is about', () => {
  expect(choices('Where do the guides live?')).toMatchObject([
    { label: 'Home town' },
    { label: 'Birth county' },
    { label: 'Home town and Birth county' },
  ])
})
