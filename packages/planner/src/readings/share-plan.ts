import type { Filter, MetricRef, MetricsPlan } from '@numize/semantic'
import type { Condition, Frame } from '../structure/frame.ts'
import { assume, CannotFit, type Fitting } from './context.ts'
import { measured } from './counting.ts'
import { rowFilters } from './filters.ts'
import { metricsPlan } from './metrics-plan.ts'
import { resolveQuantity } from './resolve-quantity.ts'
import { topTogether } from './top-together.ts'

type Share = NonNullable<Frame['share']>

/** A part over its whole, one amount over another, or each group's part of the total. */
export function sharePlan(fitting: Fitting, share: Share): MetricsPlan {
  const { frame } = fitting
  const part = share.part ?? []
  const whole = withoutPart(frame, part)
  const plan = metricsPlan({ ...fitting, frame: whole })
  const [first, second] = plan.metrics
  if (first && second && plan.metrics.length === 2) {
    const [numerator, denominator] =
      share.span[0] < (frame.wants[0]?.span[0] ?? 0) ? [second, first] : [first, second]
    return asRatio(fitting, plan, { numerator, denominator })
  }
  if (!first || plan.metrics.length !== 1) throw new CannotFit('not-supported', noWhole(share))
  if (part.length > 0) {
    const numerator = { ...first, where: partFilters(fitting, part) }
    return asRatio(fitting, plan, { numerator, denominator: first })
  }
  return spreadOver(fitting, share, plan)
}

/** Each group's part of the total; within each period where groups stand beside one. */
function spreadOver(fitting: Fitting, share: Share, plan: MetricsPlan): MetricsPlan {
  const [first] = plan.metrics
  if (!first || plan.groupBy.length === 0) throw new CannotFit('not-supported', noWhole(share))
  if (!addsUp(fitting, first))
    throw new CannotFit(
      'not-supported',
      `"${share.text}" needs an amount that adds up: say the total of it, or a count.`,
    )
  const sum = topTogether(fitting, plan)
  if (sum) return sum
  const timed = plan.groupBy.length > 1 ? plan.groupBy.filter(({ grain }) => grain !== undefined) : []
  const whole = plan.top ? 'of all, also of what is not shown' : 'shown'
  assume(fitting, 'metric', `Shares are of the total ${timed.length > 0 ? 'of each period' : whole}`)
  return { ...plan, share: [{ of: columnOf(first), within: timed.map(columnOfGroup) }] }
}

/** Averages have no total to be a part of, and a number that rows are told apart by is not put together at all. */
function addsUp({ frame, index }: Fitting, metric: MetricRef): boolean {
  const apart = frame.groups.some(
    ({ shown, target }) => shown && target.kind === 'column' && index.schema.isNumeric(target.column),
  )
  const level =
    'measure' in metric && ['average', 'median', 'min', 'max'].includes(metric.measure.aggregation)
  return !apart && !level
}

const noWhole = (share: Share): string =>
  `"${share.text}" needs a part and a whole: say of what, and which part of it or by what.`

const columnOfGroup = (group: MetricsPlan['groupBy'][number]): string =>
  group.as ?? (group.grain === undefined ? group.dimension : `${group.dimension}__${group.grain}`)

function withoutPart(frame: Frame, part: readonly Condition[]): Frame {
  const conditions = frame.conditions.filter(
    (one) => !part.some(({ span }) => span.join() === one.span.join()),
  )
  const clauses = frame.clauses.map((clause) => {
    const moved =
      part.some((one) => one.clause === clause.id) && !conditions.some((one) => one.clause === clause.id)
    return moved ? { ...clause, negate: false } : clause
  })
  return { ...frame, share: null, conditions, clauses }
}

function partFilters(fitting: Fitting, part: readonly Condition[]): Filter[] {
  const [want] = fitting.frame.wants
  if (!want) throw new Error('a share has a whole')
  const [fact] = measured(fitting, resolveQuantity(fitting, want.quantity), null).facts
  const frame = { ...fitting.frame, conditions: part, entities: [] }
  return rowFilters({ ...fitting, frame }, fact ?? '', () => false)
}

interface Ratio {
  readonly numerator: MetricRef
  readonly denominator: MetricRef
}

/** What was ordered by the whole is ordered by the share. */
function asRatio(fitting: Fitting, plan: MetricsPlan, { numerator, denominator }: Ratio): MetricsPlan {
  const as = 'share'
  const largest = fitting.assumed.findIndex(
    ({ kind, reading }) => kind === 'order' && reading.startsWith('Largest'),
  )
  if (largest !== -1)
    fitting.assumed.splice(largest, 1, {
      kind: 'order',
      text: '',
      reading: 'Largest share first',
      span: null,
    })
  const names = new Set([columnOf(numerator), columnOf(denominator)])
  const renamed = (by: string): string => (names.has(by) ? as : by)
  return {
    ...plan,
    metrics: [
      {
        ratio: { numerator: { ...numerator, as: 'part' }, denominator: { ...denominator, as: 'whole' } },
        as,
      },
    ],
    orderBy: plan.orderBy.map((one) => ({ ...one, by: renamed(one.by) })),
    having: plan.having.map((one) => ({ ...one, column: renamed(one.column) })),
    top: plan.top && { ...plan.top, by: renamed(plan.top.by) },
  }
}

const columnOf = (ref: MetricRef): string => ref.as ?? ('metric' in ref ? ref.metric : 'share')
