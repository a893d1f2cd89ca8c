import { Skeleton, Switch } from '@mantine/core'
import { chooseChart } from '@numize/blocks'
import type { Cell, MetricsPlan, Result } from '@numize/semantic'
import type { CatalogView, RouteResponse } from '@numize/server/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ChartFigure } from '../answer/chart-figure.tsx'
import { type CellPlace, Citations } from '../answer/citations.tsx'
import { Notice } from '../answer/notice.tsx'
import { ResultTable } from '../answer/result-table.tsx'
import { titleOf } from '../answer/title-of.ts'
import { call } from '../api/call.ts'
import { AddToBoard } from '../boards/add-to-board.tsx'
import { BlockedIcon, ChartIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './explore-page.module.css'
import { HowMade } from './how-made.tsx'
import { pivoted } from './pivoted.ts'
import { CHARTS, type ChartKind, type View } from './view.ts'

type Shown = RouteResponse<'POST /v1/projects/:project/run'>

interface Props {
  readonly project: string
  /** null = nothing is chosen yet. */
  readonly plan: MetricsPlan | null
  readonly view: View
  readonly catalog: CatalogView
  readonly onChange: (view: View) => void
}

/** What the view gives: the sentence, the chart, the rows; clicking a group looks into it. */
export function Outcome({ project, plan, view, catalog, onChange }: Props) {
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['run', project, plan],
    queryFn: ({ signal }) =>
      call('POST /v1/projects/:project/run', { params: { project }, body: { plan }, signal }),
    enabled: plan !== null,
    placeholderData: keepPreviousData,
  })
  if (plan === null) return <Empty catalog={catalog} onChange={onChange} view={view} />
  if (error)
    return (
      <Notice tone="warn" icon={<BlockedIcon />} title="This cannot be shown">
        <p>{sentence(error.message)}</p>
        <button type="button" className={controls['plain']} onClick={() => void refetch()}>
          Try again
        </button>
      </Notice>
    )
  if (!data) return <Skeleton height={420} radius="lg" />
  return (
    <div
      className={styles['shown']}
      data-stale={isPlaceholderData || undefined}
      aria-busy={isPlaceholderData}
    >
      <ShownView project={project} shown={data} view={view} onChange={onChange} />
    </div>
  )
}

function ShownView({
  project,
  shown,
  view,
  onChange,
}: { shown: Shown } & Pick<Props, 'project' | 'view' | 'onChange'>) {
  const { result, answer } = shown
  const [cited, setCited] = useState<readonly CellPlace[]>([])
  const [isPivoted, setPivoted] = useState(false)
  const tableId = useId()
  const chart = view.chart === 'auto' ? answer.chart : chooseChart(result, view.chart)
  const spread = isPivoted ? pivoted(result) : null
  const drill = (column: number, cell: Cell) => {
    const path = result.columns[column]?.source
    const split = view.split.find((one) => one.path === path && one.grain === undefined)
    if (!split || cell === null) return
    const filters = [...view.filters.filter((filter) => filter.path !== split.path), isOnly(split.path, cell)]
    onChange({ ...view, filters, split: view.split.filter((one) => one !== split) })
  }
  return (
    <>
      <Citations narrative={answer.narrative} result={result} onCite={setCited} onGoTo={() => undefined} />
      <div className={styles['tools']}>
        <ChartChoice view={view} onChange={onChange} />
        {pivoted(result) && (
          <Switch
            label="Spread the last split over columns"
            checked={isPivoted}
            onChange={(event) => setPivoted(event.currentTarget.checked)}
          />
        )}
      </div>
      {chart && (
        <ChartFigure
          chart={chart}
          title={titleOf(result)}
          tableId={tableId}
          onShowTable={() => onChange({ ...view, chart: 'table' })}
        />
      )}
      {chart === null && <NotDrawn kind={view.chart} />}
      <ResultTable
        id={tableId}
        title="explore"
        result={spread ?? result}
        cited={spread ? [] : cited}
        onShowChart={null}
        {...(spread ? {} : { onPick: drill })}
      />
      <Keep project={project} view={view} result={result} isDrawn={chart !== null} />
      <HowMade result={result} />
    </>
  )
}

function ChartChoice({ view, onChange }: Pick<Props, 'view' | 'onChange'>) {
  return (
    <fieldset className={styles['charts']}>
      <legend>Shown as</legend>
      {CHARTS.map((kind) => (
        <button
          key={kind}
          type="button"
          className={controls['quiet']}
          aria-pressed={view.chart === kind}
          onClick={() => onChange({ ...view, chart: kind })}
        >
          {CHART_WORDS[kind]}
        </button>
      ))}
    </fieldset>
  )
}

interface KeepProps extends Pick<Props, 'project' | 'view'> {
  readonly result: Result
  readonly isDrawn: boolean
}

const Keep = ({ project, view, result, isDrawn }: KeepProps) => (
  <AddToBoard
    project={project}
    title={titleOf(result)}
    plan={result.plan}
    as={boardKind(view, isDrawn)}
    chart={view.chart === 'auto' || view.chart === 'table' ? null : view.chart}
  />
)

const boardKind = (view: View, isDrawn: boolean): 'metric' | 'chart' | 'table' =>
  isDrawn ? 'chart' : view.split.length === 0 && view.grain === null ? 'metric' : 'table'

function NotDrawn({ kind }: { kind: ChartKind }) {
  if (kind === 'auto' || kind === 'table') return null
  return <p className={styles['hint']}>These rows cannot be drawn as {CHART_WORDS[kind].toLowerCase()}.</p>
}

const isOnly = (path: string, cell: Exclude<Cell, null>) => ({ path, is: 'is' as const, values: [cell] })

const CHART_WORDS: Readonly<Record<ChartKind, string>> = {
  auto: 'Best fit',
  line: 'Line',
  bar: 'Bars',
  area: 'Area',
  pie: 'Pie',
  table: 'Table only',
}

function Empty({ catalog, view, onChange }: Pick<Props, 'catalog' | 'view' | 'onChange'>) {
  return (
    <Notice tone="quiet" icon={<ChartIcon />} title="Choose a metric to begin">
      <p>For example one of these, by month over the last year:</p>
      <div className={styles['examples']}>
        {catalog.metrics.slice(0, 6).map(({ name, label }) => (
          <button
            key={name}
            type="button"
            className={controls['choice']}
            onClick={() => onChange({ ...view, metrics: [name] })}
          >
            {label}
          </button>
        ))}
      </div>
    </Notice>
  )
}
