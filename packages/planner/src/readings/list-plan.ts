import type { Filter, GroupBy, ListPlan, OrderBy } from '@numize/semantic'
import { emptyListPlan } from '@numize/semantic'
import { calledSo } from '../index/called-so.ts'
import { rowColumns } from '../index/row-columns.ts'
import { type Column, withRole } from '../index/thing.ts'
import type { Frame, Words } from '../structure/frame.ts'
import { wordsOf } from '../text/words-of.ts'
import { assume, CannotFit, doubt, type Fitting } from './context.ts'
import { rowFilters } from './filters.ts'
import { columnLabel, listed, rowsLabel } from './labels.ts'
import { needRef, refOf } from './refs.ts'
import { resolveQuantity } from './resolve-quantity.ts'
import { modelOf } from './row-filter.ts'
import { selectionFilter, selectionOf } from './selection.ts'
import { markedRows } from './subtype-rows.ts'
import { timingOf } from './time.ts'
import { isAskedFor, isBehindWhich } from './unshown.ts'

/** Rows of an entity: its columns, filters, order. */
export function listPlan(fitting: Fitting): ListPlan {
  const { frame } = fitting
  const head = headOf(fitting)
  const named = columnsOf(fitting, head)
  const root = rootOf(fitting, head, named)
  const columns = withRoot(fitting, root, named)
  const timing = timingOf(fitting, { kind: 'rows', model: root })
  if (timing.grain !== null || timing.compare !== null)
    doubt(fitting, 'a list of rows cannot be shown by period or compared', 0.9)
  const where: Filter[] = [
    ...rowFilters(fitting, root, () => false),
    ...markedRows(fitting, root, columns),
    ...timing.where,
  ]
  doubtIdle(fitting, root, where)
  const shown = columns.map((column) => needRef(fitting, root, column))
  const selection = fitting.frame.rank?.single === true ? selectionOf(fitting, root) : null
  const order = selection ? { orderBy: [], limit: null } : ordering(fitting, root, shown[0])
  const refs = [...new Set([...shown, ...order.orderBy.map(({ by }) => by)])].map(
    (dimension): GroupBy => ({ dimension }),
  )
  if (selection) where.push(selectionFilter(fitting, root, selection))
  const foreign = columns.every((column) => column.model !== root && column.kind !== 'key')
  const onlyColumns = frame.entities.length === 0 && frame.rank === null && frame.conditions.length === 0
  const distinct =
    frame.distinct ||
    frame.clauses.some(({ members }) => members !== undefined) ||
    (foreign && root !== head) ||
    onlyColumns ||
    asksWhichValues(fitting, columns) ||
    where.some((filter) => isSharedValue(filter, shown))
  if (distinct && !frame.distinct) assume(fitting, 'columns', 'Repeated rows are shown once')
  return {
    ...emptyListPlan(root),
    columns: refs,
    distinct,
    where,
    time: timing.time,
    ...order,
  }
}

/** "in which years were boats built": each value once, though many rows have it. */
function asksWhichValues({ frame, index }: Fitting, columns: readonly Column[]): boolean {
  const [column, ...others] = columns
  if (!column || others.length > 0 || column.kind !== 'dimension' || frame.rank) return false
  if (index.schema.display(column.model).some(({ name }) => name === column.name)) return false
  return frame.items.some(
    (item, at) =>
      item.kind === 'thing' &&
      item.thing.kind === 'dimension' &&
      item.thing.name === column.name &&
      isBehindWhich(frame.items, at),
  )
}

/** Values shown that are chosen by membership among themselves: each is shown once. */
const isSharedValue = (filter: Filter, shown: readonly string[]): boolean =>
  filter.kind === 'inPlan' &&
  filter.negate !== true &&
  'dimension' in filter.field &&
  shown.includes(filter.field.dimension) &&
  filter.plan.kind === 'list' &&
  filter.plan.columns.some(({ dimension }) => shown.includes(dimension))

/** Rows of something that is spoken of and not shown yet (the claim of "agents that have had a claim") are named too. */
function withRoot({ frame, index }: Fitting, root: string, columns: readonly Column[]): readonly Column[] {
  const spoken = frame.entities.some(({ model, clause }) => model === root && clause > 0)
  if (!spoken || frame.distinct || columns.some(({ model }) => model === root)) return columns
  return [...columns, ...index.schema.display(root)]
}

/** Entities and groupings that a list has no use for. */
function doubtIdle(fitting: Fitting, root: string, where: readonly Filter[]): void {
  const { frame, index } = fitting
  const said = new Set(frame.conditions.map(modelOf))
  const passed = where.flatMap(rowsPassed)
  for (const { model, clause, text } of frame.entities)
    if (
      clause === 0 &&
      !said.has(model) &&
      ![root, ...passed].some((one) => index.graph.distance(one, model) !== null)
    )
      doubt(fitting, `"${text}" found no place`, 0.9)
  if (frame.groups.some(({ shown }) => !shown)) doubt(fitting, 'a list has no groups', 0.4)
}

/** Models a filter leads over. */
function rowsPassed(filter: Filter): readonly string[] {
  if (filter.kind !== 'inPlan' || filter.plan.kind !== 'list') return []
  return [filter.plan.root, ...filter.plan.where.flatMap(rowsPassed)]
}

function headOf(fitting: Fitting): string {
  const { frame } = fitting
  const main = frame.entities.find(({ clause }) => clause === 0) ?? frame.entities[0]
  const shown = frame.groups[0]?.target
  const model =
    main?.model ?? (shown?.kind === 'column' ? shown.column.model : shown?.model) ?? conditionModel(fitting)
  if (model === undefined) throw new CannotFit('unknown-words', 'I found nothing to list in this question.')
  return model
}

function conditionModel(fitting: Fitting): string | undefined {
  const first = fitting.frame.conditions.find((one) => one.kind === 'values' || one.kind === 'text')
  if (first?.kind !== 'values' && first?.kind !== 'text') return undefined
  doubt(fitting, 'only a value is named', 0.3)
  return first.column.model
}

function columnsOf(fitting: Fitting, head: string): Column[] {
  const { frame, index } = fitting
  const named = frame.groups.flatMap(({ target, text }) =>
    target.kind === 'column'
      ? [target.column, ...(/\bfull\b/i.test(text) ? [] : calledSo(index, target.column))]
      : index.schema.display(target.model).map((column) => ({ ...column, ...withRole(target.role) })),
  )
  const wanted = frame.wants.flatMap(({ quantity }) => {
    const resolved = resolveQuantity(fitting, quantity)
    return resolved.kind === 'column' ? [resolved.column] : []
  })
  const columns = [
    ...wanted,
    ...(namesRowsOnly(fitting) ? displayedEntities(fitting) : named),
    ...whoseRank(fitting),
  ]
  if (columns.length > 0) return withJoined(fitting, head, columns)
  const asked = askedFor(fitting, head)
  if (asked) return [asked]
  if (asksEverything(frame)) return wholeRow(fitting, head)
  const display = knownBy(fitting, namedByWhich(frame) ?? head)
  if (display.length === 0)
    throw new CannotFit('not-supported', `${rowsLabel(index, head)} have no column that names them.`)
  assume(
    fitting,
    'columns',
    `${rowsLabel(index, head)} are shown by ${listed(display.map((one) => columnLabel(index, one)))}`,
  )
  return [...display, ...display.flatMap((column) => calledSo(index, column))]
}

/** "all the information about", "everything on": each column of the rows, not only what names them. */
const asksEverything = ({ items }: Frame): boolean =>
  /\b(all|full|complete|entire|every) (of )?(the |its |their )?(available )?(information|info|details?|data|columns|fields|attributes)\b|\beverything\b/i.test(
    items.map(({ text }) => text).join(' '),
  )

function wholeRow({ index }: Fitting, model: string): Column[] {
  const one = index.schema.models.get(model)
  const entities = [...new Map((one?.entities ?? []).map((entity) => [entity.expr, entity])).values()]
  const keys = entities.map(({ name }): Column => ({ kind: 'key', model, name }))
  const own = (one?.dimensions ?? []).filter(({ extras }) => extras.hidden !== true)
  return [...keys, ...own.map(({ name }): Column => ({ kind: 'dimension', model, name }))]
}

/** What names rows; where nothing does, their key and the first texts they hold. */
function knownBy({ index }: Fitting, model: string): readonly Column[] {
  const display = index.schema.display(model)
  if (display.some(({ kind }) => kind !== 'key')) return display
  return [...display, ...rowColumns(index, model).filter(({ kind }) => kind !== 'key')]
}

/** "for the cars with 4 doors, which model …": what "which" names is shown, not the rows told of before. */
function namedByWhich({ items, entities }: Frame): string | null {
  const asked = items.find(
    (item, at) => item.kind === 'thing' && item.thing.kind === 'entity' && isAskedFor(items, at),
  )
  const said = entities.find(({ span, clause }) => clause === 0 && span.join() === asked?.span.join())
  return said?.model ?? null
}

/** "which label was founded first": where only what is ranked by is named, whose it is is shown too. */
function whoseRank({ frame, index }: Fitting): readonly Column[] {
  const [group, ...others] = frame.groups
  const [head] = frame.entities
  const by = frame.rank?.by
  if (!group || others.length > 0 || !head || group.target.kind !== 'column' || by?.kind !== 'column')
    return []
  const { column } = group.target
  const same = by.column.name === column.name && head.model === column.model && head.span[0] < group.span[0]
  return same ? index.schema.display(head.model) : []
}

/** "agents and the policies they sold": several things side by side, none of their columns named. */
const namesRowsOnly = ({ frame }: Fitting): boolean =>
  frame.groups.every(({ target }) => target.kind === 'entity') &&
  new Set(sideBySide(frame).map(({ model }) => model)).size > 1

/** The head, and what "and" or a comma puts beside it. */
const sideBySide = ({ entities, items }: Frame): Frame['entities'] =>
  entities.filter(({ span, clause }, at) => {
    const before = items.filter((item) => item.span[1] <= span[0] && item.kind !== 'filler').at(-1)
    const joined = before?.kind === 'comma' || (before?.kind === 'operator' && before.op.op === 'and')
    return clause === 0 && (at === 0 || (joined && !callsValue(items, span)))
  })

/** Entities without those that only lead from the head to what a condition is about. */
const withoutMiddles = (frame: Frame): Frame['entities'] => {
  const beside = new Set(sideBySide(frame))
  const conditioned = frame.conditions.some(({ clause }) => clause === 0)
  return conditioned ? frame.entities.filter((one) => beside.has(one)) : frame.entities
}

/** "and the genre 'noir'": the word says what the value behind it is. */
function callsValue(items: Frame['items'], span: Words['span']): boolean {
  const next = items.find((item) => item.span[0] >= span[1] && item.kind !== 'filler')
  return next?.kind === 'quoted' || (next?.kind === 'thing' && next.thing.kind === 'value')
}

function displayedEntities({ frame, index }: Fitting): Column[] {
  const shown = sideBySide(frame)
  const columns = shown.flatMap(({ model, role }) =>
    index.schema
      .display(model)
      .flatMap((column) => [column, ...calledSo(index, column)])
      .map((column) => ({ ...column, ...withRole(role) })),
  )
  return [...new Map(columns.map((column) => [JSON.stringify(column), column])).values()]
}

/** "Where is …", "when was …": a column of places, or a time. */
function askedFor(fitting: Fitting, head: string): Column | null {
  const { frame, index } = fitting
  if (frame.asks === null) return null
  const found =
    frame.asks === 'when'
      ? index.schema.time(head)
      : (index.schema.models.get(head)?.dimensions ?? [])
          .filter(({ name }) => wordsOf(name).some((word) => places.has(word)))
          .map(({ name }): Column => ({ kind: 'dimension', model: head, name }))[0]
  if (!found) doubt(fitting, `there is no column to say ${frame.asks}`, 0.9)
  else assume(fitting, 'columns', `"${frame.asks}" is ${columnLabel(index, found)}`)
  return found ?? null
}

const places = new Set([
  'location',
  'city',
  'hometown',
  'address',
  'place',
  'country',
  'venue',
  'region',
  'town',
  'county',
  'state',
  'province',
  'district',
])

/** "names of teachers and the courses they teach": an entity after "and" is shown by its name. */
function withJoined(fitting: Fitting, head: string, columns: readonly Column[]): Column[] {
  const { frame, index } = fitting
  const extra = withoutMiddles(frame)
    .filter(
      ({ clause, model }) =>
        clause === 0 && model !== head && !columns.some((column) => column.model === model),
    )
    .filter(({ model }) => !frame.conditions.some((one) => modelOf(one) === model))
    .flatMap(({ model, role }) =>
      index.schema.display(model).map((column) => ({ ...column, ...withRole(role) })),
    )
    .filter(() => columns.some((column) => column.model === head))
  return [...columns, ...extra]
}

function rootOf(fitting: Fitting, head: string, columns: readonly Column[]): string {
  const { graph } = fitting.index
  const leadsToAll = (model: string): boolean =>
    columns.every((column) => refOf(fitting, model, column) !== null)
  if (leadsToAll(head)) return head
  const own = columns[0]?.model
  if (own !== undefined && leadsToAll(own)) return own
  const spoken = fitting.frame.entities.find(({ model }) => leadsToAll(model))
  if (spoken) return spoken.model
  const root = graph.roots([...new Set([head, ...columns.map((column) => column.model)])])[0]
  if (root === undefined)
    throw new CannotFit(
      'no-path',
      `${listed([...new Set(columns.map((column) => columnLabel(fitting.index, column)))])} cannot be shown side by side: nothing joins them to ${rowsLabel(fitting.index, head)}.`,
    )
  return root
}

function ordering(
  fitting: Fitting,
  root: string,
  first: string | undefined,
): Pick<ListPlan, 'orderBy' | 'limit'> {
  const { rank, order } = fitting.frame
  const said = rank ?? order
  if (!said) return { orderBy: [], limit: null }
  const alphabetical = !rank && order?.by.kind === 'implied'
  const quantity = alphabetical ? null : resolveQuantity(fitting, said.by)
  if (quantity !== null && quantity.kind !== 'column') throw new Error('a list is ordered by columns')
  const by = quantity === null ? first : needRef(fitting, root, quantity.column)
  if (by === undefined) return { orderBy: [], limit: null }
  const orderBy: OrderBy[] = [{ by, direction: said.direction }]
  return { orderBy, limit: rank ? rank.count : null }
}
