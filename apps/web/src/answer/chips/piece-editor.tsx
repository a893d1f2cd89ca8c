import { NumberInput, Select } from '@mantine/core'
import type { QuestionPlan } from '@numize/semantic'
import type { CatalogView } from '@numize/server/contract'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { FilterRow } from '../../explore/filter-row.tsx'
import { pathOptions } from '../../explore/options.ts'
import { rangeOf } from '../../explore/range.ts'
import { RangeField } from '../../explore/range-field.tsx'
import { comparisonOf, filterOf, GRAINS, isWhole, type View } from '../../explore/view.ts'
import { viewFilterOf } from '../../explore/view-of-plan.ts'
import controls from '../../theme/controls.module.css'
import styles from './chips.module.css'
import {
  countOf,
  keyOfPiece,
  type Piece,
  piecesOf,
  withComparison,
  withCount,
  withFilter,
  withGroup,
  withMetric,
  without,
  withPeriod,
  withShareRead,
} from './pieces.ts'

export interface EditorProps {
  readonly project: string
  readonly catalog: CatalogView
  /** The local moment named ranges end at. */
  readonly now: string
  readonly plan: QuestionPlan
  readonly piece: Piece
  /** What is changed, for people. */
  readonly words: string
  /** Asked for with the Plan to ask instead, and whether the part was taken away. */
  readonly onApply: (plan: QuestionPlan, isRemoval: boolean) => void
  readonly onClose: () => void
}

/** One part of a Plan to change or take away; Esc leaves it as it is. */
export function PieceEditor(props: EditorProps) {
  const { plan, piece, words, onApply, onClose } = props
  const [draft, setDraft] = useState<QuestionPlan>(plan)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), [])
  const isThere = piecesOf(plan).some((one) => keyOfPiece(one) === keyOfPiece(piece))
  const rest = isThere ? without(plan, piece) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft !== plan) onApply(draft, false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }
  return (
    <form
      ref={form}
      className={`${controls['card']} ${styles['editor']}`}
      aria-label={isThere ? `Change ${words}` : words}
      onSubmit={submit}
      onKeyDown={onKeyDown}
    >
      <Fields {...props} draft={draft} onDraft={setDraft} rest={rest} />
      <div className={styles['editorEnd']}>
        <button type="submit" className={controls['primary']} disabled={draft === plan}>
          Answer again
        </button>
        {rest && (
          <button type="button" className={controls['plain']} onClick={() => onApply(rest, true)}>
            Take it away
          </button>
        )}
        <button type="button" className={controls['quiet']} onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}

interface FieldsProps extends EditorProps {
  readonly draft: QuestionPlan
  readonly onDraft: (plan: QuestionPlan) => void
  /** The Plan without the part; null where it cannot be taken away. */
  readonly rest: QuestionPlan | null
}

function Fields(props: FieldsProps) {
  switch (props.piece.kind) {
    case 'metric':
      return <MetricField {...props} at={props.piece.at} />
    case 'group':
      return <GroupFields {...props} at={props.piece.at} />
    case 'filter':
      return <FilterField {...props} at={props.piece.at} />
    case 'period':
      return <PeriodField {...props} />
    case 'comparison':
      return <ComparisonField {...props} />
    case 'limit':
      return <LimitField {...props} />
    case 'sample':
      return <SampleField {...props} />
  }
}

type At = FieldsProps & { readonly at: number }

function MetricField({ plan, draft, at, catalog, onDraft }: At) {
  if (plan.kind !== 'metrics' || draft.kind !== 'metrics') return null
  const ref = draft.metrics[at]
  return (
    <Select
      label="Measure"
      data={catalog.metrics.map(({ name, label }) => ({ value: name, label }))}
      value={ref && 'metric' in ref ? ref.metric : null}
      placeholder="Choose a metric"
      onChange={(metric) => metric !== null && onDraft(withMetric(plan, at, metric))}
      searchable
      allowDeselect={false}
      nothingFoundMessage="No metric has this name."
    />
  )
}

const metricNames = (plan: QuestionPlan): readonly string[] =>
  plan.kind === 'metrics' ? plan.metrics.flatMap((ref) => ('metric' in ref ? [ref.metric] : [])) : []

function GroupFields({ plan, draft, at, catalog, onDraft }: At) {
  if (plan.kind !== 'metrics' || draft.kind !== 'metrics') return null
  const group = draft.groupBy[at]
  const isTime = (path: string): boolean =>
    path === 'metric_time' ||
    catalog.dimensions.some((dimension) => dimension.path === path && dimension.kind === 'time')
  const take = (dimension: string, grain = 'month') =>
    onDraft(withGroup(plan, at, { dimension, ...(isTime(dimension) ? { grain } : {}) }))
  return (
    <>
      <Select
        label="Split by"
        data={[
          { group: 'Time', items: [{ value: 'metric_time', label: 'Time of the measure' }] },
          ...pathOptions(catalog, metricNames(plan)),
        ]}
        value={group?.dimension ?? null}
        placeholder="Choose what to split by"
        onChange={(path) => path !== null && take(path, group?.grain)}
        searchable
        allowDeselect={false}
        nothingFoundMessage="Nothing these metrics can be split by has this name."
      />
      {group && isTime(group.dimension) && (
        <Select
          label="By"
          data={GRAINS.map((grain) => ({ value: grain, label: grain }))}
          value={group.grain ?? null}
          onChange={(grain) => grain !== null && take(group.dimension, grain)}
          allowDeselect={false}
        />
      )}
    </>
  )
}

function FilterField({ project, plan, at, catalog, onDraft, onApply, onClose, rest }: At) {
  const paths = pathOptions(catalog, metricNames(plan))
  const path = nearestWord(plan, catalog) ?? paths[0]?.items[0]?.value
  const known = plan.where[at]
  const [view, setView] = useState(
    known
      ? viewFilterOf(known, catalog)
      : path === undefined
        ? undefined
        : { path, is: 'is' as const, values: [] },
  )
  if (!view) return <p>This condition can be taken away; to change it, ask in your own words.</p>
  return (
    <FilterRow
      project={project}
      catalog={catalog}
      paths={paths}
      filter={view}
      onChange={(next) => {
        setView(next)
        onDraft(isWhole(next) ? withFilter(plan, at, filterOf(next)) : plan)
      }}
      onRemove={() => (rest ? onApply(rest, true) : onClose())}
    />
  )
}

/** The nearest column of words: what people narrow by most. */
function nearestWord(plan: QuestionPlan, { metrics, dimensions }: CatalogView): string | undefined {
  const [first] = metricNames(plan)
  const near = metrics.find(({ name }) => name === first)?.dimensions ?? []
  const isOfWords = (path: string): boolean =>
    dimensions.some((one) => one.path === path && one.kind === 'categorical' && one.mask === null)
  return near.find(isOfWords)
}

function PeriodField({ plan, now, onDraft }: FieldsProps) {
  const [range, setRange] = useState<View['range']>(plan.time ?? 'all')
  return (
    <RangeField
      range={range}
      now={now}
      onChange={(next) => {
        setRange(next)
        onDraft(withPeriod(plan, rangeOf(next, now)))
      }}
    />
  )
}

function ComparisonField({ plan, draft, onDraft }: FieldsProps) {
  if (plan.kind !== 'metrics' || draft.kind !== 'metrics') return null
  const { compare } = draft
  const isYear = compare?.kind === 'shift' && compare.grain === 'year' && compare.count === 1
  return (
    <Select
      label="Compared with"
      placeholder={compare ? 'Another period' : 'Choose a period'}
      data={[
        { value: 'previous', label: 'The period before' },
        { value: 'year', label: 'A year earlier' },
      ]}
      value={isYear ? 'year' : draft === plan ? null : 'previous'}
      onChange={(to) => onDraft(withComparison(plan, comparisonOf({ compare: to }, plan.time)))}
      allowDeselect={false}
    />
  )
}

const LimitField = ({ plan, draft, onDraft }: FieldsProps) => (
  <NumberInput
    label="Only the first"
    min={1}
    max={1000}
    value={countOf(draft) ?? ''}
    onChange={(count) =>
      typeof count === 'number' && count >= 1 && onDraft(withCount(plan, Math.round(count)))
    }
  />
)

function SampleField({ plan, draft, onDraft }: FieldsProps) {
  if (plan.kind !== 'metrics' || draft.kind !== 'metrics') return null
  const percent = draft.sample && Number((draft.sample.share * 100).toPrecision(6))
  return (
    <NumberInput
      label="Estimated from this share of the rows"
      description="Sums and counts are scaled up; the same rows are read each time."
      suffix=" %"
      min={0.0001}
      max={100}
      value={percent ?? ''}
      onChange={(share) =>
        typeof share === 'number' && share > 0 && onDraft(withShareRead(plan, share / 100))
      }
    />
  )
}
