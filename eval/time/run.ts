import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPeriods, type PeriodMatch } from '@numize/planner'
import type { Calendar } from '@numize/semantic'
import type { EvalOptions, Score } from '../score.ts'

interface Row {
  readonly id: string
  readonly text: string
  readonly phrase: string
  readonly reference: string | null
  readonly accept: readonly (readonly [string, string])[]
}

type Verdict = 'right' | 'alternative' | 'wrong' | 'unparsed'

/** The set's authors: weeks from Monday, US order, and a range that ends where its last-named period begins. */
const calendar: Calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 }
const NO_REFERENCE = '2019-08-01T00:00:00'

/**
 * Scores the period grammar on `phrases.jsonl`. `right` counts the first reading only, under the data set's own
 * convention for the last end of a range; `included` shows the same with the product's default (`to May` takes May in).
 * `alternative`: the accepted reading was among those offered, not the first. `--show wrong` lists them.
 */
export async function run({ data, flags, print }: EvalOptions): Promise<Score> {
  const rows = readFileSync(join(data, 'phrases.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
  const excluded = tally(rows, 'excluded', (row, verdict, match) => {
    if (verdict !== 'right' && (flags['show'] === true || flags['show'] === verdict))
      print(
        `${verdict}  ${row.id}  "${row.phrase}" in "${row.text}" at ${row.reference}: ${said(match)}, want ${want(row)}`,
      )
  })
  const included = tally(rows, 'included', () => {})
  const share = (count: number): string => `${((100 * count) / rows.length).toFixed(1)} %`
  print(
    `first reading right: ${share(excluded.right)} (ranges end as in the data set), ${share(included.right)} (product default)`,
  )
  print(`right among the readings offered, product default: ${share(included.right + included.alternative)}`)
  const ratio = (count: number): number => count / Math.max(1, rows.length)
  return {
    set: 'time',
    counts: { ...excluded },
    scores: {
      right: ratio(excluded.right),
      rightByDefault: ratio(included.right),
      offeredByDefault: ratio(included.right + included.alternative),
    },
  }
}

function tally(
  rows: readonly Row[],
  ends: 'included' | 'excluded',
  report: (row: Row, verdict: Verdict, match: PeriodMatch | null) => void,
): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { right: 0, alternative: 0, wrong: 0, unparsed: 0 }
  for (const row of rows) {
    const now = row.reference ?? NO_REFERENCE
    const match = covering(row, findPeriods(row.text, { now, calendar, ends }))
    const verdict = judge(row, match)
    counts[verdict]++
    report(row, verdict, match)
  }
  return counts
}

/** The match that shares most with the phrase, wherever it stands in the text. */
function covering(row: Row, matches: readonly PeriodMatch[]): PeriodMatch | null {
  const text = plain(row.text)
  const phrase = plain(row.phrase)
  const overlap = ({ span }: PeriodMatch): number => {
    let best = 0
    for (let start = text.indexOf(phrase); start >= 0; start = text.indexOf(phrase, start + 1))
      best = Math.max(best, Math.min(start + phrase.length, span[1]) - Math.max(start, span[0]))
    return best
  }
  return matches.filter((match) => overlap(match) > 0).toSorted((a, b) => overlap(b) - overlap(a))[0] ?? null
}

const plain = (text: string): string => text.toLowerCase().replace(/[‘’]/g, "'")

function judge(row: Row, match: PeriodMatch | null): Verdict {
  if (!match) return 'unparsed'
  const fits = (found: { start: string | null; end: string | null }): boolean =>
    row.accept.some(([start, end]) => start === found.start && end === found.end)
  if (fits(match)) return 'right'
  return match.alternatives.some(fits) ? 'alternative' : 'wrong'
}

const said = (match: PeriodMatch | null): string =>
  match ? `${match.kind} [${match.start}, ${match.end})` : 'nothing'
const want = (row: Row): string => row.accept.map(([start, end]) => `[${start}, ${end})`).join(' or ')
