import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Copy, Role } from '../index/roles.ts'
import type { Thing } from '../index/thing.ts'
import { prepositionRoles, roleNames } from '../lexicon/roles.ts'
import { lemma } from '../text/inflect.ts'

/**
 * The same items with what role each thing plays, where the words say it: "origin depot", "from Salt Quay", "arrived
 * at Moor End", "supervised by Ada Pike". A role said in front of the thing itself becomes part of it.
 */
export function withRoles(items: readonly Chosen[], index: CatalogIndex): readonly Chosen[] {
  const { roles, copies } = index.roles
  if (roles.length + copies.length === 0) return items
  const done: Chosen[] = []
  const said = [...items]
  items.forEach((_, at) => {
    const item = said[at]
    if (item) done.push(placed(item, at, { items: said, done, index }))
  })
  return done
}

interface Scene {
  readonly items: Chosen[]
  readonly done: readonly Chosen[]
  readonly index: CatalogIndex
}

type ThingItem = Extract<Chosen, { kind: 'thing' }>

function placed(item: Chosen, at: number, scene: Scene): Chosen {
  if (item.kind !== 'thing') return item
  if (item.thing.kind === 'entity' && item.thing.role !== undefined) return adjective(item, at, scene)
  const one = ofTheRightCopy(item, at, scene)
  if (!isOfModel(one.thing) || one.thing.role !== undefined) return one
  const { model } = one.thing
  const open = scene.index.roles.roles.filter(({ target }) => target === model)
  if (open.length === 0) return one
  const owner = ownerBefore(one.thing, scene)
  const role = owner
    ? (owner.role ?? null)
    : (spokenRole(open, wordsBefore(scene)) ?? inherited(one.thing, scene))
  return role === null ? one : adjective({ ...one, thing: { ...one.thing, role } }, at, scene)
}

type OfModel = Exclude<Extract<Thing, { model: string }>, { kind: 'span' }>
const isOfModel = (thing: Thing): thing is OfModel => 'model' in thing && thing.kind !== 'span'

/** "origin depot", "destination's land": what follows is what plays the role. */
function adjective(item: ThingItem, at: number, { items, index }: Scene): Chosen {
  if (item.thing.kind !== 'entity') return item
  const { model, role } = item.thing
  const possessive = items[at + 1]?.kind === 'operator' && items[at + 1]?.text.endsWith('s')
  const where = possessive ? at + 2 : at + 1
  const next = items[where]
  if (next?.kind !== 'thing' || !isOfModel(next.thing) || next.thing.model !== model || role === undefined)
    return item
  if (
    next.thing.kind === 'value' &&
    !index.roles.roles.some((one) => one.entity === role && one.target === model)
  )
    return item
  items[where] = {
    ...next,
    text: `${item.text} ${next.text}`,
    span: [item.span[0], next.span[1]],
    thing: { ...next.thing, role },
  }
  return { kind: 'filler', text: '', span: [item.span[0], item.span[0]] }
}

/** "members from Kent": what is said right behind the rows of a model is said of those rows, whatever they play elsewhere. */
function ownerBefore(thing: OfModel, { done }: Scene): Extract<Thing, { kind: 'entity' }> | null {
  const before = done.findLast((item) => item.kind === 'thing')
  if (thing.kind === 'entity' || before?.kind !== 'thing' || before.thing.kind !== 'entity') return null
  return before.thing.model === thing.model ? before.thing : null
}

/** "from A or B", "from depots in Kent": what goes on about the same model is reached the same way. */
function inherited(thing: OfModel, { done }: Scene): string | null {
  const before = done.findLast((item) => item.kind === 'thing')
  if (before?.kind !== 'thing' || !isOfModel(before.thing) || before.thing.model !== thing.model) return null
  return thing.kind === 'entity' ? null : (before.thing.role ?? null)
}

/** Words between a thing and the thing before it, nearest last. */
function wordsBefore({ done }: Pick<Scene, 'done'>): readonly string[] {
  const words: string[] = []
  for (let back = done.length - 1; back >= 0; back--) {
    const item = done[back]
    const loose =
      item?.kind === 'filler' ||
      item?.kind === 'link' ||
      item?.kind === 'operator' ||
      item?.kind === 'unknown'
    if (!item || !loose) break
    words.unshift(...item.text.toLowerCase().split(' '))
  }
  return words
}

/** The preposition beside the thing decides before the verb does. */
function spokenRole(open: readonly Role[], before: readonly string[]): string | null {
  const last = before.filter((word) => !articles.has(word))
  const prepositions = [last.slice(-2).join(' '), last.at(-1) ?? '']
  for (const words of prepositions) {
    const role = only(open, prepositionRoles(words))
    if (role !== null) return role
  }
  return only(open, roleNames(new Set(before)))
}

const articles = new Set(['the', 'a', 'an', 'our', 'their', 'its', 'which', 'what', 'any', 'every', 'each'])

function only(open: readonly Role[], names: ReadonlySet<string>): string | null {
  const found = open.filter(({ own }) => own.some((word) => names.has(word)))
  return found.length === 1 ? (found[0]?.entity ?? null) : null
}

/** A column of employees is the employee's own, unless the words speak of the manager. */
function ofTheRightCopy(item: ThingItem, at: number, scene: Scene): ThingItem {
  const { thing } = item
  if (!isOfModel(thing) || thing.kind === 'entity') return item
  const copies = scene.index.roles.copies.filter(
    ({ model, of }) => model === thing.model || of === thing.model,
  )
  const copy = copies.find((one) => speaksOf(one, item, at, scene))
  if (copy) return { ...item, thing: { ...thing, model: copy.model } }
  const own = copies.find(({ model }) => model === thing.model)
  return own ? { ...item, thing: { ...thing, model: own.of } } : item
}

function speaksOf(copy: Copy, item: ThingItem, at: number, { items, done }: Scene): boolean {
  const names = new Set(item.text.toLowerCase().split(' ').map(lemma))
  if (item.thing.kind !== 'value' && copy.words.every((word) => names.has(word))) return true
  const before = done.at(-1)
  const beforeOwner = before?.kind === 'operator' && before.op.op === 'possessive' ? done.at(-2) : before
  if (isEntityOf(beforeOwner, copy.model)) return true
  if (item.thing.kind !== 'value') return isEntityOf(ownerAfter(items, at), copy.model)
  const pointed = roleNames(new Set(wordsBefore({ done })))
  return copy.words.some((word) => pointed.has(word))
}

const isEntityOf = (item: Chosen | undefined, model: string): boolean =>
  item?.kind === 'thing' && item.thing.kind === 'entity' && item.thing.model === model

/** "the grade of their supervisor". */
function ownerAfter(items: readonly Chosen[], at: number): Chosen | undefined {
  const next = items[at + 1]
  if (next?.kind !== 'operator' || next.text.toLowerCase() !== 'of') return undefined
  let here = at + 2
  while (items[here]?.kind === 'filler') here++
  return items[here]
}
