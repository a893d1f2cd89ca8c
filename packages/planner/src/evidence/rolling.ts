import { readNumber } from '../text/numbers.ts'
import type { Op } from '../text/operators.ts'

type Along = Extract<Op, { op: 'along' }>

/** A stretch of the question, in characters. */
export interface Rolling {
  readonly span: readonly [number, number]
  readonly op: Along
}

const unit = '(day|week|month|quarter|year)s?'
const count = '(\\d+|two|three|four|five|six|seven|ten|twelve|thirty)'
const what = '(average|mean|sum|total)s?'
const moves = '(?:moving|rolling|trailing)'

const patterns: readonly RegExp[] = [
  new RegExp(`\\b${count}[- ]${unit}[- ]${moves} ${what}`, 'gi'),
  new RegExp(`\\b${moves} ${count}[- ]${unit} ${what}`, 'gi'),
  new RegExp(`\\b${moves} ${what} (?:over|of|for) (?:the last )?${count}[- ]${unit}`, 'gi'),
]

const running = /\b(?:running|cumulative) (?:total|sum)s?\b/gi

/** "7-day moving average", "rolling 3 month sum", "running total". */
export function rollingIn(question: string): readonly Rolling[] {
  const found = patterns.flatMap((pattern) =>
    [...question.matchAll(pattern)].flatMap((match) => {
      const words = match.slice(1).map((word) => word.toLowerCase())
      const periods = words.map((word) => readNumber([word])?.value).find((value) => value !== undefined)
      const grain = words.find((word): word is NonNullable<Along['grain']> => grains.has(word))
      const average = words.some((word) => word === 'average' || word === 'mean')
      return periods === undefined || grain === undefined
        ? []
        : [{ span: spanOf(match), op: { op: 'along', grain, periods, average } as const }]
    }),
  )
  const totals = [...question.matchAll(running)].map((match) => ({
    span: spanOf(match),
    op: { op: 'along', grain: null, periods: null, average: false } as const,
  }))
  return [...found, ...totals]
}

const grains: ReadonlySet<string> = new Set(['day', 'week', 'month', 'quarter', 'year'])

const spanOf = (match: RegExpExecArray): readonly [number, number] => [
  match.index,
  match.index + match[0].length,
]
