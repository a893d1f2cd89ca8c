import { seededRandom } from '@numize/base'
import { expect, it } from 'vitest'
import type { Citation, Narrative } from './block.ts'
import { checkProse } from './check.ts'
import { narrate } from './narrative/write-answer.ts'
import {
  countryColumn,
  monthColumn,
  ordersColumn,
  randomResult,
  rateColumn,
  resultOf,
  spendColumn,
} from './test-results.ts'

/** For a machine that is busy with other things. */
const SLOW = 60_000

const plainReading = { stated: [], assumed: [] }

it('accepts every narrative written from random results', { timeout: SLOW }, () => {
  for (let seed = 0; seed < 800; seed++) {
    const result = randomResult(seed)
    const { text } = narrate(result, plainReading)
    expect({ seed, text, problems: checkProse(text, result).problems }).toEqual({ seed, text, problems: [] })
  }
})

it('covers every digit and direction word of a narrative with a citation', () => {
  for (let seed = 0; seed < 300; seed++) {
    const result = randomResult(seed)
    const { text, citations } = narrate(result, plainReading)
    let rest = text.replaceAll(/ in 202[56]|In 202[56]|(?:\d|a) years? earlier/g, (phrase) =>
      ' '.repeat(phrase.length),
    )
    for (const { span } of citations)
      rest = rest.slice(0, span[0]) + ' '.repeat(span[1] - span[0]) + rest.slice(span[1])
    expect(rest).not.toMatch(/\d|\b(?:up|down|highest|lowest|most|fewest|unchanged)\b/)
  }
})

type Mutation = (narrative: Narrative, random: () => number) => string | null

const replaced = (text: string, [start, end]: Citation['span'], by: string): string =>
  text.slice(0, start) + by + text.slice(end)

const pick = <T>(items: readonly T[], random: () => number): T | undefined =>
  items[Math.floor(random() * items.length)]

const mutations: Readonly<Record<string, Mutation>> = {
  'changed digit': ({ text, citations }, random) => {
    const shown = (citation: Citation): string => text.slice(...citation.span)
    const numbers = citations.filter((citation) => /^[$\d]/.test(shown(citation)))
    const citation = pick(numbers, random)
    if (citation === undefined) return null
    const own = shown(citation)
    const places = [...own.matchAll(/\d/g)].map(({ index }) => index)
    const place = pick(places, random) ?? 0
    const digit = (Number(own[place]) + 1 + Math.floor(random() * 8)) % 10
    return replaced(text, citation.span, own.slice(0, place) + digit + own.slice(place + 1))
  },
  'swapped labels': ({ text, citations }, random) => {
    const labels = citations.filter(
      ({ formula, cells }) =>
        formula === 'value' &&
        cells.every(({ column }) => column === 'metric_time' || column === 'customer__country'),
    )
    const distinct = labels.filter(
      ({ span }, place) =>
        labels.findIndex((other) => text.slice(...other.span) === text.slice(...span)) === place,
    )
    const first = pick(distinct, random)
    const second = distinct.find(
      (other) => other !== first && other.cells[0]?.column === first?.cells[0]?.column,
    )
    if (first === undefined || second === undefined || labels.length !== distinct.length) return null
    const [early, late] = first.span[0] < second.span[0] ? [first, second] : [second, first]
    return replaced(
      replaced(text, late.span, text.slice(...early.span)),
      early.span,
      text.slice(...late.span),
    )
  },
  'flipped direction': ({ text, citations }, random) => {
    const opposite: Readonly<Record<string, string>> = {
      up: 'down',
      down: 'up',
      highest: 'lowest',
      lowest: 'highest',
      most: 'fewest',
      fewest: 'most',
    }
    const words = citations.filter(({ span }) => text.slice(...span) in opposite)
    const citation = pick(words, random)
    return citation === undefined
      ? null
      : replaced(text, citation.span, opposite[text.slice(...citation.span)] ?? '')
  },
  'invented number': ({ text }, random) =>
    `${text} It also reached ${['$', ''][Math.floor(random() * 2)]}${(random() * 1e5 + 123_456).toFixed(2)} elsewhere.`,
  'invented label': ({ text }) => `${text} Then came Atlantis.`,
}

it.each(Object.entries(mutations))('refuses a narrative with %s', { timeout: SLOW }, (name, mutate) => {
  let tried = 0
  const missed: string[] = []
  for (let seed = 0; tried < 200 && seed < 3000; seed++) {
    const result = randomResult(seed)
    const narrative = narrate(result, plainReading)
    const mutant = mutate(narrative, seededRandom(`${name}${seed}`))
    if (mutant === null || mutant === narrative.text) continue
    tried += 1
    if (checkProse(mutant, result).ok) missed.push(`${seed}: ${narrative.text} → ${mutant}`)
  }
  expect(missed).toEqual([])
  expect(tried).toBe(200)
})

const byCountry = resultOf(
  [countryColumn, spendColumn, ordersColumn, rateColumn],
  [
    ['FR', 600_000, 1200, 0.92],
    ['DE', 300_000, 800, 0.95],
    ['IT', 100_000, 400, null],
  ],
)
const byMonth = resultOf(
  [monthColumn, ordersColumn],
  [
    ['2026-01-01', 100],
    ['2026-02-01', 80],
    ['2026-03-01', 120],
  ],
)

it.each([
  ['FR spent $600,000, twice DE.', byCountry, false],
  ['FR leads with $600 K, 60 % of the total Card spend.', byCountry, true],
  ['FR leads with $600 K, 61 % of the total Card spend.', byCountry, false],
  ['Card spend totals: the sum is $1 million.', byCountry, true],
  ['DE had 800 Orders, and its Approval rate was 95 %.', byCountry, true],
  ['DE had 800 Orders, and its Approval rate was 92 %.', byCountry, false],
  ['Spain had 800 Orders.', byCountry, false],
  ['There are 3 countries.', byCountry, true],
  ['There are four countries.', byCountry, false],
  ['Orders in Mar 2026 were 120, up 50 % from Feb 2026.', byMonth, true],
  ['Orders in Mar 2026 were 120, down 50 % from Feb 2026.', byMonth, false],
  ['Orders fell by 20 in Feb 2026 from Jan 2026.', byMonth, true],
  ['The average of Orders was 100.', byMonth, true],
  ['Orders will probably rise.', byMonth, false],
  ['Orders were highest in Mar 2026.', byMonth, true],
  ['Orders were highest in Feb 2026.', byMonth, false],
  ['Orders in Apr 2026 were 120.', byMonth, false],
  ['Orders in Q3 were 120.', byMonth, false],
])('judges prose from another hand: %s', (text, result, ok) => {
  expect(checkProse(text, result)).toMatchObject(ok ? { ok, problems: [] } : { ok })
})
