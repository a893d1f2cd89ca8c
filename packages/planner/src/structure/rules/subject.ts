import { type Column, withRole } from '../../index/thing.ts'
import { lemma } from '../../text/inflect.ts'
import { isEntity } from '../quantity.ts'
import {
  addGroup,
  addWant,
  columnOf,
  isOp,
  itemAt,
  pass,
  type Reader,
  type Rule,
  wordsHere,
} from '../reader.ts'

/** What the question is about: entities, and the columns to show of them. */
export const subject: Rule = (reader) => {
  const item = itemAt(reader)
  if (item?.kind !== 'thing') return false
  const said = wordsHere(reader, 1)
  const { thing } = item
  if (thing.kind === 'entity' && isEntity(itemAt(reader, 1)))
    reader.frame.trail.push(`${item.text} describes the next word`)
  else if (thing.kind === 'entity' && isPartOf(reader, thing.model))
    addGroup(reader, {
      ...said,
      target: { kind: 'entity', model: thing.model, ...withRole(thing.role) },
      shown: true,
    })
  else if (thing.kind === 'entity')
    reader.frame.entities.push({
      ...said,
      model: thing.model,
      clause: reader.clause,
      ...withRole(thing.role),
    })
  else if (thing.kind === 'metric') addWant(reader, { kind: 'metric', name: thing.name }, said)
  else {
    const column = columnOf(item)
    if (!column) return false
    if (isItsName(reader, column)) reader.at++
    if (describesNext(reader, column)) reader.frame.stranded.push(said)
    else if (reader.zone === 'select')
      addGroup(reader, { ...said, target: { kind: 'column', column }, shown: true })
    else if (reader.frame.wants.length + reader.frame.groups.length + reader.frame.entities.length === 0)
      addGroup(reader, { ...said, target: { kind: 'column', column }, shown: true })
    else reader.frame.unused.push(said)
  }
  reader.at++
  return true
}

/** "the maker of the van that …": one row each of what is asked about leads to; the rows are those behind "of". */
function isPartOf(reader: Reader, model: string): boolean {
  const { frame, index } = reader
  const name = itemAt(reader)?.text.toLowerCase().split(' ').at(-1) ?? ''
  const owner = itemAt(reader, pass(reader, 2))
  const of = isOp(reader, 'preposition', 1) && /^(of|for)$/i.test(itemAt(reader, 1)?.text ?? '')
  if (!of || owner?.kind !== 'thing' || owner.thing.kind !== 'entity' || reader.zone !== 'select')
    return false
  const nothingYet = frame.entities.length + frame.wants.length + frame.groups.length === 0
  return nothingYet && lemma(name) === name && (index.graph.distance(owner.thing.model, model) ?? 0) > 0
}

/** "the land name": of a column of text right before it, "name" says nothing more, whatever else has a name. */
function isItsName(reader: Reader, { model, kind, name }: Column): boolean {
  const next = itemAt(reader, 1)
  const own = columnOf(next)
  const plain = kind === 'dimension' && !/name|title/i.test(name)
  return plain && /^names?$/i.test(next?.text ?? '') && own?.model === model && own.kind === 'dimension'
}

/** "refrigerated depots": a participle before the rows it is said of narrows them; its values are not known. */
function describesNext(reader: Reader, column: Column): boolean {
  const next = itemAt(reader, 1)
  return (
    column.name.endsWith('ed') &&
    next?.kind === 'thing' &&
    next.thing.kind === 'entity' &&
    next.thing.model === column.model
  )
}

/** Words that carry nothing here, link verbs, and words we do not know. */
export const rest: Rule = (reader) => {
  const item = itemAt(reader)
  if (!item) return false
  const asks = /^(where|when)\b/i.exec(item.text)?.[0].toLowerCase()
  if (item.kind === 'link') reader.frame.links++
  else if (item.kind === 'operator' && item.op.op === 'question' && (asks === 'where' || asks === 'when'))
    reader.frame.asks = asks
  else if (item.kind === 'unknown') reader.frame.unknown.push({ text: item.text, span: item.span })
  else if (item.kind === 'number' || item.kind === 'quoted')
    reader.frame.unused.push({ text: item.text, span: item.span })
  else if (
    item.kind === 'operator' &&
    (needsObject.has(item.op.op) || (item.op.op === 'each' && itemAt(reader, 1)?.kind === 'thing'))
  )
    reader.frame.stranded.push({ text: item.text, span: item.span })
  else if (item.kind === 'thing') reader.frame.unused.push({ text: item.text, span: item.span })
  reader.at++
  return true
}

/** Closed-class words that change the answer: left without an object they are not to be passed over. */
const needsObject = new Set([
  'count',
  'aggregate',
  'compare',
  'superlative',
  'between',
  'contains',
  'share',
  'missing',
  'orMore',
  'group',
  'orderBy',
  'measureVerb',
  'timely',
  'howLong',
])
