import type { QuestionPlan } from '@numize/semantic'
import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Frame, Words } from '../structure/frame.ts'

/** "For vans with 4 seats, which maker …", "list all the notes": rows right behind what asks for them are to be shown. */
export function unshown(frame: Frame, plan: QuestionPlan, index: CatalogIndex): readonly Words[] {
  const parts = new Set(shownBy(plan).flatMap((name) => name.split('__')))
  return frame.items.filter((item, at) => {
    if (item.kind !== 'thing' || item.thing.kind !== 'entity') return false
    if (!isAskedFor(frame.items, at) && !isListed(frame.items, at)) return false
    const one = index.schema.models.get(item.thing.model)
    const own = [
      ...(one?.primaryEntity ? [one.primaryEntity] : []),
      ...(one?.entities ?? []).filter(({ kind }) => kind !== 'foreign').map(({ name }) => name),
    ]
    const bare = plan.kind === 'list' && plan.root === item.thing.model && own.length === 0
    return !bare && own.length > 0 && !own.some((name) => parts.has(name))
  })
}

/** Right behind "list", "show", and not only describing what comes next ("list the vans' plates"). */
function isListed(items: readonly Chosen[], at: number): boolean {
  const asks = items.slice(0, at).findLast(({ kind }) => kind !== 'filler')
  const next = items[at + 1]
  const owns = next?.kind === 'thing' || (next?.kind === 'operator' && next.op.op === 'possessive')
  return asks?.kind === 'operator' && asks.op.op === 'list' && !owns
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
  const each = items.some(
    (item, at) => item.kind === 'operator' && item.op.op === 'each' && items[at + 1]?.kind === 'thing',
  )
  if (each && !JSON.stringify(plan).includes('"groupBy":[{')) return true
  const has = (op: string): boolean => items.some((item) => item.kind === 'operator' && item.op.op === op)
  const levels = plan.metrics.every(
    (one) => 'measure' in one && ['average', 'min', 'max', 'median'].includes(one.measure.aggregation),
  )
  return has('count') && !has('aggregate') && levels
}

/** "list all vans and also list the depots in Kent": two lists, of which one list holds only one. */
export function joinsLists({ items, also }: Frame, plan: QuestionPlan): boolean {
  if (plan.kind !== 'list') return false
  if (also) return items.some(hasBoth)
  const asks = items.flatMap((item, at) =>
    item.kind === 'operator' && (item.op.op === 'list' || item.op.op === 'question') ? [at] : [],
  )
  return asks.some((at) => {
    const back = items.slice(0, at).findLast(({ kind }) => kind !== 'filler')
    const joined = back?.kind === 'operator' && back.op.op === 'and'
    const besides = items.slice(0, at).filter(({ kind }) => kind === 'thing')
    const next = items.slice(at + 1).find(({ kind }) => kind !== 'filler')
    return joined && besides.length > 0 && isOfRows(next)
  })
}

/** "that have both lakes and rivers": what has each of them, not all there are of either. */
const hasBoth = (item: Chosen, at: number, items: readonly Chosen[]): boolean => {
  const before = items[at - 1]
  return /^both$/i.test(item.text) && before?.kind === 'operator' && before.op.op === 'have'
}

const isOfRows = (item: Chosen | undefined): boolean =>
  item?.kind === 'thing' && (item.thing.kind === 'entity' || item.thing.kind === 'value')

/** Every column an answer has, as it is asked. */
function shownBy(plan: QuestionPlan): readonly string[] {
  if (plan.kind === 'list') return plan.columns.map(({ dimension }) => dimension)
  const asked = plan.metrics.flatMap((one) =>
    'countOf' in one ? [one.countOf] : 'measure' in one && one.measure.over ? [one.measure.over] : [],
  )
  return [...plan.groupBy.map(({ dimension }) => dimension), ...asked]
}
