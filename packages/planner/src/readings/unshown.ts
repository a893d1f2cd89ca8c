import type { QuestionPlan } from '@numize/semantic'
import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Frame, Words } from '../structure/frame.ts'

/** "For vans with 4 seats, which maker …": the thing behind "which" and "what" is one the answer has to show. */
export function unshown(frame: Frame, plan: QuestionPlan, index: CatalogIndex): readonly Words[] {
  const parts = new Set(shownBy(plan).flatMap((name) => name.split('__')))
  const models = plan.kind === 'list' ? [plan.root] : []
  return frame.items.filter((item, at) => {
    if (item.kind !== 'thing' || item.thing.kind !== 'entity' || !isAskedFor(frame.items, at)) return false
    const { model } = item.thing
    const own = index.schema.models.get(model)?.entities.filter(({ kind }) => kind !== 'foreign') ?? []
    return !models.includes(model) && own.length > 0 && !own.some(({ name }) => parts.has(name))
  })
}

/** Right behind "which" or "what", and not only describing the next word ("which car models"). */
export const isAskedFor = (items: readonly Chosen[], at: number): boolean =>
  isBehindWhich(items, at) && items[at + 1]?.kind !== 'thing'

/** "which years", "in what city": the first thing behind a question word that begins what is asked. */
export function isBehindWhich(items: readonly Chosen[], at: number): boolean {
  const asks = items.findLastIndex(({ kind }, where) => where < at && kind !== 'filler' && kind !== 'number')
  const [before, word] = [items[asks - 1], items[asks]]
  const within = asks === 1 && before?.kind === 'operator' && before.op.op === 'preposition'
  const begins = before === undefined || within || before.kind === 'comma' || before.kind === 'stop'
  return begins && word?.kind === 'operator' && word.op.op === 'question' && /^(which|what)$/i.test(word.text)
}

/** "who got the lowest grade": an answer without anybody's name or key says nothing of who it was. */
export function namesNobody({ items }: Frame, plan: QuestionPlan, { schema }: CatalogIndex): boolean {
  const first = items[0]
  if (first?.kind !== 'operator' || !/^who\b/i.test(first.text) || plan.kind !== 'list') return false
  const names = new Set(
    [...schema.models.keys()].flatMap((model) => schema.display(model).map(({ name }) => name)),
  )
  return plan.columns.every(({ dimension }) => {
    const parts = dimension.split('__')
    return parts.length > 1 && !names.has(parts.at(-1) ?? '')
  })
}

/** A column that has to be two things at once has no rows. */
export function contradicts(plan: QuestionPlan): boolean {
  const equal = plan.where.flatMap((one) =>
    one.kind === 'compare' && one.op === '=' && typeof one.value !== 'object'
      ? [[JSON.stringify(one.field), one.value] as const]
      : [],
  )
  return equal.some(([field, value]) => equal.some((other) => other[0] === field && other[1] !== value))
}

/** "what number of people …", "… for each depot": a count or its groups that nothing in the answer stands for. */
export function losesCount({ items }: Frame, plan: QuestionPlan): boolean {
  if (plan.kind !== 'metrics') return false
  const has = (op: string): boolean => items.some((item) => item.kind === 'operator' && item.op.op === op)
  const levels = plan.metrics.every(
    (one) => 'measure' in one && ['average', 'min', 'max', 'median'].includes(one.measure.aggregation),
  )
  return has('count') && !has('aggregate') && levels
}

/** Every column an answer has, as it is asked. */
function shownBy(plan: QuestionPlan): readonly string[] {
  if (plan.kind === 'list') return plan.columns.map(({ dimension }) => dimension)
  const asked = plan.metrics.flatMap((one) =>
    'countOf' in one ? [one.countOf] : 'measure' in one && one.measure.over ? [one.measure.over] : [],
  )
  return [...plan.groupBy.map(({ dimension }) => dimension), ...asked]
}
