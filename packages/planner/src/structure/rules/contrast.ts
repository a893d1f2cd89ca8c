import type { Chosen } from '../../cover/item.ts'
import type { Condition } from '../frame.ts'
import {
  addCondition,
  addWant,
  isOp,
  itemAt,
  opAt,
  pass,
  type Reader,
  type Rule,
  words,
  wordsHere,
} from '../reader.ts'
import { amountAt, narrow, type RowsAmount } from '../rows-amount.ts'
import { type ReadValues, readValues } from './values.ts'

/**
 * "was revenue higher in 2025 than in 2024", "are there more orders in Kent than in Devon", "did Ada place more orders than
 * Noor": a question of yes or no about two periods or two members is answered by both, side by side.
 */
export const contrast: Rule = (reader) => {
  const op = opAt(reader)
  if (op?.op !== 'compare' || op.of.length > 0 || !asksWhether(reader.items)) return false
  const amount = amountAt(reader, pass(reader, 1))
  const behind = sideAt(reader, pass(reader, amount?.to ?? 1, ['preposition']))
  const second = secondSide(reader, amount, behind)
  const first = behind ?? (second && stateAhead(amount, second))
  if (!second || !(first ? sameSides(reader, first, second) : sidesBefore(reader, second))) return false
  if (amount) addWant(reader, amount.quantity, wordsHere(reader, amount.to))
  if (amount && (behind || !first)) narrow(reader, amount)
  reader.frame.versus = wordsHere(reader, 1)
  reader.at += namedAgain(reader, second, amount)
  return true
}

/** What stands behind "than". */
function secondSide(reader: Reader, amount: RowsAmount | null, behind: Side | null): Side | null {
  const start = amount?.to ?? 1
  const than = behind ? pass(reader, behind.to) : start
  const within = behind === null && /\bthan$/i.test(itemAt(reader)?.text ?? '')
  if (!within && !isOp(reader, 'than', than)) return null
  return sideAt(reader, pass(reader, than, ['than', 'preposition']))
}

/** "more abandoned commissions than declined ones": the state before the noun is the first side. */
const stateAhead = (amount: RowsAmount | null, second: Side): Side | null =>
  amount?.said && second.kind === 'value' && sameColumn(amount.said.values, second.values)
    ? { kind: 'value', values: amount.said.values, to: amount.to }
    : null

/** "… than declined commissions": the noun said once more adds nothing. */
function namedAgain(reader: Reader, second: Side, amount: RowsAmount | null): number {
  const next = itemAt(reader, second.to)
  const again =
    next?.kind === 'thing' &&
    next.thing.kind === 'entity' &&
    amount?.quantity.kind === 'count' &&
    next.thing.model === amount.quantity.model
  return again ? second.to + 1 : second.to
}

/** "is", "did": nothing else is asked for than whether it is so. */
function asksWhether(items: readonly Chosen[]): boolean {
  return /^(is|are|was|were|did|does|do|has|have|had)\b/i.test(items[0]?.text ?? '')
}

type Side = { readonly to: number } & (
  | { readonly kind: 'period'; readonly item: Extract<Chosen, { kind: 'period' }> }
  | { readonly kind: 'value'; readonly values: ReadValues }
)

function sideAt(reader: Reader, at: number): Side | null {
  const item = itemAt(reader, at)
  if (item?.kind === 'period' && item.match.kind === 'range') return { kind: 'period', item, to: at + 1 }
  const values = readValues(reader, at, null)
  return values?.values.length === 1 ? { kind: 'value', values, to: values.to } : null
}

/** "… in Kent than in Devon", "… in 2025 than in 2024". */
function sameSides(reader: Reader, first: Side, second: Side): boolean {
  if (first.kind === 'period' && second.kind === 'period') {
    const { text, span, match } = first.item
    return compared(reader, { text, span, match }, second)
  }
  if (first.kind !== 'value' || second.kind !== 'value' || !sameColumn(first.values, second.values))
    return false
  const { column, values } = first.values
  addCondition(reader, {
    ...words(reader, reader.at + first.to - 1, reader.at + second.to),
    kind: 'values',
    column,
    values: [...values, ...second.values.values],
    negate: false,
  })
  return true
}

/** "did Ada place more orders than Noor": the first of the two is said before. */
function sidesBefore(reader: Reader, second: Side): boolean {
  const { conditions, periods } = reader.frame
  if (second.kind === 'period') {
    const before = periods.findLast(({ match }) => match.kind === 'range' && !match.comparison)
    if (before) reader.frame.periods = periods.filter((one) => one !== before)
    return before !== undefined && compared(reader, before, second)
  }
  const at = conditions.findLastIndex((one) => isAlone(one) && sameColumn(one, second.values))
  const before = conditions[at]
  if (before?.kind !== 'values') return false
  conditions[at] = { ...before, values: [...before.values, ...second.values.values] }
  return true
}

const isAlone = (condition: Condition): condition is Extract<Condition, { kind: 'values' }> =>
  condition.kind === 'values' && !condition.negate && condition.values.length === 1

const sameColumn = ({ column: a }: Pick<ReadValues, 'column'>, { column: b }: ReadValues): boolean =>
  a.model === b.model && a.name === b.name

function compared(
  { frame }: Reader,
  first: Reader['frame']['periods'][number],
  { item }: Extract<Side, { kind: 'period' }>,
): boolean {
  const { start, end } = item.match
  if (start === null || end === null) return false
  frame.periods.push({ ...first, match: { ...first.match, comparison: { kind: 'range', start, end } } })
  return true
}
