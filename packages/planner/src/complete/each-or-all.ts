import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { rowsLabel } from '../readings/labels.ts'
import type { Condition, Frame, Group, Words } from '../structure/frame.ts'
import { oneOf } from './choice.ts'
import type { Completion } from './completion.ts'

/**
 * "the courses every teacher gives": those of each teacher in turn, or those that all of them give. Both are offered where
 * the two are joined many to many; "for each teacher, the courses" can only mean the former.
 */
export const eachOrAll: Completion = (frame, index) => {
  const scope = scopeOf(frame, index)
  if (!scope) return [frame]
  const { each, listed, said } = scope
  const bare = withoutEach(frame, each)
  const shown = listed.length > 0 ? listed : [rowsOf(frame, scope.head)]
  const perOwner: Frame = { ...bare, groups: [...ownersShown(index, scope), ...shown] }
  const all: Condition = { ...said, kind: 'all', model: scope.model, or: false, clause: 0 }
  const ofAll: Frame = { ...bare, groups: shown, conditions: [...bare.conditions, all] }
  const rows = rowsLabel(index, scope.head).toLowerCase()
  const owners = rowsLabel(index, scope.model).toLowerCase()
  return oneOf(frame, said, [
    { label: `the ${rows} of each of the ${owners}, one by one`, frame: perOwner },
    { label: `only the ${rows} that all ${owners} have in common`, frame: ofAll },
  ])
}

/** Each owner by its key and its name; where nothing names it, by the first text it has. */
function ownersShown(index: CatalogIndex, { owner, model }: Scope): readonly Group[] {
  const { schema } = index
  const key = schema.key(model)
  const names = schema.display(model).filter(({ kind }) => kind === 'dimension')
  const texts = (schema.models.get(model)?.dimensions ?? [])
    .filter((one) => one.kind === 'categorical' && one.dataType === 'string' && one.extras.hidden !== true)
    .map(({ name }): Column => ({ kind: 'dimension', model, name }))
  const columns = [...(key ? [key] : []), ...(names.length > 0 ? names : texts.slice(0, 1))]
  const { text, span } = owner
  return columns.map((column) => ({ text, span, target: { kind: 'column', column }, shown: true }))
}

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
  const owners = frame.groups.filter(({ shown }) => !shown)
  const listed = frame.groups.filter(({ shown }) => shown)
  const [owner] = owners
  const each = owner && wordBefore(frame, owner)
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
function wordBefore({ items }: Frame, { span }: Words): Words | null {
  const before = items.filter((item) => item.span[1] <= span[0] && item.kind !== 'filler').at(-1)
  const said = before?.kind === 'operator' && before.op.op === 'each' ? before : null
  return said && { text: said.text, span: said.span }
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

const withoutEach = (frame: Frame, each: Words): Frame => ({
  ...frame,
  items: frame.items.map((item) =>
    item.span.join() === each.span.join() ? { kind: 'filler', text: item.text, span: item.span } : item,
  ),
  entities: frame.entities.map((one) => ({ ...one, clause: 0 })),
})

function rowsOf(frame: Frame, model: string): Group {
  const said = frame.entities.find((one) => one.model === model)
  return {
    text: said?.text ?? '',
    span: said?.span ?? [0, 0],
    target: { kind: 'entity', model },
    shown: true,
  }
}
