import type { Direction, MeasureKind, ScanTable } from '@numize/insights'
import { columnsOf } from './planted-columns.ts'
import { directionOf } from './planted-direction.ts'
import { type Figure, figuresOfPlot, figuresOfValue, stringsIn } from './planted-figures.ts'
import { membersIn } from './table-words.ts'

/** One insight as its file says it. */
export interface PlantedJson {
  readonly insight?: string | null
  readonly question?: string | null
  readonly insight_value?: unknown
  readonly plot?: {
    readonly plot_type?: string | null
    readonly title?: string | null
    readonly x_axis?: AxisJson | null
    readonly y_axis?: AxisJson | null
  } | null
}

interface AxisJson {
  readonly name?: string | null
  readonly description?: string | null
  readonly value?: unknown
}

/** The same with nothing absent. */
export interface Told {
  readonly insight: string
  readonly question: string
  readonly title: string
  readonly plotType: string
  readonly x: Axis
  readonly y: Axis
}

interface Axis {
  readonly name: string
  readonly description: string
  readonly value: unknown
}

/** What a finding must say to match. */
export interface Planted {
  readonly text: string
  /** Columns it is about, by the words and members of its axes: of each entry any one. */
  readonly columns: readonly (readonly string[])[]
  readonly measures: readonly MeasureKind[]
  /** How two figures go together, not how one group compares. */
  readonly isRelation: boolean
  readonly members: ReadonlySet<string>
  /** Member and figure, those the insight itself tells first. */
  readonly figures: readonly Figure[]
  readonly direction: Direction | null
}

/** What an insight plants in a table; null where it has neither a figure nor a direction. */
export function readPlanted(json: PlantedJson, table: ScanTable): Planted | null {
  const told = toldBy(json)
  const plotted = figuresOfPlot(told)
  const hasValue = json.insight_value !== null && json.insight_value !== undefined
  if (!hasValue && plotted.length === 0) return null
  const said = [told.insight, ...stringsIn(json.insight_value)].join(' . ')
  const own = figuresOfValue(json.insight_value)
  const figures = own.length > 0 ? own : plotted
  const isRelation = /\bcorrelat/i.test(told.insight) || /scatter|regression|dual_axis/.test(told.plotType)
  const found = directionOf(told.insight) ?? directionOf(said)
  if (figures.length === 0 && found === null) return null
  const measures = measuresOf(told)
  return {
    text: told.insight,
    columns: columnsOf({ told, said, figures, measures }, table),
    measures,
    isRelation,
    members: membersIn([said, ...figures.map(({ member }) => member)].join(' . '), table),
    figures,
    direction: isRelation && found !== null ? (ALONG[found] ?? found) : found,
  }
}

const ALONG: Partial<Readonly<Record<Direction, Direction>>> = { higher: 'rising', lower: 'falling' }

const toldBy = ({ insight, question, plot }: PlantedJson): Told => ({
  insight: textOf(insight),
  question: textOf(question),
  title: textOf(plot?.title),
  plotType: textOf(plot?.plot_type),
  x: axisOf(plot?.x_axis),
  y: axisOf(plot?.y_axis),
})

const textOf = (text: string | null | undefined): string => (text === 'None' ? '' : (text ?? ''))

const axisOf = (axis: AxisJson | null | undefined): Axis => ({
  name: textOf(axis?.name),
  description: textOf(axis?.description),
  value: axis?.value,
})

const MEASURES: readonly (readonly [RegExp, readonly MeasureKind[]])[] = [
  [/\baverage number\b/i, ['mean', 'count']],
  [/\b(?:number of|count|counts|volume|frequency|incidents|occurrences)\b/i, ['count']],
  [/\b(?:rates?|proportions?|percentages?|success|share)\b/i, ['share']],
]

function measuresOf({ y, title, insight, question }: Told): readonly MeasureKind[] {
  const text = y.name === '' ? `${title} ${insight} ${question}` : y.name
  const named = MEASURES.find(([pattern]) => pattern.test(text))?.[1]
  return named ?? (/\bdistribution of\b/i.test(title) ? ['count'] : ['mean'])
}
