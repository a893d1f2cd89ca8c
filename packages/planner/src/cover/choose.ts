import { modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { type Evidence, type Thing, thingId } from '../index/thing.ts'
import { prepositionRoles, roleNames } from '../lexicon/roles.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import type { Chosen, Cover, Item } from './item.ts'
import { opOf, owned } from './owner.ts'

/** A cover with one thing chosen for every piece. */
export interface Choice {
  readonly items: readonly Chosen[]
  readonly score: number
}

const PER_ITEM = 6

/** The `count` likeliest choices of a cover: pieces that speak of the same or near models go together. */
export function chooseThings(cover: Cover, index: CatalogIndex, count: number): Choice[] {
  const anchors = anchorsOf(cover.items, index)
  const ranked = cover.items.map((item, at) => rank(item, at, { items: cover.items, anchors, index }))
  let beam: Choice[] = [{ items: [], score: cover.score }]
  cover.items.forEach((item, at) => {
    const options = together(item, ranked[at])
    if (item.kind !== 'thing' && item.kind !== 'quoted') {
      beam = beam.map((choice) => ({ items: [...choice.items, item], score: choice.score }))
      return
    }
    beam = beam
      .flatMap((choice) =>
        (options && options.length > 0 ? options : [null]).map((option) => extend(choice, item, option)),
      )
      .toSorted((a, b) => b.score - a.score)
      .slice(0, count)
  })
  return beam
}

interface Option {
  readonly evidence: Evidence
  readonly score: number
  readonly siblings?: readonly Evidence[]
}

function extend(choice: Choice, item: Item, option: Option | null): Choice {
  const piece = { text: item.text, span: item.span }
  if (item.kind === 'quoted' || option === null)
    return {
      items: [...choice.items, { ...piece, kind: 'quoted', thing: option?.evidence.thing ?? null }],
      score: choice.score + (option ? option.score * 0.5 : 0),
    }
  return {
    items: [
      ...choice.items,
      {
        ...piece,
        kind: 'thing',
        thing: option.evidence.thing,
        evidence: option.evidence,
        ...(option.siblings ? { siblings: option.siblings } : {}),
      },
    ],
    score:
      choice.score +
      option.score -
      (isOtherThan(choice, item, option) ? SAID_TWICE : 0) -
      (isFarFromJoined(choice, item, option) ? FAR_FROM_JOINED : 0),
  }
}

/** "codes and descriptions": a name cut short is likelier of the table of the column that "and" joins it to. */
const FAR_FROM_JOINED = 0.3

function isFarFromJoined({ items }: Choice, { text }: Item, { evidence }: Option): boolean {
  const [before, joiner] = items.slice(-2)
  const joined = joiner?.kind === 'comma' || (joiner?.kind === 'operator' && joiner.op.op === 'and')
  if (!joined || before?.kind !== 'thing' || before.thing.kind !== 'dimension') return false
  return (
    evidence.source === 'part' &&
    !text.includes(' ') &&
    evidence.thing.kind === 'dimension' &&
    evidence.thing.model !== before.thing.model
  )
}

/** Of a general noun the likeliest meanings stay together, to be asked about. */
function together(item: Item, options: readonly Option[] | undefined): readonly Option[] | undefined {
  const [first] = options ?? []
  if (item.kind !== 'thing' || first?.evidence.source !== 'concept') return options
  const siblings = (options ?? []).filter(({ score }) => first.score - score < ALIKE)
  return [{ ...first, siblings: siblings.map(({ evidence }) => evidence) }]
}

/** Meanings of a general noun further apart than this are no rivals. */
const ALIKE = 0.25

/** One word said twice seldom means two things. */
const SAID_TWICE = 0.15

const isOtherThan = ({ items }: Choice, { text }: Item, { evidence }: Option): boolean => {
  const word = keyOf(text.toLowerCase().split(' '))
  const before = items.find(
    (one) => one.kind === 'thing' && keyOf(one.text.toLowerCase().split(' ')) === word,
  )
  if (before?.kind !== 'thing' || thingId(before.thing) === thingId(evidence.thing)) return false
  return !(
    'model' in before.thing &&
    'model' in evidence.thing &&
    before.thing.model === evidence.thing.model
  )
}

/** A model the question certainly speaks of, and where. */
interface Anchor {
  readonly model: string
  readonly at: number
  readonly weight: number
}

function anchorsOf(items: readonly Item[], index: CatalogIndex): Anchor[] {
  return items.flatMap((item, at) => {
    if (item.kind !== 'thing') return []
    const strong = item.candidates.filter((one) => one.quality >= (item.candidates[0]?.quality ?? 0) - 0.12)
    const models = new Set(strong.flatMap(({ thing }) => modelsOf(thing, index)))
    if (models.size === 0 || models.size > 3) return []
    const entity = strong.some(({ thing }) => thing.kind === 'entity' || thing.kind === 'metric')
    return [...models].map((model) => ({ model, at, weight: (entity ? 1 : 0.6) / models.size }))
  })
}

function modelsOf(thing: Thing, index: CatalogIndex): readonly string[] {
  if (thing.kind === 'metric') return modelsOfMetric(index.catalog.model, thing.name)
  return 'model' in thing ? [thing.model] : []
}

interface Scene {
  readonly items: readonly Item[]
  readonly anchors: readonly Anchor[]
  readonly index: CatalogIndex
}

function rank(item: Item, at: number, scene: Scene): Option[] {
  if (item.kind !== 'thing' && item.kind !== 'quoted') return []
  const top = item.candidates[0]?.quality ?? 0
  const usual = scene.anchors.some((anchor) => anchor.at !== at) ? USUAL : 0
  const favourite = Math.max(...item.candidates.map(({ thing }) => preference(thing)))
  return item.candidates
    .map((evidence) => ({
      evidence,
      score:
        evidence.quality -
        top +
        affinity(evidence.thing, at, scene) +
        preference(evidence.thing) +
        saidBefore(evidence, at, scene.items) -
        favourite -
        usual -
        misplaced(evidence.thing, at, scene.items),
    }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, PER_ITEM)
}

/** Many small signs of fitting together do not add up to more than this. */
const SATURATION = 0.6

/** What a piece that fits its neighbours usually gains, so that more pieces are not better pieces. */
const USUAL = 0.45

/** "by seller", "top 5 sellers", "list sellers": what is grouped, ranked or listed is a thing, not its count. */
function misplaced(thing: Thing, at: number, items: readonly Item[]): number {
  const item = items[at]
  if (thing.kind !== 'metric' || item?.kind !== 'thing' || !item.candidates.some(namesRows)) return 0
  let back = at - 1
  while (items[back]?.kind === 'filler' || items[back]?.kind === 'number') back--
  const before = opOf(items[back])
  if (before === 'group' && items.slice(0, back).some((one) => opOf(one) === 'top')) return 0
  if (isOnlyNamed(items, at)) return 0.6
  const lists = before === 'list' && /^(list|name|display)\b/i.test(items[back]?.text ?? '')
  return lists || before === 'group' || before === 'each' || before === 'top' ? 0.6 : 0
}

/** "easiness scores … show the scores": a name cut short is that of the thing called in full before. */
function saidBefore({ thing, source }: Evidence, at: number, items: readonly Item[]): number {
  const item = items[at]
  if (item?.kind !== 'thing' || source !== 'part' || thing.kind === 'entity') return 0
  const key = thingId(thing)
  const short = ` ${keyOf(item.text.toLowerCase().split(' '))}`
  const before = items
    .slice(0, at)
    .some(
      (other) =>
        other.kind === 'thing' &&
        other.candidates[0] !== undefined &&
        thingId(other.candidates[0].thing) === key &&
        keyOf(other.text.toLowerCase().split(' ')).endsWith(short),
    )
  return before ? 0.3 : 0
}

/** "a claim", "the policies they have sold": rows that something is said of, not how many there are. */
function isOnlyNamed(items: readonly Item[], at: number): boolean {
  const article = items[at - 1]?.kind === 'filler' && /^(a|an)$/i.test(items[at - 1]?.text ?? '')
  const behind = items[at + 1]
  const clause = behind?.kind === 'filler' && /^(they|he|she|it|we|you|i)$/i.test(behind.text)
  const counted = items.slice(0, at).some((item) => opOf(item) === 'count')
  let back = at - 1
  while (items[back]?.kind === 'filler') back--
  const ofIt = items[back]?.text.toLowerCase() === 'of' && items[back - 1]?.kind === 'thing'
  return !counted && (article || clause || ofIt)
}

const namesRows = ({ thing, quality }: Evidence): boolean =>
  quality > 0.8 && (thing.kind === 'entity' || thing.kind === 'dimension')

/** Governed names come before plain columns where the words fit both. */
const preference = (thing: Thing): number =>
  thing.kind === 'metric' || thing.kind === 'formula'
    ? 0.3
    : thing.kind === 'entity'
      ? 0.15
      : thing.kind === 'key'
        ? -0.03
        : 0

/** How well a thing sits among the models the rest of the question names; neighbours count most. */
function affinity(thing: Thing, at: number, scene: Scene): number {
  const models = modelsOf(thing, scene.index)
  if (models.length === 0) return 0
  const spoken = playsRole(thing, at, scene.items)
  let total = 0
  let nearest = 0
  for (const anchor of scene.anchors) {
    if (anchor.at === at) continue
    const bond = Math.max(...models.map((model) => bondOf(model, anchor.model, scene.index)))
    const closeness = 1 / (1 + 0.35 * (Math.abs(anchor.at - at) - 1))
    total += 0.08 * anchor.weight * bond
    nearest = Math.max(nearest, 0.4 * anchor.weight * bond * closeness)
  }
  const gains = Math.min(0.2, total) + nearest
  const named =
    namedColumn(thing, at, scene.items) + namesRow(thing, at, scene) + pairs(thing, at, scene.items)
  return SATURATION * Math.tanh(gains / SATURATION) + spoken + named + owned(thing, at, scene.items)
}

function bondOf(model: string, other: string, index: CatalogIndex): number {
  if (model === other) return 1
  const there = index.graph.distance(model, other)
  const back = index.graph.distance(other, model)
  const hops = Math.min(there ?? 9, back ?? 9)
  return hops < 9 ? 0.5 / hops : 0
}

const ROLE_REACH = 4

/** "departing from APG": the verb just before says which of two parallel columns is meant. */
function playsRole(thing: Thing, at: number, items: readonly Item[]): number {
  if (thing.kind !== 'value' && thing.kind !== 'dimension' && thing.kind !== 'key') return 0
  const before = items
    .slice(Math.max(0, at - ROLE_REACH), at)
    .flatMap((item) => item.text.toLowerCase().split(' '))
  const beside = items[at - 1]
  const names = new Set([
    ...roleNames(new Set(before)),
    ...(opOf(beside) === 'preposition' ? prepositionRoles(beside?.text.toLowerCase() ?? '') : []),
  ])
  return names.size > 0 && spelledOut(wordsOf(thing.name)).some((word) => names.has(word)) ? 0.3 : 0
}

/** "the Northgate depot": a value beside the rows it would name. */
function namesRow(thing: Thing, at: number, { items, index }: Scene): number {
  if (thing.kind !== 'value' || !index.schema.display(thing.model).some(({ name }) => name === thing.name))
    return 0
  const next = items[at + 1]
  const own = (one: Evidence): boolean =>
    one.quality > 0.9 && one.thing.kind === 'entity' && one.thing.model === thing.model
  return next?.kind === 'thing' && next.candidates.some(own) ? 0.15 : 0
}

/** "hotels and pods": "and" joins values of one column. */
function pairs(thing: Thing, at: number, items: readonly Item[]): number {
  if (thing.kind !== 'value') return 0
  const alike = (item: Item | undefined): boolean =>
    item?.kind === 'thing' &&
    item.candidates.some(
      ({ thing: other, quality }) =>
        quality >= 0.9 &&
        other.kind === 'value' &&
        other.model === thing.model &&
        other.name === thing.name &&
        other.value !== thing.value,
    )
  const before = opOf(items[at - 1]) === 'and' && alike(items[at - 2])
  const after = opOf(items[at + 1]) === 'and' && alike(items[at + 2])
  return before || after ? PAIRED : 0
}

const PAIRED = 0.3

/** "city Aberdeen", "Aberdeen city": a value beside the name of its column. */
function namedColumn(thing: Thing, at: number, items: readonly Item[]): number {
  if (thing.kind !== 'value') return 0
  let best = 0
  items.forEach((item, where) => {
    if (item.kind !== 'thing' || where === at) return
    const quality = Math.max(
      0,
      ...item.candidates
        .filter(
          ({ thing: other }) =>
            other.kind === 'dimension' && other.model === thing.model && other.name === thing.name,
        )
        .map((one) => one.quality),
    )
    best = Math.max(best, (quality * 0.5) / (1 + 0.3 * (Math.abs(where - at) - 1)))
  })
  return best
}
