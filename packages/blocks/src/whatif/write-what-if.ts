import type { Cell, Result, ResultColumn } from '@numize/semantic'
import type { Answer } from '../block.ts'
import { tidied } from '../forecast/tidied.ts'
import { formatPeriod } from '../format-time.ts'
import { type Claims, claimsOf, compose, type Piece } from '../narrative/claims.ts'
import { conditionsOf } from '../narrative/conditions.ts'
import { nameInSentence } from '../narrative/nouns.ts'
import type { ReadingWords } from '../narrative/reading-words.ts'

interface Scenario {
  readonly actual: number | null
  readonly whatIf: number | null
}

/** A change thought through, as far as a face shows it. */
export interface WhatIfView {
  /** The governed answer with the actual values. */
  readonly result: Result
  readonly period: { readonly start: string; readonly end: string }
  /** What was changed, as a clause: `approval rate were 10 % higher`. */
  readonly changed: string
  readonly metrics: readonly {
    readonly column: ResultColumn
    readonly role: 'changed' | 'along' | 'follows'
    readonly segment: Scenario | null
    readonly whole: Scenario
  }[]
  /** Name of the metric to tell first, where one was asked for. */
  readonly asked: string | null
  readonly notes: readonly string[]
}

const MOST_COLUMNS = 8
const MOST_TOLD = 3

/** Actual beside what would be, a column for each metric; the sentence tells what follows, with the figures it follows from. */
export function writeWhatIf(
  view: WhatIfView,
  reading: ReadingWords,
): { readonly result: Result; readonly answer: Answer } {
  const shown = { ...view, metrics: ordered(view).slice(0, MOST_COLUMNS) }
  const { narrowing } = conditionsOf(view.result, { ...reading, stated: reading.stated })
  const table = tableOf(shown, narrowing.trim())
  return {
    result: table,
    answer: { narrative: compose(sentence(shown, table, narrowing)), chart: null, caveats: view.notes },
  }
}

/** The changed one, what was asked for, then the rest. */
const ordered = ({ metrics, asked }: WhatIfView): WhatIfView['metrics'] => {
  const rank = ({ role, column }: WhatIfView['metrics'][number]): number =>
    role === 'changed' ? 0 : column.source === asked ? 1 : role === 'along' ? 2 : 3
  return metrics.toSorted((a, b) => rank(a) - rank(b))
}

function tableOf({ result, metrics }: WhatIfView, narrowing: string): Result {
  const isSegment = metrics.some(({ segment }) => segment !== null)
  const row = (name: string, pick: (metric: WhatIfView['metrics'][number]) => number | null): Cell[] => [
    name,
    ...metrics.map((metric) => {
      const value = pick(metric)
      return value === null ? null : tidied(value, metric.column)
    }),
  ]
  const rows = [
    row('Actual', ({ whole }) => whole.actual),
    row('What if', ({ whole }) => whole.whatIf),
    ...(isSegment
      ? [
          row(`Actual ${narrowing}`, ({ segment }) => segment?.actual ?? null),
          row(`What if ${narrowing}`, ({ segment }) => segment?.whatIf ?? null),
        ]
      : []),
  ]
  return {
    ...result,
    columns: [
      {
        name: 'case',
        label: 'Case',
        type: 'string',
        unit: null,
        role: 'dimension',
        grain: null,
        source: 'case',
      },
      ...metrics.map(({ column }) => ({ ...column, additive: false })),
    ],
    rows,
    rowCount: rows.length,
    truncated: false,
    incompleteFrom: null,
  }
}

/** `If approval rate were 10 % higher where channel is online in Oct 2026, card spend would be $4.1 M instead of $3.9 M, up 4.1 %; …`. */
function sentence({ metrics, changed, period }: WhatIfView, table: Result, narrowing: string): Piece[] {
  const claims = claimsOf(table)
  const told = metrics.flatMap(({ role, whole }, at) =>
    whole.whatIf !== null &&
    whole.actual !== null &&
    (role !== 'changed' || narrowing !== '' || metrics.length === 1)
      ? [at + 1]
      : [],
  )
  const parts = told
    .slice(0, MOST_TOLD)
    .flatMap((index, at) => [
      at === 0 ? ' ' : '; ',
      ...clause(claims, index, narrowing === '' ? '' : 'overall '),
    ])
  const opening = `If ${changed}${narrowing} ${formatPeriod(period)},`
  return parts.length === 0
    ? [`${opening} nothing else here would follow from it.`]
    : [opening, ...parts, '.']
}

function clause(claims: Claims, index: number, scope: string): Piece[] {
  const column = claims.result.columns[index]
  const [actual, then] = [
    { row: 0, index },
    { row: 1, index },
  ]
  const name = `${scope}${column ? nameInSentence(column) : ''}`
  const change = claims.change(then, actual)
  const direction = claims.direction(then, actual)
  if (direction.text === 'unchanged') return [`${name} would stay at `, claims.value(actual)]
  return [
    `${name} would be `,
    claims.value(then),
    ' instead of ',
    claims.value(actual),
    ', ',
    direction,
    ...(change === null ? [] : [' ', change]),
  ]
}
