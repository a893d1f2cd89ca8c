import { describe, expect, it } from 'vitest'
import { forecastQuestion } from './forecast-question.ts'
import { readAmount } from './read-amount.ts'

const setting = {
  now: '2026-10-31T23:59:59',
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
} as const

describe('questions about what is to come', () => {
  it.each<[string, string, string, string]>([
    ['what will revenue be next month?', 'revenue', '2026-11-01', '2026-12-01'],
    ['forecast signups for Q1', 'signups', '2027-01-01', '2027-04-01'],
    ['how many orders will we get next week', 'orders', '2026-11-02', '2026-11-09'],
    ['how much revenue will we make this quarter', 'revenue', '2026-10-01', '2027-01-01'],
    ['revenue forecast by country for the next 6 months', 'revenue by country', '2026-11-01', '2027-05-01'],
    ['predict active users 3 months ahead', 'active users', '2026-11-01', '2027-02-01'],
    ['what is revenue expected to be in December', 'revenue', '2026-12-01', '2027-01-01'],
    ['expected refunds by channel next month', 'refunds by channel', '2026-11-01', '2026-12-01'],
    ['forecast revenue', 'revenue', '2026-11-01', '2027-02-01'],
    ['what will it be next month', '', '2026-11-01', '2026-12-01'],
  ])('%s', (question, about, start, end) => {
    expect(forecastQuestion(question, setting)).toMatchObject({ about, period: { start, end }, target: null })
  })
  it.each<[string, string, number, [string, string]]>([
    ['will we reach 1 M revenue by June?', 'revenue', 1e6, ['2027-01-01', '2027-07-01']],
    ['will signups exceed 2,500 next month', 'signups', 2500, ['2026-11-01', '2026-12-01']],
    ['are we on track for $2 M revenue this quarter', 'revenue', 2e6, ['2026-10-01', '2027-01-01']],
    ['will we hit 12k orders by the end of the year', 'orders', 12_000, ['2026-01-01', '2027-01-01']],
    ['is revenue on track to reach 40 million this year', 'revenue', 40e6, ['2026-01-01', '2027-01-01']],
  ])('%s', (question, about, target, [start, end]) => {
    expect(forecastQuestion(question, setting)).toMatchObject({ about, target, period: { start, end } })
  })
  it('counts to a day from the beginning of its fiscal year', () => {
    const calendar = { ...setting.calendar, fiscalYearStartMonth: 4 }
    const read = forecastQuestion('will we make 3 M revenue by June 2027', { ...setting, calendar })
    expect(read).toMatchObject({ isDeadline: true, period: { start: '2027-04-01', end: '2027-07-01' } })
  })
  it('is not taken in by other questions', () => {
    for (const question of [
      'revenue last month',
      'which customers will churn',
      'projects by status',
      'how many orders were placed in May',
      'what is the will of the customer',
      'will we have a meeting',
    ])
      expect(forecastQuestion(question, setting), question).toBeNull()
  })
})

describe('amounts in words of people', () => {
  it.each<[string, number, string]>([
    ['$1.2 M revenue', 1.2e6, 'revenue'],
    ['40 % approval rate', 0.4, 'approval rate'],
    ['2,500 orders in Q4', 2500, 'orders in Q4'],
    ['revenue of 3bn', 3e9, 'revenue of'],
  ])('%s', (text, value, rest) => {
    expect(readAmount(text)).toEqual({ value, rest })
  })
  it('finds none where there is none', () => expect(readAmount('revenue in Q4')).toBeNull())
})
