import type { QuestionPlan } from '@numize/semantic'
import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Thing } from '../index/thing.ts'
import type { Frame, Words } from '../structure/frame.ts'
import { wordsOf } from '../text/words-of.ts'
import { holdsDays } from './weekdays.ts'

/**
 * Words of a question that mean something (a value, a number, a negation, a role, a period, a column) and that the plan
 * does not hold. Whatever the rules before did, a plan is not answered while it leaves such words out.
 */
export function unsaid(frame: Frame, plan: QuestionPlan, index: CatalogIndex): readonly Words[] {
  const held = holdingsOf(plan)
  const read = new Set(frame.entities.map(({ span }) => span.join()))
  const lost = frame.items.filter(
    (item, at) =>
      !isHeld(item, at, { frame, held, read }) || isEvery(frame, at, plan) || isIdle(frame, at, plan),
  )
  return [
    ...lost,
    ...sameOnes(frame),
    ...lostRoles(frame, held),
    ...lostNegations(frame, held),
    ...lostChoices(frame, held, index),
    ...lostGroups(frame, plan, index),
  ].map(({ text, span }) => ({
    text,
    span,
  }))
}

/** What a plan says, flattened: its scalars, the parts of its paths, its negations. */
interface Holdings {
  readonly numbers: ReadonlySet<number>
  readonly texts: ReadonlySet<string>
  readonly parts: ReadonlySet<string>
  /** Where paths lead: columns and keys themselves. */
  readonly shown: ReadonlySet<string>
  /** Entities whose own rows are counted. */
  readonly counted: ReadonlySet<string>
  readonly negations: number
  /** One of several is enough somewhere. */
  readonly choices: boolean
  readonly ranked: boolean
}

const scalarKeys = new Set(['version', 'kind'])

function holdingsOf(plan: QuestionPlan): Holdings {
  const nodes: Node[] = []
  const leaves: unknown[] = []
  collect(plan, nodes, leaves)
  const texts = new Set(leaves.filter((leaf) => typeof leaf !== 'number').map(String))
  return {
    numbers: new Set(leaves.filter((leaf) => typeof leaf === 'number')),
    texts,
    parts: new Set([...texts].flatMap((text) => text.split('__'))),
    shown: new Set([...texts].map((text) => text.split('__').at(-1) ?? text)),
    counted: new Set(nodes.flatMap(countedBy)),
    negations: nodes.filter(isNegation).length,
    choices: nodes.some(({ kind, values }) => kind === 'or' || (Array.isArray(values) && values.length > 1)),
    ranked: nodes.some(
      ({ limit, top }) => typeof limit === 'number' || (typeof top === 'object' && top !== null),
    ),
  }
}

interface Node {
  readonly [name: string]: unknown
}

/** The objects and the scalars of a plan, without its own words (`kind`, `version`). */
function collect(value: unknown, nodes: Node[], leaves: unknown[]): void {
  if (Array.isArray(value)) for (const one of value) collect(one, nodes, leaves)
  else if (value !== null && typeof value === 'object') {
    nodes.push(value as Node)
    for (const [name, child] of Object.entries(value))
      if (!scalarKeys.has(name)) collect(child, nodes, leaves)
  } else if (value !== null && value !== undefined) leaves.push(value)
}

const isNegation = (node: Node): boolean =>
  node['negate'] === true ||
  node['op'] === '!=' ||
  node['kind'] === 'not' ||
  node['value'] === false ||
  (node['kind'] === 'null' && node['negate'] !== true)

function countedBy(node: Node): string[] {
  if (typeof node['countOf'] === 'string') return [node['countOf']]
  return node['aggregation'] === 'count_distinct' && typeof node['over'] === 'string' ? [node['over']] : []
}

interface Held {
  readonly frame: Frame
  readonly held: Holdings
  /** Spans of metrics that only name rows (`revenue from gift orders`). */
  readonly read: ReadonlySet<string>
}

function isHeld(item: Chosen, at: number, { frame, held, read }: Held): boolean {
  if (item.kind === 'number') return holdsNumber(held, item.value, item.percent)
  if (item.kind === 'period') return holdsPeriod(held, item)
  if (item.kind === 'thing')
    return read.has(item.span.join()) || holdsThing(held, item.thing) || isBeside(frame, at, item.thing)
  if (item.kind !== 'operator') return true
  if (item.op.op === 'superlative' || item.op.op === 'top')
    return (
      held.ranked || held.texts.has('min') || held.texts.has('max') || frame.order?.directionStated === true
    )
  return true
}

/**
 * "worked in every district" asks for all of them, "the heaviest parcel of each depot" for one of each: neither is a list
 * of rows.
 */
function isEvery(frame: Frame, at: number, plan: QuestionPlan): boolean {
  const item = frame.items[at]
  if (item?.kind !== 'operator' || item.op.op !== 'each' || frame.items[at + 1]?.kind === 'operator')
    return false
  const every = /\b(every|all)\b/i.test(item.text)
  const next = frame.items.slice(at + 1).find(({ kind }) => kind !== 'filler')
  if (
    next?.kind === 'thing' &&
    next.thing.kind === 'entity' &&
    plan.kind === 'list' &&
    plan.root === next.thing.model
  )
    return false
  if (plan.kind === 'list') return every || frame.rank !== null
  return every && frame.items[at - 1]?.kind === 'link' && !frame.items.some(isMeasuring)
}

/** "refrigerated depots": a column said of the very next word narrows it; shown beside it, it would narrow nothing. */
function isIdle(frame: Frame, at: number, plan: QuestionPlan): boolean {
  const [item, next] = frame.items.slice(at, at + 2)
  if (plan.kind !== 'list' || item?.kind !== 'thing' || next?.kind !== 'thing') return false
  const { thing } = item
  if (thing.kind !== 'dimension' || !('model' in next.thing) || next.thing.model !== thing.model) return false
  const names = next.thing.kind === 'entity' || next.thing.kind === 'dimension'
  return names && !JSON.stringify([plan.where, plan.orderBy]).includes(thing.name)
}

const isMeasuring = (item: Chosen): boolean =>
  item.kind === 'operator'
    ? item.op.op === 'count' || item.op.op === 'aggregate'
    : item.kind === 'thing' && item.thing.kind === 'metric'

const holdsNumber = ({ numbers, texts }: Holdings, value: number, percent: boolean): boolean =>
  numbers.has(value) || (percent && numbers.has(value / 100)) || texts.has(String(value))

function holdsPeriod(
  { numbers, texts, parts }: Holdings,
  item: Extract<Chosen, { kind: 'period' }>,
): boolean {
  const { match, year } = item
  if (match.kind === 'every') return holdsDays(match.reading, numbers)
  if (match.kind !== 'range') return true
  const dates = [match.start, match.end].filter((date) => date !== null)
  const first = dates.map((date) => Number(date.slice(0, 4)))
  const years = [year, ...first, ...first.map((one) => one - 1)].filter((one) => one !== null)
  const begins = (date: string): boolean => [...texts].some((text) => text.startsWith(date.slice(0, 10)))
  return dates.some(begins) || years.some((one) => numbers.has(one) || parts.has(String(one)))
}

function holdsThing({ texts, parts, shown }: Holdings, thing: Thing): boolean {
  if (thing.kind === 'value') return texts.has(String(thing.value)) || parts.has(thing.name)
  if (thing.kind === 'metric') return texts.has(thing.name)
  if (thing.kind === 'formula') return texts.has(wordsOf(thing.formula.name).join('_'))
  const { of } = thing.kind === 'dimension' ? thing : {}
  if (of !== undefined && [...texts].some((text) => text.includes(of))) return true
  if (thing.kind === 'span') return parts.has(thing.from) && parts.has(thing.to)
  if (thing.kind === 'dimension' || thing.kind === 'key')
    return shown.has(thing.name) || parts.has('metric_time')
  return true
}

/** "depot name", "land Wales": a word that only introduces the thing beside it. */
function isBeside(frame: Frame, at: number, thing: Thing): boolean {
  if (thing.kind !== 'dimension' && thing.kind !== 'key') return false
  return [frame.items[at - 1], frame.items[at + 1]].some(
    (item) => item?.kind === 'thing' && item.thing.kind === 'value' && item.thing.model === thing.model,
  )
}

/** "vans of the same make as …": what is alike is not looked for; at the beginning "the same" is the answer before. */
const sameOnes = ({ items }: Frame): readonly Words[] =>
  items.filter(
    (item, at) =>
      item.kind === 'filler' &&
      item.text.toLowerCase() === 'same' &&
      items.slice(0, at).some(({ kind }) => kind === 'thing'),
  )

/** A role is held by a path through its entity; counting the persons themselves says nothing of what they are to whom. */
function lostRoles(frame: Frame, held: Holdings): readonly Words[] {
  return frame.items.filter((item) => {
    const role = item.kind === 'thing' && 'role' in item.thing ? item.thing.role : undefined
    return role !== undefined && (!held.parts.has(role) || held.counted.has(role))
  })
}

/** Each "not" and "without" must have left its mark; "not more than" does so by its comparison. */
function lostNegations(frame: Frame, { negations, texts }: Holdings): readonly Words[] {
  const said = frame.items.filter(
    (item, at) =>
      item.kind === 'operator' &&
      (item.op.op === 'negate' || item.op.op === 'butNot') &&
      !comparesNext(frame.items, at),
  )
  const flipped = texts.has('<=') || texts.has('>=') ? 1 : 0
  return negations + flipped < Math.min(said.length, 1) ? said.slice(0, 1) : []
}

/** "more than 3 visits or a yard in Wales": an "or" that became an "and" says something else. */
function lostChoices(frame: Frame, { choices, negations }: Holdings, index: CatalogIndex): readonly Words[] {
  const said = frame.items.filter((item) => item.kind === 'operator' && item.op.op === 'or')
  if (choices || negations > 0) return []
  return frame.conditions.length < 2 ? said.filter((one) => joinsUnlike(index, frame.items, one)) : said
}

/** "due or delivered": a value with something else than another value, or nothing, at the other side of the "or"; two dates. */
function joinsUnlike({ schema }: CatalogIndex, items: readonly Chosen[], or: Chosen): boolean {
  const at = items.indexOf(or)
  const sides = [
    items.slice(0, at).findLast(({ kind }) => kind !== 'filler'),
    items.slice(at + 1).find(({ kind }) => kind !== 'filler'),
  ]
  const things = sides.flatMap((item) => (item?.kind === 'thing' ? [item.thing] : []))
  const dates = things.filter((thing) => thing.kind === 'dimension' && schema.isTime(thing))
  return things.filter(({ kind }) => kind === 'value').length === 1 || dates.length === 2
}

/** "jobs due by language": what stands behind "by" is of the plan, or who did what the verb before it says. */
function lostGroups({ items }: Frame, plan: QuestionPlan, { schema }: CatalogIndex): readonly Words[] {
  const said = JSON.stringify(plan).split(/__|"/)
  return items.filter((item, at) => {
    if (item.kind !== 'thing' || item.thing.kind !== 'entity') return false
    const by = items.slice(0, at).findLastIndex(({ kind }) => kind !== 'filler')
    const op = items[by]
    if (op?.kind !== 'operator' || op.op.op !== 'group' || items[by - 1]?.kind === 'link') return false
    const model = schema.models.get(item.thing.model)
    const names = [item.thing.model, ...(model?.entities ?? []).map(({ name }) => name)]
    return ![...names, ...(model?.dimensions ?? []).map(({ name }) => name)].some((name) =>
      said.includes(name),
    )
  })
}

function comparesNext(items: readonly Chosen[], at: number): boolean {
  const next = items[at + 1]
  return next?.kind === 'operator' && (next.op.op === 'compare' || next.op.op === 'between')
}
