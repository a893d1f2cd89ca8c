import type { Calendar } from '@numize/semantic'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPeriods, type PeriodContext, type PeriodMatch } from './find-periods.ts'
import { PHRASES } from './phrases.fixture.ts'

const calendar: Calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 4 }
const context: PeriodContext = { now: '2026-11-14T10:30:00', calendar }

function short({ kind, start, end, grain, comparison }: PeriodMatch): string {
  if (kind === 'every') return 'every'
  if (kind === 'grain') return `by ${grain}`
  if (comparison?.kind === 'shift') return `-${comparison.count} ${comparison.grain}`
  if (comparison) return `vs ${comparison.start}..${comparison.end}`
  return `${start ?? ''}..${end ?? ''}`
}

const read = (text: string, changes: Partial<PeriodContext> = {}): string =>
  findPeriods(text, { ...context, ...changes })
    .map(short)
    .join(' ; ')

describe('phrases', () => {
  it.each(PHRASES)('%s → %s', (phrase, expected) => expect(read(phrase)).toBe(expected))

  it.each(PHRASES)('reads the same in a sentence in lower case: %s', (phrase, expected) => {
    if (/^(may|MoM|2\d{3}|\$|on|every|y\/y)/i.test(phrase)) return
    expect(read(`show orders ${phrase.toLowerCase()}`)).toBe(expected)
  })
})

describe('what it says about itself', () => {
  const only = (text: string, changes: Partial<PeriodContext> = {}): PeriodMatch => {
    const [match] = findPeriods(text, { ...context, ...changes })
    if (!match) throw new Error(`nothing found in ${text}`)
    return match
  }

  it.each([
    ['revenue in May', '1–31 May 2026'],
    ['Q1 2025', '1 Jan – 31 Mar 2025'],
    ['last 30 days', 'the 30 days to 13 Nov 2026'],
    ['this week', 'week of 9 Nov 2026 (Mon–Sun)'],
    ['yesterday', '13 Nov 2026'],
    ['since May', 'since 1 May 2026'],
    ['before 2024', 'up to 31 Dec 2023'],
    ['winter 2025', '1 Dec 2025 – 28 Feb 2026'],
  ])('puts %s in words: %s', (text, reading) => expect(only(text).reading).toBe(reading))

  it.each([
    ['revenue in May', 'May of 2026'],
    ['last week', 'weeks start on Monday'],
    ['last 3 months', 'complete months only'],
    ['FY25', 'the fiscal year starts in April'],
    ['fiscal Q2', 'fiscal Q2 of 2027'],
    ['3/4/2025', 'month before day'],
  ])('says what %s leaves open: %s', (text, assumed) => expect(only(text).assumed).toContain(assumed))

  it.each([
    ['3/4/2025', '2025-04-03'],
    ['last 3 months', '2026-08-14'],
    ['May', '2027-05-01'],
    ['two months ago', '2026-09-14'],
  ])('offers another reading of %s', (text, start) =>
    expect(only(text).alternatives.map((other) => other.start)).toContain(start),
  )

  it('covers the preposition and nothing else', () => {
    const text = 'total revenue in the last 3 months by region'
    expect(text.slice(...only(text).span)).toBe('in the last 3 months')
  })

  it('knows the grain', () => {
    const grains = ['May', 'Q1 2025', 'last 30 days', 'last week', '2024', 'last 24 hours'].map(
      (text) => only(text).grain,
    )
    expect(grains).toEqual(['month', 'quarter', 'day', 'week', 'year', 'hour'])
  })

  it('says whether a period is over', () => {
    expect(only('this month').complete).toBe(false)
    expect(only('last month').complete).toBe(true)
    expect(only('since 2020').complete).toBe(false)
  })
})

describe('the calendar decides', () => {
  it('starts weeks where the project does', () =>
    expect(read('last week', { calendar: { ...calendar, weekStart: 'sunday' } })).toBe(
      '2026-11-01..2026-11-08',
    ))

  it('reads strokes by the custom of the zone', () =>
    expect(read('3/4/2025', { calendar: { ...calendar, timeZone: 'Europe/Paris' } })).toBe(
      '2025-04-03..2025-04-04',
    ))

  it('counts a day that is over as complete', () => {
    expect(read('last 30 days', { now: '2026-11-14T23:59:59' })).toBe('2026-10-16..2026-11-15')
    expect(read('last 12 months', { now: '2025-12-31T23:59:59' })).toBe('2025-01-01..2026-01-01')
  })

  it('looks ahead when asked to', () =>
    expect(read('in May', { prefer: 'future' })).toBe('2027-05-01..2027-06-01'))

  it('leaves the last-named period out when asked to', () =>
    expect(read('from May to July', { ends: 'excluded' })).toBe('2026-05-01..2026-07-01'))
})

const words =
  'last next this 3 12 2025 may march monday week months year to from - / . , the of q1 first between and vs than since before h2 weekend christmas ago in on by per 31 4th twenty fy 05/06 1990 s today end early half'.split(
    ' ',
  )

describe('any text', () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' ')),
  )

  it('gives spans in bounds, in order, apart, with a start before the end', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let free = 0
        for (const match of findPeriods(text, context)) {
          expect(match.span[0]).toBeGreaterThanOrEqual(free)
          expect(match.span[1]).toBeGreaterThan(match.span[0])
          expect(match.span[1]).toBeLessThanOrEqual(text.length)
          expect((match.start ?? '') < (match.end ?? '9999')).toBe(true)
          expect(match.reading).not.toBe('')
          free = match.span[1]
        }
      }),
      { numRuns: 3000 },
    )
  })
})
