import { rowsCounted } from '../../complete/subject.ts'
import type { Chosen } from '../../cover/item.ts'
import { type Column, withRole } from '../../index/thing.ts'
import { stem } from '../../text/inflect.ts'
import {
  addCondition,
  addGroup,
  columnOf,
  isOp,
  itemAt,
  opAt,
  openClause,
  pass,
  type Reader,
  type Rule,
  words,
  wordsHere,
} from '../reader.ts'
import { timeNamed } from '../time-named.ts'
import { readTimely } from '../timely.ts'
import { eachOne, withColumns } from './alongside.ts'
import { targetOf } from './grouping.ts'
import { isDeedOf, nameEvent } from './never.ts'

/** `who …`, `that …`, `with …`: a clause about what stands before begins. */
export const relative: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'relative' && op?.op !== 'with' && !hasRows(reader)) return false
  if (showsBesides(reader)) {
    reader.at++
    return true
  }
  const word = itemAt(reader)?.text.toLowerCase() ?? ''
  if (word === 'with' && (shownBeside(reader) || withColumns(reader))) return true
  if (eachOne(reader)) return true
  if (isInsideClause(reader)) {
    reader.at++
    return true
  }
  if (!isEmpty(reader)) openClause(reader, false, lastEntity(reader))
  else if (word === 'where' || word === 'when') reader.frame.asks = word
  reader.at++
  return true
}

/**
 * "without a concert that was in 2014", "who gave concerts that were free": what is said of rows that a clause names
 * belongs to that clause.
 */
function isInsideClause(reader: Reader): boolean {
  const clause = reader.frame.clauses[reader.clause]
  const before = reader.items.slice(0, reader.at).findLast(({ kind }) => kind !== 'filler')
  if (!clause || clause.id === 0 || before?.kind !== 'thing' || before.thing.kind !== 'entity') return false
  const own = before.thing.model === clause.head
  return own ? clause.negate : !/^(who|whose)\b/i.test(itemAt(reader)?.text ?? '')
}

/** "clients with their account manager": what belongs to each row is shown beside it, and narrows nothing. */
function shownBeside(reader: Reader): boolean {
  const owned = itemAt(reader, 1)
  const head = reader.frame.entities.at(-1)
  const target = targetOf(reader, 2)
  const belongs = owned?.kind === 'filler' && /^(their|its|his|her)$/i.test(owned.text)
  if (!belongs || !head || !target || reader.clause > 0 || reader.frame.wants.length > 0) return false
  addGroup(reader, {
    text: head.text,
    span: head.span,
    target: { kind: 'entity', model: head.model },
    shown: true,
  })
  addGroup(reader, { ...words(reader, reader.at + 2, reader.at + 3), target, shown: true })
  reader.at += 3
  return true
}

/** "how many parcels had complaints", "which clients posted parcels": what is asked for must have rows of something else. */
function hasRows(reader: Reader): boolean {
  const { frame, index } = reader
  const { graph } = index
  const head =
    rowsCounted(frame, index) ?? (frame.wants.length === 0 ? (frame.entities[0]?.model ?? null) : null)
  const item = itemAt(reader, pass(reader, 1))
  if (head === null || reader.clause > 0 || frame.groups.length > 0 || frame.rank) return false
  if (item?.kind !== 'thing' || item.thing.kind !== 'entity' || item.thing.model === head) return false
  const { model } = item.thing
  if (isOp(reader, 'have')) return frame.wants.length > 0 || graph.distance(head, model) === null
  const doer = itemAt(reader, -1)
  const did = itemAt(reader)?.kind === 'link' && doer?.kind === 'thing'
  return did && graph.distance(head, model) === null && graph.distance(model, head) !== null
}

/** "the 5 longest visits with surveyor": of ranked rows, a column behind "with" is shown beside them. */
function showsBesides(reader: Reader): boolean {
  const at = pass(reader, 1)
  const column = columnOf(itemAt(reader, at))
  const last = itemAt(reader, at + 1)
  const ends = last === undefined || last.kind === 'comma' || isOp(reader, 'and', at + 1)
  const plain =
    column !== null && !reader.index.schema.isNumeric(column) && !reader.index.schema.isTime(column)
  return (
    opAt(reader)?.op === 'with' && reader.frame.rank !== null && plain && ends && reader.zone === 'select'
  )
}

const isEmpty = (reader: Reader): boolean => {
  const { wants, groups, entities, conditions } = reader.frame
  return wants.length + groups.length + entities.length + conditions.length === 0 && !reader.frame.rank
}

const lastEntity = (reader: Reader): string | null =>
  reader.frame.entities.at(-1)?.model ?? rowsCounted(reader.frame, reader.index)

/** The rows that are spoken of, also where only their name is. */
function headOf(reader: Reader): string | null {
  const shown = reader.frame.groups.at(-1)?.target
  return lastEntity(reader) ?? (shown?.kind === 'column' ? shown.column.model : null)
}

/**
 * `not`, `without`, `except`: before a value or a comparison it negates that; before anything else, all of the clause
 * it begins.
 */
export const negation: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'negate' && op?.op !== 'butNot') return false
  const at = pass(reader, 1, ['preposition', 'be', 'either'])
  const next = itemAt(reader, at)
  if (missingValue(reader, at) || notYet(reader, at) || noneOfColumn(reader)) return true
  if (isNobody(reader) || isOtherKind(reader)) reader.frame.stranded.push(wordsHere(reader, 1))
  const deed = isStrong(reader) && isDeedOf(reader, headOf(reader), itemAt(reader, 1))
  if (op.op === 'negate' && isSimple(reader, at) && !deed) {
    reader.negate = true
    reader.at += 1
    return true
  }
  if (reader.clause > 0 && !saysMore(reader)) {
    reader.frame.clauses[reader.clause] = { id: reader.clause, negate: true, head: lastEntity(reader) }
    nameEvent(reader, headOf(reader))
    reader.at++
    return true
  }
  openClause(reader, true, lastEntity(reader))
  denyVerb(reader, next)
  nameEvent(reader, headOf(reader))
  reader.frame.trail.push(
    `"${wordsHere(reader, 1).text}" negates what follows${next ? ` from "${next.text}"` : ''}`,
  )
  reader.at++
  return true
}

/** "riders who lost no parcels": the state before "no" is denied with the rows behind it. */
function denyVerb(reader: Reader, rows: Chosen | undefined): void {
  const verb = itemAt(reader, -1)
  const { conditions } = reader.frame
  const said = conditions.at(-1)
  if (verb?.kind !== 'thing' || verb.thing.kind !== 'value' || said?.span[1] !== verb.span[1]) return
  if (rows?.kind === 'thing' && rows.thing.kind === 'entity' && rows.thing.model === verb.thing.model)
    conditions[conditions.length - 1] = { ...said, clause: reader.clause }
}

/** "clients that are not riders": rows of one kind are no rows of another; whatever is meant, nobody can say it so. */
function isOtherKind(reader: Reader): boolean {
  const item = itemAt(reader, pass(reader, 1))
  const head = lastEntity(reader)
  const be =
    /\b(is|are|was|were) not\b|n't\b/i.test(itemAt(reader)?.text ?? '') &&
    /\b(is|are|was|were)/i.test(itemAt(reader)?.text ?? '')
  return (
    be && item?.kind === 'thing' && item.thing.kind === 'entity' && head !== null && item.thing.model !== head
  )
}

/** Before a value or a comparison, "not" negates that alone. */
const isSimple = (reader: Reader, at: number): boolean =>
  ['compare', 'contains', 'between'].includes(opAt(reader, at)?.op ?? '') ||
  readTimely(reader, at)?.as === 'late' ||
  readTimely(reader, at)?.as === 'onTime' ||
  valueAlone(reader, at)

/** "who never …" with nobody named: whose rows are meant is not said. */
const isNobody = (reader: Reader): boolean =>
  isEmpty(reader) && /^who\b/i.test(`${itemAt(reader, -1)?.text ?? ''} ${itemAt(reader)?.text ?? ''}`.trim())

/** "technicians with no visits", where technicians are a column: the clause is about its members. */
function noneOfColumn(reader: Reader): boolean {
  const members = isStrong(reader) ? subjectColumn(reader) : null
  if (!members) return false
  openClause(reader, true, null)
  reader.frame.clauses[reader.clause] = { id: reader.clause, negate: true, head: null, members }
  reader.at++
  return true
}

/** Whether anything is left that a negated clause could be about. */
const saysMore = (reader: Reader): boolean =>
  reader.items
    .slice(reader.at + 1)
    .some((item) => ['thing', 'quoted', 'number', 'period'].includes(item.kind))

/** A value that is no description of an entity behind it: `not from France`, but not `no cat pet`. */
function valueAlone(reader: Reader, at: number): boolean {
  const item = itemAt(reader, at)
  if (!(item?.kind === 'thing' && item.thing.kind === 'value')) return false
  const next = itemAt(reader, pass(reader, at + 1))
  return !(next?.kind === 'thing' && next.thing.kind === 'entity' && next.thing.model === item.thing.model)
}

/** `and`, `or`, commas, `vs`, `different`. */
export const connective: Rule = (reader) => {
  const op = opAt(reader)
  if (itemAt(reader)?.kind === 'comma') {
    reader.at++
    return true
  }
  if (op?.op === 'or') reader.or = true
  else if (op?.op === 'and') reader.or = false
  else if (op?.op === 'distinct') reader.frame.distinct = true
  else if (op?.op === 'versus') reader.frame.versus = wordsHere(reader, 1)
  else if (op?.op === 'change') noteChange(reader)
  else return false
  if (op.op === 'and') {
    closeNegation(reader)
    showOwner(reader)
  }
  reader.at++
  return true
}

/** "the boats and their lengths": what the columns are said of is shown beside them. */
function showOwner(reader: Reader): void {
  const { entities, groups, wants } = reader.frame
  const before = reader.items.slice(0, reader.at)
  const at = before.findLastIndex(({ kind }) => kind !== 'filler')
  const owner = before[at]
  const head = entities.at(-1)
  const theirs = /\b(their|its)\b/i.test(`${itemAt(reader)?.text} ${itemAt(reader, 1)?.text}`)
  const column = columnOf(itemAt(reader, pass(reader, 1)))
  const said = owner?.span.join() === head?.span.join()
  if (!head || reader.clause > 0 || !column || wants.length > 0) return
  if (column.model !== head.model && !(said && isListed(before, at))) return
  if ((theirs || said) && groups.every(({ shown }) => shown))
    addGroup(reader, {
      text: head.text,
      span: head.span,
      target: { kind: 'entity', model: head.model, ...withRole(head.role) },
      shown: true,
    })
}

/** "list the clients", "which vans": right behind what asks for rows. */
function isListed(items: readonly Chosen[], at: number): boolean {
  const asks = items.slice(0, at).findLast(({ kind }) => kind !== 'filler')
  return asks?.kind === 'operator' && (asks.op.op === 'list' || asks.op.op === 'question')
}

/** "how does revenue change over the years": told by period, not between two of them. */
function noteChange(reader: Reader): void {
  const first = reader.items[0]
  const asksHow = first?.kind === 'operator' && /^how$/i.test(first.text)
  const rest = reader.items.slice(reader.at + 1)
  const spread = rest.some(
    (item) =>
      (item.kind === 'period' && item.match.kind === 'grain') ||
      (item.kind === 'operator' &&
        (item.op.op === 'trend' || item.op.op === 'group' || item.op.op === 'each')),
  )
  if (!(asksHow && spread)) reader.frame.change = wordsHere(reader, 1)
}

/** "… who do not have a cat and are older than 20": the second half is no longer negated. */
function closeNegation(reader: Reader): void {
  const current = reader.frame.clauses[reader.clause]
  if (!current?.negate) return
  const next = opAt(reader, pass(reader, 1))
  if (
    next &&
    (next.op === 'be' ||
      next.op === 'have' ||
      next.op === 'compare' ||
      next.op === 'relative' ||
      next.op === 'with')
  )
    openClause(reader, false, current.head)
}

/** Said of what somebody did or has, not of what a value is. */
const isStrong = (reader: Reader): boolean =>
  /\b(no|never|without|didn't|don't|doesn't|did not|do not|does not|haven't|hasn't|have not|has not)\b/i.test(
    itemAt(reader)?.text ?? '',
  )

/** "visits with no rating", "customers without a credit limit": the column is not filled in. */
function missingValue(reader: Reader, at: number): boolean {
  const said = itemAt(reader)?.text ?? ''
  const column = columnOf(itemAt(reader, at))
  if (column?.kind !== 'dimension') return false
  const dated = isStrong(reader) && reader.index.schema.isTime(column)
  if (!dated && !/\b(no|without|lack|lacking|any)\b/i.test(said)) return false
  const after = itemAt(reader, pass(reader, at + 1, ['be', 'have']))
  const says = after?.kind === 'number' || after?.kind === 'quoted' || after?.kind === 'period'
  const compared =
    after?.kind === 'operator' && /^(compare|between|contains|negate|missing)$/.test(after.op.op)
  if (says || compared || (after?.kind === 'thing' && after.thing.kind === 'value')) return false
  addCondition(reader, { ...wordsHere(reader, at + 1), kind: 'missing', column, negate: false })
  reader.at += at + 1
  return true
}

/** "employees who have not left": the date of what the verb says is not filled in. */
function notYet(reader: Reader, at: number): boolean {
  const offset = [1, 2, 3].find((one) => one <= at && itemAt(reader, one)?.kind === 'link')
  const verb = offset === undefined ? undefined : itemAt(reader, offset)
  const rest = reader.items.slice(reader.at + (offset ?? 0) + 1)
  const head = lastEntity(reader)
  if (!verb || head === null || rest.some((item) => ['period', 'thing', 'quoted'].includes(item.kind)))
    return false
  const column = timeNamed(reader.index, head, [stem(verb.text.toLowerCase())])
  if (!column) return false
  addCondition(reader, { ...wordsHere(reader, (offset ?? 0) + 1), kind: 'missing', column, negate: false })
  reader.at += (offset ?? 0) + 1
  return true
}

/** The column whose members the question is about, where its rows have no entity of their own. */
function subjectColumn(reader: Reader): Column | null {
  const { wants, groups, entities } = reader.frame
  const counted = wants.length === 1 && wants[0]?.quantity.kind === 'count' ? wants[0].quantity.column : null
  const [only] = groups
  const shown =
    wants.length === 0 && groups.length === 1 && only?.target.kind === 'column' ? only.target.column : null
  const column = counted ?? shown
  const { schema } = reader.index
  if (!column || entities.length > 0 || column.kind !== 'dimension') return null
  const names = schema.display(column.model).some((one) => one.name === column.name)
  return names || schema.isNumeric(column) || schema.isTime(column) ? null : column
}
