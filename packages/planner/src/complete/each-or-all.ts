import type { CatalogIndex } from '../index/catalog-index.ts'
import { rowColumns } from '../index/row-columns.ts'
import type { Column } from '../index/thing.ts'
import { rowsLabel } from '../readings/labels.ts'
import type { Condition, Frame, Group, Want, Words } from '../structure/frame.ts'
import { oneOf } from './choice.ts'
import type { Completion } from './completion.ts'

/**
 * "the courses every teacher gives": those of each teacher in turn, or those that all of them give. Both are offered where
 * the two are joined many to many; "for each teacher, the courses" can only mean the former.
 */
export const eachOrAll: Completion = (said, index) => {
  const frame = withColumns(said, index)
  const scope = scopeOf(frame, index)
  if (!scope) return [said]
  const { listed } = scope
  const bare = withoutEach(frame, scope)
  const shown = named(index, listed.length > 0 ? listed : [rowsOf(frame, scope.head)])
  const owned = ownersShown(index, scope)
  const perOwner: Frame = {
    ...bare,
    groups: [...owned, ...shown],
    conditions: [...bare.conditions, ...[owned, shown].flatMap(areKnown)],
  }
  const all: Condition = { ...scope.said, kind: 'all', model: scope.model, or: false, clause: 0 }
  const ofAll: Frame = { ...bare, groups: shown, conditions: [...bare.conditions, all] }
  const rows = rowsLabel(index, scope.head).toLowerCase()
  const owners = rowsLabel(index, scope.model).toLowerCase()
  return oneOf(frame, scope.said, [
    { label: `the ${rows} of each of the ${owners}, one by one`, frame: perOwner },
    { label: `only the ${rows} that all ${owners} have in common`, frame: ofAll },
  ])
}

/** "the cost of the projects every town has": what each row holds, where nobody asks to add it up. */
function withColumns(frame: Frame, index: CatalogIndex): Frame {
  const shown = frame.wants.map((want) => columnAsked(want, index))
  const columns = shown.filter((column) => column !== null)
  if (columns.length === 0 || columns.length < shown.length) return frame
  const groups = frame.wants.flatMap((want, at) => asGroups(want, columns.slice(at, at + 1)))
  return { ...frame, wants: [], groups: [...groups, ...frame.groups] }
}

/** The column a sum is taken over, where only its name is said. */
function columnAsked({ quantity, text }: Want, { schema }: CatalogIndex): Column | null {
  if (/\b(total|sum|overall|average|mean|median|max\w*|min\w*|highest|lowest)\b/i.test(text)) return null
  if (quantity.kind === 'column') return quantity.column
  if (quantity.kind === 'aggregate') return quantity.since ? null : quantity.column
  const metric = quantity.kind === 'metric' ? schema.metrics.get(quantity.name) : undefined
  if (metric?.kind !== 'simple' || metric.filters.length > 0) return null
  for (const { name: model, measures, dimensions } of schema.models.values()) {
    const measure = measures.find(({ name }) => name === metric.input.measure)
    const column = measure && dimensions.find(({ expr }) => expr === measure.expr)
    if (column) return { kind: 'dimension', model, name: column.name }
  }
  return null
}

/** Each owner by its key and what its rows are known by. */
function ownersShown(index: CatalogIndex, { owner, model }: Scope): readonly Group[] {
  const key = index.schema.key(model)
  const columns = rowColumns(index, model).filter(({ kind }) => kind === 'dimension')
  return asGroups(owner, [...(key ? [key] : []), ...columns])
}

/** Rows that join what is not there to something are none of each. */
function areKnown(groups: readonly Group[]): readonly Condition[] {
  const first = groups.find(({ target }) => target.kind === 'column' && target.column.kind === 'dimension')
  if (first?.target.kind !== 'column') return []
  const { text, span, target } = first
  return [{ kind: 'missing', column: target.column, negate: true, text, span, or: false, clause: 0 }]
}

/** What is listed, with rows as such shown by what they are known by. */
export const named = (index: CatalogIndex, groups: readonly Group[]): readonly Group[] =>
  groups.flatMap((group) =>
    group.target.kind === 'entity' && group.target.role === undefined
      ? asGroups(group, rowColumns(index, group.target.model))
      : [group],
  )

export const asGroups = ({ text, span }: Words, columns: readonly Column[]): readonly Group[] =>
  columns.map((column) => ({ text, span, target: { kind: 'column', column }, shown: true }))

interface Scope {
  /** The word itself. */
  readonly each: Words
  readonly said: Words
  readonly owner: Group
  /** Whose rows there is one of each. */
  readonly model: string
  /** Whose rows are listed. */
  readonly head: string
  readonly listed: readonly Group[]
}

function scopeOf(frame: Frame, index: CatalogIndex): Scope | null {
  if (frame.wants.length > 0 || frame.rank || frame.order || frame.share || frame.trend || frame.distinct)
    return null
  const owners = [...frame.groups.filter(({ shown }) => !shown), ...ofAll(frame)]
  const listed = frame.groups.filter(({ shown }) => shown)
  const [owner] = owners
  const each = owner && (wordBefore(frame, owner) ?? allBefore(frame, owner))
  if (!owner || owners.length > 1 || !each) return null
  const model = owner.target.kind === 'entity' ? owner.target.model : owner.target.column.model
  const head = headOf(frame, listed, model)
  const own = listed.filter(
    ({ target }) => (target.kind === 'entity' ? target.model : target.column.model) === head,
  )
  const first = [...own, ...frame.entities.filter((one) => one.model === head)].map(({ span }) => span[0])
  if (head === null || Math.min(...first) > each.span[0] || !isManyToMany(index, head, model)) return null
  return {
    each,
    said: { text: `${each.text} ${owner.text}`, span: [each.span[0], owner.span[1]] },
    owner,
    model,
    head,
    listed,
  }
}

/** "each", "every", "all" right before what is grouped. */
export function wordBefore({ items }: Frame, { span }: Words): Words | null {
  const before = items.filter((item) => item.span[1] <= span[0] && item.kind !== 'filler').at(-1)
  const said = before?.kind === 'operator' && before.op.op === 'each' ? before : null
  return said && { text: said.text, span: said.span }
}

/** "at all terminals", "that all the engineers use": rows of which all are spoken of, behind what is listed. */
const ofAll = (frame: Frame): readonly Group[] =>
  frame.entities
    .filter((entity) => allBefore(frame, entity) !== null)
    .map(({ text, span, model }) => ({ text, span, target: { kind: 'entity', model }, shown: false }))

/** "all", behind a preposition, a verb or "that". */
function allBefore({ items }: Frame, { span }: Words): Words | null {
  const before = items.filter((item) => item.span[1] <= span[0])
  const at = before.findLastIndex((item) => /^all$/i.test(item.text))
  const between = before.slice(at + 1)
  const lead = before[at - 1]
  const leads =
    lead?.kind === 'link' ||
    (lead?.kind === 'operator' && (lead.op.op === 'preposition' || lead.op.op === 'relative'))
  const all = before[at]
  return all && leads && between.every(({ kind }) => kind === 'filler')
    ? { text: all.text, span: all.span }
    : null
}

function headOf(frame: Frame, listed: readonly Group[], owner: string): string | null {
  const models = new Set([
    ...listed.map(({ target }) => (target.kind === 'entity' ? target.model : target.column.model)),
    ...frame.entities.map(({ model }) => model),
  ])
  models.delete(owner)
  const [head] = models
  return models.size === 1 ? (head ?? null) : null
}

/** Joined by rows of a third model only. */
function isManyToMany({ graph }: CatalogIndex, a: string, b: string): boolean {
  const via = graph.roots([a, b])[0]
  return via !== undefined && via !== a && via !== b
}

const withoutEach = (frame: Frame, { each, owner, model }: Scope): Frame => ({
  ...frame,
  items: frame.items.map((item) =>
    item.span.join() === each.span.join() ? { kind: 'filler', text: item.text, span: item.span } : item,
  ),
  entities: frame.entities
    .filter((one) => one.model !== model || one.span.join() !== owner.span.join())
    .map((one) => ({ ...one, clause: 0 })),
})

export function rowsOf(frame: Frame, model: string): Group {
  const said = frame.entities.find((one) => one.model === model)
  return {
    text: said?.text ?? '',
    span: said?.span ?? [0, 0],
    target: { kind: 'entity', model },
    shown: true,
  }
}
