import type { ListPlan, ResultColumn } from '@numize/semantic'
import { isCalledName, labelColumns, namedKeys } from '../label-columns.ts'
import { isMoment, numberOf } from '../numbers.ts'
import type { Claims, Piece, Spot } from './claims.ts'
import { type Conditions, participleOf } from './conditions.ts'
import { listed } from './grammar.ts'
import { type Noun, nameInSentence, nounOf, nounOfModel, numbered } from './nouns.ts'

const SHOWN = 3

/** Rows of things: how many of what, under which conditions, in which order; the first few by name. */
export function listOfRows(claims: Claims, conditions: Conditions): Piece[] {
  const { result } = claims
  const { plan, rowCount } = result
  const noun = nounOfRows(claims)
  const order = plan.kind === 'list' ? orderOf(claims, plan) : null
  const narrowed = `${conditions.nounPeriod}${conditions.narrowing}`
  if (order?.cut === true) return [...cutByOrder(claims, { noun, narrowed, order }), '.']
  const spots = result.rows.map((_, row) => ({ row, index: 0 }))
  return [
    claims.count(rowCount, spots),
    ` ${numbered(noun, rowCount)}${narrowed}`,
    order === null ? '' : `, ${order.words}`,
    ...firstNames(claims, order !== null),
    '.',
  ]
}

/** What a row is: a row of the model listed, or one of the different values shown. */
function nounOfRows({ result }: Claims): Noun {
  const { plan, columns, rows } = result
  const [label, ...others] = labelColumns(result)
  const column = columns[label ?? -1]
  if (plan.kind === 'list' && !plan.distinct && !plan.also) return nounOfModel(plan.root)
  if (column === undefined || others.length > 0 || rows.length === 0) return nounOf('row')
  const key = [...namedKeys(result)].find(([, name]) => name === label)?.[0]
  return nounOf(key === undefined ? column.label : (columns[key]?.label ?? column.label))
}

interface Order {
  readonly column: ResultColumn
  readonly index: number
  readonly descending: boolean
  /** `newest first`. */
  readonly words: string
  /** Only the first rows of that order were asked for. */
  readonly cut: boolean
}

function orderOf({ result }: Claims, plan: ListPlan): Order | null {
  const [first] = plan.orderBy
  const index = result.columns.findIndex(({ name }) => name === first?.by)
  const column = result.columns[index]
  if (first === undefined || column === undefined) return null
  const descending = first.direction === 'desc'
  const measured = column.role !== 'entity' && result.rows.every((row) => numberOf(row[index]) !== null)
  if (!isMoment(column) && !measured) return null
  const words = isMoment(column)
    ? `${descending ? 'newest' : 'oldest'} first`
    : `${extremeWord(column, descending)} ${nameInSentence(column)} first`
  return { column, index, descending, words, cut: plan.limit !== null && result.rowCount === plan.limit }
}

const extremeWord = (column: ResultColumn, descending: boolean): string =>
  isMoment(column) ? (descending ? 'latest' : 'earliest') : descending ? 'highest' : 'lowest'

interface Cut {
  readonly noun: Noun
  readonly narrowed: string
  readonly order: Order
}

/** `The 5 shipments with the highest weight; first comes shipment 367 with 16,020 kg`; of times, the earliest or latest. */
function cutByOrder(claims: Claims, { noun, narrowed, order }: Cut): Piece[] {
  const { result } = claims
  const { column, index, descending } = order
  const first: Spot = { row: 0, index }
  const word = claims.extreme(extremeWord(column, descending), [first], descending ? 'highest' : 'lowest')
  const shown = isMoment(column) ? claims.label(first) : claims.value(first)
  const name = ownName(claims, index)
  const done = isMoment(column) ? participleOf(column.source) : ''
  const spots = result.rows.map((_, row) => ({ row, index }))
  const count = result.rowCount === 1 ? [] : [claims.count(result.rowCount, spots), ' ']
  const things = numbered(noun, result.rowCount)
  const what =
    done === ''
      ? ['The ', ...count, `${things}${narrowed} with the `, word, ` ${nameInSentence(column)}`]
      : ['The ', ...count, word, ` ${done} ${things}${narrowed}`]
  if (result.rowCount === 1) return [...what, ...(name.length > 0 ? [' was ', ...name] : []), ': ', shown]
  return [
    ...what,
    ...(name.length > 0 ? ['; first comes ', ...name, ' with ', shown] : ['; the first has ', shown]),
  ]
}

/** What the first row is called, apart from the column it is ordered by. */
function ownName(claims: Claims, ordered: number): Piece[] {
  const { columns } = claims.result
  const index = nameColumn(claims) ?? columns.findIndex(({ role }) => role === 'entity')
  if (index < 0 || index === ordered || claims.cell({ row: 0, index }) === null) return []
  return [claims.label({ row: 0, index })]
}

/** `: A, B and C`, or `, such as A, B and C` of many; nothing where rows have no names of their own. */
function firstNames(claims: Claims, ordered: boolean): Piece[] {
  const { result } = claims
  const index = nameColumn(claims)
  if (index === null) return []
  const shown = result.rows.slice(0, SHOWN).map((_, row) => claims.label({ row, index }))
  const rest = result.rowCount > shown.length
  return [rest ? (ordered ? '; the first are ' : ', among them ') : ': ', ...listed(shown)]
}

/** The column that names a row for a reader: a text called a name, or one that is different in every row. */
function nameColumn({ result }: Claims): number | null {
  const { columns, rows } = result
  const texts = columns.flatMap(({ role, type }, index) =>
    role === 'dimension' && type === 'string' && rows[0]?.[index] !== null ? [index] : [],
  )
  const distinct = (index: number): boolean => new Set(rows.map((row) => row[index])).size === rows.length
  const found = texts.find((index) => isCalledName(columns[index]) && distinct(index)) ?? texts.find(distinct)
  return found ?? null
}
