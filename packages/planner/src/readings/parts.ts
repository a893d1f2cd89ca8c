import type { QuestionPlan } from '@numize/semantic'
import type { Part } from '../outcome.ts'
import type { Bound, Condition, Quantity, Term, Words } from '../structure/frame.ts'
import type { Fitting } from './context.ts'
import { columnLabel, listed, metricLabel, rowsLabel, sentence } from './labels.ts'

/** What the asker said, piece by piece, in words to check. */
export function statedParts(fitting: Fitting, plan: QuestionPlan): Part[] {
  const { frame, index } = fitting
  const part = (kind: Part['kind'], said: Words, reading: string): Part => ({
    kind,
    text: said.text,
    reading,
    span: said.span,
  })
  const dropped = new Set(fitting.dropped.map(({ span }) => span?.join()))
  return [
    ...frame.wants.map((want) => part('metric', want, quantityLabel(fitting, want.quantity))),
    ...frame.entities.map((entity) => part('entity', entity, entityLabel(fitting, entity))),
    ...frame.groups.map((group) =>
      part(
        group.shown && plan.kind === 'list' ? 'columns' : 'dimension',
        group,
        group.target.kind === 'column'
          ? columnLabel(index, group.target.column)
          : rowsLabel(index, group.target.model),
      ),
    ),
    ...frame.conditions.map((condition) => part('filter', condition, conditionLabel(fitting, condition))),
    ...frame.periods
      .filter(({ span }) => !dropped.has(span.join()))
      .map((period) => part(periodKind(period.match.kind), period, period.match.reading)),
    ...(frame.rank ? [part('limit', frame.rank, rankLabel(fitting, plan))] : []),
    ...(frame.order
      ? [
          part(
            'order',
            frame.order,
            `${quantityLabel(fitting, frame.order.by)}, ${frame.order.direction === 'asc' ? 'smallest' : 'largest'} first`,
          ),
        ]
      : []),
    ...(frame.share ? [part('metric', frame.share, 'As a share')] : []),
    ...(frame.trend ? [part('grain', frame.trend, 'Over time')] : []),
    ...(frame.presentation ? [part('presentation', frame.presentation, `As ${frame.presentation.as}`)] : []),
  ].toSorted((a, b) => (a.span?.[0] ?? 0) - (b.span?.[0] ?? 0))
}

/** Of an entity in a negated clause: "Without claims". */
function entityLabel(
  { frame, index }: Fitting,
  { model, clause }: { readonly model: string; readonly clause: number },
) {
  const label = rowsLabel(index, model)
  return frame.clauses[clause]?.negate === true ? `Without ${label.toLowerCase()}` : label
}

const periodKind = (kind: string): Part['kind'] =>
  kind === 'grain' ? 'grain' : kind === 'comparison' ? 'comparison' : 'period'

export function quantityLabel(fitting: Fitting, quantity: Quantity): string {
  const { index } = fitting
  if (quantity.kind === 'metric') return metricLabel(index, quantity.name)
  if (quantity.kind === 'count')
    return quantity.column
      ? `Number of different ${columnLabel(index, quantity.column)}`
      : `Number of ${rowsLabel(index, quantity.model).toLowerCase()}`
  if (quantity.kind === 'formula')
    return `${sentence([quantity.name])}: ${quantity.of.map((one) => quantityLabel(fitting, one)).join(` ${quantity.op} `)}`
  if (quantity.kind === 'aggregate')
    return quantity.since
      ? `${quantity.aggregation} time from ${columnLabel(index, quantity.since.column)} to ${columnLabel(index, quantity.column)}, in ${quantity.since.unit}s`
      : `${quantity.aggregation} of ${columnLabel(index, quantity.column)}`
  if (quantity.kind === 'column') return columnLabel(index, quantity.column)
  if (quantity.kind === 'ratio')
    return [quantity.numerator, quantity.denominator].map((term) => termLabel(fitting, term)).join(' over ')
  return quantity.kind === 'named' ? (quantity.names[0] ?? '') : 'what is asked'
}

const termLabel = (fitting: Fitting, { quantity, where }: Term): string =>
  [quantityLabel(fitting, quantity), ...where.map((one) => conditionLabel(fitting, one))].join(', ')

function rankLabel(fitting: Fitting, plan: QuestionPlan): string {
  const { rank } = fitting.frame
  if (!rank) return ''
  const head = `${rank.direction === 'desc' ? 'Top' : 'Bottom'} ${rank.count}`
  if (rank.by.kind !== 'implied') return `${head} by ${quantityLabel(fitting, rank.by)}`
  const first = plan.kind === 'metrics' ? plan.metrics[0] : undefined
  return first && 'metric' in first ? `${head} by ${metricLabel(fitting.index, first.metric)}` : head
}

function boundLabel(fitting: Fitting, bound: Bound): string {
  if (bound.kind === 'value') return String(bound.value)
  if (bound.kind === 'period') return bound.match.reading
  if (bound.kind === 'now') return 'today'
  return bound.kind === 'ranked'
    ? `that of the one with the ${bound.direction === 'desc' ? 'largest' : 'smallest'} ${quantityLabel(fitting, bound.by)}`
    : `the ${bound.aggregation}${bound.over ? ` of ${bound.over.items.map(({ text }) => text).join(' ')}` : ''}`
}

function conditionLabel(fitting: Fitting, condition: Condition): string {
  const { index } = fitting
  if (condition.kind === 'either')
    return condition.ways
      .map((way) => way.map((one) => conditionLabel(fitting, one)).join(' and '))
      .join(', or ')
  if (condition.kind === 'all') return `Of all ${rowsLabel(index, condition.model).toLowerCase()}`
  if (condition.kind === 'exists') return `With ${rowsLabel(index, condition.model).toLowerCase()}`
  if (condition.kind === 'compare') {
    const { bound } = condition
    const value = boundLabel(fitting, bound)
    const negated = fitting.frame.clauses[condition.clause]?.negate === true
    const link = bound.kind === 'period' && condition.op === '=' ? 'in' : condition.op
    return `${quantityLabel(fitting, condition.quantity)} ${negated ? 'not ' : ''}${link} ${value}`
  }
  const column = columnLabel(index, condition.column)
  const negated = fitting.frame.clauses[condition.clause]?.negate === true
  if (condition.kind === 'columns') {
    const { op, apart } = condition
    const by = apart ? `${apart.count} ${apart.unit}s after ` : ''
    return `${column} ${negated ? 'not ' : ''}${op} ${by}${columnLabel(index, condition.to)}`
  }
  const not = condition.negate !== negated ? ' not' : ''
  if (condition.kind === 'missing') return `${column} is${not} missing`
  if (condition.kind === 'text')
    return `${column}${not ? ' does not' : ''} ${condition.match} ${condition.value}`
  return `${column} is${not} ${listed(condition.values.map(String), condition.every === true ? 'and' : 'or')}`
}
