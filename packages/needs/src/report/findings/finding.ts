import {
  type Answer,
  type Chart,
  type Citation,
  checkProse,
  chooseChart,
  formatCell,
  labelText,
} from '@numize/blocks'
import { type Cell, emptyMetricsPlan, type Result, type ResultColumn, type Unit } from '@numize/semantic'
import type { RowSelection } from '../actions/row-selection.ts'

/** A finding as a block: what a board shows of it, and the rows it opens. */
export interface Finding {
  readonly id: string
  readonly title: string
  /** Sentences whose every figure is a cell of `rows`, the chart, and what to know beside it. */
  readonly answer: Answer
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  readonly open: readonly RowSelection[]
}

/** A figure of a table, or a word: what a sentence is made of. */
export type Piece = string | { readonly row: number; readonly column: string }

export type Sentence = readonly Piece[]

export interface FindingInput {
  readonly id: string
  readonly title: string
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  readonly sentences: readonly Sentence[]
  readonly open?: readonly RowSelection[]
  readonly chart?: 'line' | 'bar' | null
  readonly caveats?: readonly string[]
  /** Names in the sentences that hold figures or capitals of their own. */
  readonly known?: readonly string[]
}

export const LEFT_OUT = 'A sentence is left out: its figures could not be checked.'

/** Writes a finding. A sentence whose figures the checker of prose does not bear out is left out, and that is said. */
export function writeFinding(input: FindingInput): Finding {
  const { id, title, columns, rows, open = [], caveats = [], known = [] } = input
  const result = resultOf(columns, rows)
  let kept: readonly Sentence[] = []
  for (const sentence of input.sentences) {
    const longer = [...kept, sentence]
    if (checkProse(compose(longer, result).text, result, { context: known }).ok) kept = longer
  }
  const chart: Chart | null = input.chart == null ? null : chooseChart(result, input.chart)
  return {
    id,
    title,
    answer: {
      narrative: compose(kept, result),
      chart,
      caveats: kept.length < input.sentences.length ? [...caveats, LEFT_OUT] : caveats,
    },
    columns,
    rows,
    open,
  }
}

/** Sentences one after the other, and where each figure stands in them. */
function compose(sentences: readonly Sentence[], result: Result): Answer['narrative'] {
  let text = ''
  const citations: Citation[] = []
  for (const piece of sentences.flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]))) {
    if (typeof piece === 'string') {
      text += piece
      continue
    }
    const shown = shownCell(piece, result)
    citations.push({ span: [text.length, text.length + shown.length], cells: [piece], formula: 'value' })
    text += shown
  }
  return { text, citations }
}

function shownCell({ row, column: name }: Exclude<Piece, string>, { columns, rows }: Result): string {
  const index = columns.findIndex((each) => each.name === name)
  const described = columns[index]
  if (described === undefined) throw new Error(`no column ${name}`)
  const cell = rows[row]?.[index] ?? null
  return described.role === 'dimension'
    ? labelText(cell, described)
    : formatCell(cell, described, { prose: true })
}

/** A result of our own making: the checker, charts and tables of blocks read it like any other. */
export const resultOf = (columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): Result => ({
  runHash: '',
  plan: emptyMetricsPlan,
  columns,
  rows,
  rowCount: rows.length,
  truncated: false,
  sql: '',
  explanation: { metrics: [], columns: [], joins: [], filters: [], policies: [] },
  dataVersion: '',
  elapsedMs: 0,
  cached: false,
  incompleteFrom: null,
})

const column = (name: string, label: string, rest: Partial<ResultColumn>): ResultColumn => ({
  name,
  label,
  type: 'double',
  unit: null,
  role: 'metric',
  grain: null,
  source: name,
  ...rest,
})

export const metric = (name: string, label: string, unit: Unit | null): ResultColumn =>
  column(name, label, { unit, additive: false })

export const label = (name: string, text: string): ResultColumn =>
  column(name, text, { type: 'string', role: 'dimension' })

export const day = (name: string, text: string): ResultColumn =>
  column(name, text, { type: 'date', role: 'time', grain: 'day' })

export const PERCENT: Unit = { kind: 'percent' }
export const MINUTES: Unit = { kind: 'duration', unit: 'minute' }
export const DOLLARS: Unit = { kind: 'money', currency: 'USD' }
export const COUNT: Unit = { kind: 'count' }
