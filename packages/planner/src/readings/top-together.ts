import type { Filter, MetricRef, MetricsPlan } from '@numize/semantic'
import { emptyMetricsPlan } from '@numize/semantic'
import { asksTogether } from '../complete/together.ts'
import { assume, type Fitting } from './context.ts'

/** "what share of orders comes from the top 3 clients": how much of all the first few make up between them. */
export function topTogether(fitting: Fitting, plan: MetricsPlan): MetricsPlan | null {
  const [amount] = plan.metrics
  const [first] = plan.groupBy
  if (!amount || !first || !plan.top || plan.top.count < 2 || plan.having.length > 0) return null
  if (!asksTogether(fitting.frame) || plan.groupBy.some(({ dimension }) => !isOf(dimension, first.dimension)))
    return null
  const known = (one: Filter): boolean => one.kind === 'null' && one.negate === true
  const { metrics, where, time, orderBy, top } = plan
  const leaders: MetricsPlan = {
    ...emptyMetricsPlan,
    metrics,
    groupBy: [first],
    where,
    time,
    orderBy,
    top,
  }
  const among: Filter = { kind: 'inPlan', field: { dimension: first.dimension }, plan: leaders }
  const part: MetricRef = { ...amount, where: [...(amount.where ?? []), among], as: 'part' }
  const told = fitting.assumed.filter(
    ({ kind, reading }) => kind !== 'columns' && !reading.startsWith('Rows without a known'),
  )
  fitting.assumed.splice(0, fitting.assumed.length, ...told)
  assume(fitting, 'metric', 'The first of them added up, over the total of all')
  return {
    ...plan,
    metrics: [{ ratio: { numerator: part, denominator: { ...amount, as: 'whole' } }, as: 'share' }],
    groupBy: [],
    where: where.filter((one) => !known(one)),
    orderBy: [],
    top: null,
  }
}

/** The key of what is ranked, or what names it. */
const isOf = (dimension: string, key: string): boolean =>
  dimension === key || dimension.startsWith(`${key}__`)
