import { fail } from '../errors.ts'
import type { MetricsPlan, TimeRange } from '../plan.ts'
import { call } from '../sql/build.ts'
import { alongRows, reachingBack } from './along-rows.ts'
import type { Answer } from './answer.ts'
import { readMetric } from './asked.ts'
import type { Asked } from './asked-metric.ts'
import { compareAnswers, previousOf } from './comparison.ts'
import { distinctValues } from './distinct-values.ts'
import { finish } from './finish.ts'
import type { Frame } from './frame.ts'
import { SIZE, sizeNode } from './group-sizes.ts'
import { groupTotals } from './group-totals.ts'
import { aliasesOf, frameOf, groupsOf, metricColumn } from './groups.ts'
import { type Key, METRIC_TIME } from './keys.ts'
import { newTree, separate } from './metric-tree.ts'
import { noteFilter } from './notes.ts'
import { relationOf } from './relation.ts'
import { estimateOf, samplingOf } from './sampling.ts'
import type { Session } from './session.ts'
import { withoutSmallGroups } from './small-groups.ts'
import { checkRange } from './time.ts'
import type { MetricNode } from './units.ts'

/** Metrics by groups, compared, filtered, ranked, ordered. Without metrics: the distinct values of the groups. */
export function metricsAnswer(session: Session, plan: MetricsPlan): Answer {
  if (plan.metrics.length === 0 && plan.groupBy.length === 0) throw fail('empty-plan', {})
  const fields = plan.groupBy.map(({ dimension }) => dimension)
  const reading = { index: session.index, inlineAllowed: session.guard.inlineMeasures, names: fields }
  const asked = plan.metrics.map((ref) => readMetric(reading, ref))
  if (plan.time) noteRange(session, plan.time)
  refuseCalendarBeside(plan)
  if (plan.sample) refuseSample(session, plan)
  const base = asked.length === 0 ? distinctValues(session, plan) : metricRows(session, plan, asked)
  if (plan.groupTotals) return groupTotals(session, base, plan)
  const groups = asked.length === 0 ? base : withoutSmallGroups(session, base, sizesOf(plan))
  return finish(session, alongRows(session, groups, plan), plan)
}

/** Where the groups' sizes stand: of a comparison, those of both periods. */
const sizesOf = ({ compare }: MetricsPlan) => ({ sizes: compare ? [SIZE, previousOf(SIZE)] : [SIZE] })

/** The calendar has no rows of a metric: its first and last day would be taken for theirs. */
function refuseCalendarBeside({ metrics }: MetricsPlan): void {
  const asks = metrics.filter((ref) => 'measure' in ref && ref.measure.over.split('__')[0] === METRIC_TIME)
  if (asks.length > 0 && asks.length < metrics.length)
    throw fail('bad-plan', {
      problem: `${METRIC_TIME} beside a metric is no column of its own: ask it alone`,
    })
}

/** What a part of the rows cannot tell, whatever is asked. Why no sample where small groups are left out: decision 026. */
function refuseSample({ depth, guard }: Session, plan: MetricsPlan): void {
  const refuse = (why: string, instead = 'Ask it on all rows') => fail('no-sample', { why, instead })
  if (depth > 1)
    throw refuse('it stands inside another plan', 'Give the sample to the outermost plan, which holds for it')
  if (plan.metrics.length === 0) throw refuse('values missing from a part of the rows may stand in the rest')
  if (plan.groupTotals) throw refuse('groups are counted here, and those of the rows left out are not known')
  if (guard.minGroup)
    throw refuse('groups of few are left out here, and the difference of two samples could tell of one')
}

function noteRange(session: Session, range: TimeRange): void {
  checkRange(range)
  const from = range.start === null ? '' : ` from ${range.start}`
  const to = range.end === null ? '' : ` until before ${range.end}`
  noteFilter(session.notes, `${range.dimension ?? 'time'}${from}${to}`, 'plan')
}

function metricRows(session: Session, plan: MetricsPlan, read: readonly Asked[]): Answer {
  const groups = groupsOf(session, plan, read)
  const keys = groups.map((group) => group.key)
  const { session: sampled, asked } = sampledMetrics(session, plan, read, keys)
  const rows = (frame: Frame) => relationFor(sampled, asked, frame)
  const columns = [...groups.map((group) => group.column), ...asked.map(metricColumn)]
  const aliases = aliasesOf(groups, asked)
  const wide = reachingBack(session, plan, groups)
  const frame = frameOf(session, wide, keys, wide.time)
  if (!plan.compare) return { query: rows(frame), columns, aliases }
  return compareAnswers(session, {
    plan: wide,
    groups,
    asked,
    rows,
    frameOf: (range) => frameOf(session, plan, keys, range),
    aliases,
  })
}

/** The keys a sample is taken by hang on what is asked, so that it is read once for them first. */
function sampledMetrics(
  session: Session,
  { sample }: MetricsPlan,
  asked: readonly Asked[],
  keys: readonly Key[],
): { readonly session: Session; readonly asked: readonly Asked[] } {
  const nodes = sample ? asked.map((one) => one.build(newTree(session), [])) : []
  const sampling = sample ? samplingOf(session, sample, { nodes, keys }) : null
  if (!sampling) return { session, asked }
  const estimates = asked.map((one, at) => ({
    ...one,
    estimate: estimateOf(sampling, nodes[at] as MetricNode),
  }))
  return { session: { ...session, sampling }, asked: estimates }
}

/** An estimate of a count is a whole number, too. */
const shownWhole = ({ sampling }: Session, { type }: Asked, node: MetricNode): MetricNode =>
  sampling && type === 'integer' ? { ...node, expr: call('ROUND', node.expr) } : node

function relationFor(session: Session, asked: readonly Asked[], frame: Frame) {
  const tree = newTree(session)
  const nodes = separate(
    tree,
    asked.map((one) => [one.column, one.build(tree, [])] as const),
  )
  const shown = asked.map((one, at) => ({
    column: one.column,
    node: shownWhole(session, one, nodes[at] as MetricNode),
  }))
  const size = session.guard.minGroup ? [{ column: SIZE, node: sizeNode(tree, nodes, frame) }] : []
  return relationOf(session, [...shown, ...size], frame)
}
