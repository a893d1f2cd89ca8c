import { Skeleton, TextInput } from '@mantine/core'
import { chooseChart, formatCell } from '@numize/blocks'
import type { Filter, Result, TimeRange } from '@numize/semantic'
import type { Block, RouteResponse } from '@numize/server/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type DragEvent, useId, useMemo, useState } from 'react'
import { ChartFigure } from '../answer/chart-figure.tsx'
import { Notice } from '../answer/notice.tsx'
import { ResultTable } from '../answer/result-table.tsx'
import { titleOf } from '../answer/title-of.ts'
import { call } from '../api/call.ts'
import { BlockedIcon, ChevronIcon, CrossIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { askAnew } from '../thread/questions.ts'
import styles from './boards.module.css'
import { WidthControl } from './width-control.tsx'

/** Where a block stands and what it is looked at through. */
export interface BlockPlace {
  readonly project: string
  readonly board: string
  readonly share: string | null
  readonly shared: { readonly time: TimeRange | null; readonly where: readonly Filter[] }
}

interface Tools {
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: 1 | -1) => void
  /** Another block, by its id, was dropped here. */
  readonly onDrop: (id: string) => void
  readonly onChange: (block: Block) => void
  readonly onRemove: () => void
}

const DRAGGED = 'application/x-numize-block'

interface Props {
  readonly block: Block
  readonly of: BlockPlace
  /** null = the board is only read. */
  readonly tools: Tools | null
}

/** One block of a board; while the board is changed it is dragged, or moved by its buttons. */
export function BlockCard({ block, of, tools }: Props) {
  const drag = tools
    ? {
        draggable: true,
        onDragStart: (event: DragEvent) => event.dataTransfer.setData(DRAGGED, block.id),
        onDragOver: (event: DragEvent) => event.preventDefault(),
        onDrop: (event: DragEvent) => {
          event.preventDefault()
          const id = event.dataTransfer.getData(DRAGGED)
          if (id !== '' && id !== block.id) tools.onDrop(id)
        },
      }
    : {}
  const title = block.kind === 'text' ? 'Text' : block.title
  return (
    <section
      className={`${controls['card']} ${styles['block']}`}
      data-width={block.width}
      aria-label={title}
      {...drag}
    >
      {tools && <BlockTools block={block} title={title} tools={tools} />}
      {block.kind === 'text' && <p className={styles['text']}>{block.text}</p>}
      {block.kind === 'question' && (
        <Question project={of.project} title={block.title} question={block.question} />
      )}
      {block.kind === 'plan' && <PlanBlock block={block} of={of} />}
    </section>
  )
}

function BlockTools({ block, title, tools }: { block: Block; title: string; tools: Tools }) {
  return (
    <div className={styles['blockTools']}>
      {block.kind === 'text' ? (
        <span>Text</span>
      ) : (
        <TextInput
          size="xs"
          aria-label={`Title of ${title}`}
          defaultValue={block.title}
          onBlur={(event) => {
            const next = event.currentTarget.value.trim()
            if (next !== '' && next !== block.title) tools.onChange({ ...block, title: next })
          }}
        />
      )}
      <WidthControl width={block.width} onChange={(width) => tools.onChange({ ...block, width })} />
      <button
        type="button"
        className={controls['icon']}
        aria-label={`Move ${title} earlier`}
        disabled={tools.isFirst}
        onClick={() => tools.onMove(-1)}
      >
        <ChevronIcon size={16} />
      </button>
      <button
        type="button"
        className={controls['icon']}
        aria-label={`Move ${title} later`}
        disabled={tools.isLast}
        onClick={() => tools.onMove(1)}
      >
        <ChevronIcon size={16} />
      </button>
      <button
        type="button"
        className={controls['icon']}
        aria-label={`Remove ${title}`}
        onClick={tools.onRemove}
      >
        <CrossIcon size={16} />
      </button>
    </div>
  )
}

const Question = ({ project, title, question }: { project: string; title: string; question: string }) => (
  <div className={styles['question']}>
    <h2>{title}</h2>
    <button type="button" className={controls['choice']} onClick={() => askAnew(question, project)}>
      {question}
    </button>
  </div>
)

type PlanBlockOf = Extract<Block, { kind: 'plan' }>
type Shown = RouteResponse<'POST /v1/projects/:project/boards/:board/blocks/:block/run'>

function PlanBlock({ block, of }: { block: PlanBlockOf; of: BlockPlace }) {
  const { project, board, share, shared } = of
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['block', project, board, block.id, block.plan, shared],
    queryFn: ({ signal }) =>
      call('POST /v1/projects/:project/boards/:board/blocks/:block/run', {
        params: { project, board, block: block.id },
        query: share === null ? {} : { share },
        body: { shared },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <h2>{block.title}</h2>
      {error && (
        <Notice tone="warn" icon={<BlockedIcon />} title="This block cannot be shown">
          <p>{sentence(error.message)}</p>
          <button type="button" className={controls['plain']} onClick={() => void refetch()}>
            Try again
          </button>
        </Notice>
      )}
      {!data && !error && <Skeleton height={block.as === 'metric' ? 60 : 240} radius="md" />}
      {data && !error && (
        <div data-stale={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
          <Rows block={block} shown={data} />
        </div>
      )}
    </>
  )
}

function Rows({ block, shown: { result, answer, notApplied } }: { block: PlanBlockOf; shown: Shown }) {
  const tableId = useId()
  const [asTable, setAsTable] = useState(block.as === 'table')
  const chart = useMemo(
    () => (block.as !== 'chart' ? null : block.chart ? chooseChart(result, block.chart) : answer.chart),
    [block.as, block.chart, result, answer.chart],
  )
  return (
    <>
      {notApplied.length > 0 && (
        <p className={styles['aside']}>
          Not narrowed by {notApplied.map((name) => name.split('__').at(-1)?.replaceAll('_', ' ')).join(', ')}
          .
        </p>
      )}
      {block.as === 'metric' ? (
        <Figure result={result} />
      ) : (
        <>
          {chart && !asTable && (
            <ChartFigure
              chart={chart}
              title={titleOf(result)}
              tableId={null}
              onShowTable={() => setAsTable(true)}
            />
          )}
          <p className={styles['aside']}>{answer.narrative.text}</p>
          {(asTable || chart === null) && (
            <ResultTable
              id={tableId}
              title={block.title}
              result={result}
              cited={[]}
              onShowChart={chart && asTable ? () => setAsTable(false) : null}
            />
          )}
        </>
      )}
    </>
  )
}

/** The figures of the last row, each with what it is of; the first one large. */
function Figure({ result }: { result: Result }) {
  const row = result.rows.at(-1)
  const figures = result.columns.flatMap((column, at) =>
    row && !['time', 'dimension', 'entity'].includes(column.role)
      ? [{ column, text: formatCell(row[at] ?? null, column) }]
      : [],
  )
  const place = result.columns.flatMap((column, at) =>
    row && ['time', 'dimension'].includes(column.role) ? [formatCell(row[at] ?? null, column)] : [],
  )
  if (figures.length === 0) return <p className={styles['aside']}>No rows match.</p>
  return (
    <dl className={styles['figure']}>
      {figures.map(({ column, text }) => (
        <div key={column.name}>
          <dt>{[column.label, ...place].join(', ')}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
