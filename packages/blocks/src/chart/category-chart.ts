import type { Chart } from '../block.ts'
import { numberOf } from '../numbers.ts'
import { altOf } from './alt.ts'
import { quantity, tickFormat } from './axis.ts'
import { type Field, type Frame, type Mark, marksOf, specOf, text, titleOf, tooltip, value } from './frame.ts'

export const MAX_MARKS = 300
const SHOWN_WHEN_MORE = 30
const VERTICAL_UP_TO = 6
const SHORT_LABEL = 12

/** Sorted bars of one metric by one category; beside it the period compared with, or other metrics of the same unit. */
export function categoryChart(frame: Frame): Chart | null {
  const [category, metric] = [frame.labels[0], frame.metrics[0]]
  if (category === undefined || metric === undefined) return null
  const rows = drawnRows(frame, metric)
  const figures = [
    ...comparable(frame, metric),
    ...frame.previous.filter(({ column }) => column.source === metric.column.source),
  ]
  const marks = named(marksOf(frame.result, rows), category)
  const upright =
    rows.length <= VERTICAL_UP_TO && marks.every((mark) => String(mark['name']).length <= SHORT_LABEL)
  const position = {
    field: 'name',
    type: 'nominal',
    sort: null,
    title: category.column.label,
    axis: { labelLimit: 220, labelAngle: 0 },
  }
  const drawn = figures.length > 1 ? folded(marks, figures) : marks
  const length = figures.length > 1 ? foldedLength(metric, drawn) : quantity(metric, marks)
  const encoding = {
    ...(upright ? { x: position, y: length } : { y: position, x: length }),
    ...(figures.length > 1 ? groups(upright) : {}),
    tooltip: tooltip([category, ...frame.metrics, ...frame.previous]),
  }
  const height = upright
    ? { height: 320 }
    : { height: { step: figures.length > 1 ? 14 * figures.length : 26 } }
  return {
    kind: figures.length > 1 ? 'groupedBar' : 'bar',
    spec: specOf(frame.result, drawn, { ...height, mark: { type: 'bar' }, encoding }),
    alt: altOf(frame, { what: 'Bar chart', metric, labels: [category], notes: [cutNote(frame, rows)] }),
  }
}

const cutNote = ({ result }: Frame, rows: readonly number[]): string | null =>
  rows.length < result.rows.length
    ? `Only the first ${rows.length} of ${result.rows.length} are drawn.`
    : null

const comparable = ({ metrics }: Frame, first: Field): readonly Field[] =>
  metrics.filter(({ column }) => JSON.stringify(column.unit) === JSON.stringify(first.column.unit))

/** The asked order where one was asked, the natural one of numbered categories, else largest first; unknown ones last. */
export function drawnRows({ result, labels }: Frame, metric: Field): number[] {
  const all = result.rows.map((_, row) => row)
  const { plan } = result
  const asked =
    ('orderBy' in plan && plan.orderBy.length > 0) || (plan.kind === 'metrics' && plan.top !== null)
  const figure = (row: number): number =>
    numberOf(result.rows[row]?.[metric.index]) ?? Number.NEGATIVE_INFINITY
  const numbered = labels[0]?.column.type === 'integer' && labels[0].column.role !== 'entity'
  const place = (row: number): number =>
    numberOf(result.rows[row]?.[labels[0]?.index ?? 0]) ?? Number.POSITIVE_INFINITY
  const unknown = (row: number): number => (result.rows[row]?.[labels[0]?.index ?? 0] === null ? 1 : 0)
  const natural = (a: number, b: number): number =>
    asked ? 0 : numbered ? place(a) - place(b) : figure(b) - figure(a)
  const sorted = all.toSorted((a, b) => unknown(a) - unknown(b) || natural(a, b) || a - b)
  return sorted.length > MAX_MARKS ? sorted.slice(0, SHOWN_WHEN_MORE) : sorted
}

/** Two rows may show the same text (namesakes): the later ones get a number, or their bars would pile up. */
export function named(marks: readonly Mark[], category: Field): Mark[] {
  const seen = new Map<string, number>()
  return marks.map((mark) => {
    const name = String(mark[text(category)])
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return { ...mark, name: times === 1 ? name : `${name} (${times})` }
  })
}

const folded = (marks: readonly Mark[], figures: readonly Field[]): Mark[] =>
  marks.flatMap((mark) =>
    figures.map((field) => ({ ...mark, figure: mark[value(field)] ?? null, of: field.column.label })),
  )

const foldedLength = (metric: Field, marks: readonly Mark[]) => ({
  field: 'figure',
  type: 'quantitative',
  title: titleOf(metric),
  axis: tickFormat(metric.column.unit, marks, 'figure'),
})

const groups = (upright: boolean) => ({
  [upright ? 'xOffset' : 'yOffset']: { field: 'of', type: 'nominal', sort: null },
  color: { field: 'of', type: 'nominal', sort: null, title: null },
})
