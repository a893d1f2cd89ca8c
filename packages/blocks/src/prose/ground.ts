import type { Plan, Result, ResultColumn } from '@numize/semantic'
import { comparesWithLater, figuresInTime } from '../comparison.ts'
import { labelColumns, namedKeys } from '../label-columns.ts'
import { nounOfModel } from '../narrative/nouns.ts'
import { isAdditive, isFigure, isMoment, isTime, isWhole, numberOf, percentChange } from '../numbers.ts'
import type { Clause } from './clauses.ts'
import type { Mention } from './lex.ts'
import type { NumberToken } from './read-number.ts'
import type { Direction } from './words.ts'

/** What a clause speaks about: rows, the rows compared with, and the metric columns. */
interface Ground {
  readonly rows: readonly number[]
  readonly bases: readonly number[]
  readonly metrics: readonly number[]
}

function groundOf(clause: Clause, result: Result): Ground {
  const all = result.rows.map((_, row) => row)
  const keys = namedKeys(result)
  const labelled = labelColumns(result).filter((index) => !isQuantity(result, index)).length
  const binding = (mentions: readonly Mention[]): number[] =>
    new Set(mentions.map(({ column }) => keys.get(column) ?? column)).size < labelled && all.length > 1
      ? []
      : all.filter((row) => agrees(row, mentions))
  const baseColumns = new Set(clause.bases.map(({ column }) => column))
  const around = [...clause.subjects, ...clause.carried].filter(({ column }) => !baseColumns.has(column))
  return {
    rows: binding([...clause.subjects, ...clause.carried]),
    bases: clause.bases.length === 0 ? [] : binding([...around, ...clause.bases]),
    metrics: metricsOf(clause, result),
  }
}

/** A row agrees with the mentions when, for each column they name, it carries one of the values. */
function agrees(row: number, mentions: readonly Mention[]): boolean {
  const columns = new Set(mentions.map(({ column }) => column))
  return [...columns].every((column) =>
    mentions.some((mention) => mention.column === column && mention.rows.has(row)),
  )
}

function metricsOf(clause: Clause, result: Result): number[] {
  const all = result.columns.flatMap(({ role }, index) => (role === 'metric' ? [index] : []))
  if (all.length === 0)
    return result.columns.flatMap((_, index) => (isQuantity(result, index) ? [index] : []))
  const sources = new Set(clause.metrics.map((index) => result.columns[index]?.source))
  const named = all.filter((index) => sources.has(result.columns[index]?.source))
  if (named.length > 0) return named
  const money = clause.numbers.some(({ unit }) => unit === 'money')
  const paid = all.filter((index) => result.columns[index]?.unit?.kind === 'money')
  return money && paid.length > 0 ? paid : all
}

/** A number of a list that is no name: `weight`. */
const isQuantity = ({ columns }: Result, index: number): boolean => {
  const column = columns[index]
  return (
    column?.role === 'dimension' &&
    (column.unit !== null || column.type === 'decimal' || column.type === 'double')
  )
}

const figure = (result: Result, row: number, index: number): number | null =>
  numberOf(result.rows[row]?.[index])

const columnFor = (result: Result, metric: number, role: string): number =>
  result.columns.findIndex(
    (column) => column.role === role && column.source === result.columns[metric]?.source,
  )

/** `[now, before]` of every comparison the clause can be about: with the base it names, else with the previous period. */
function pairsOf({ rows, bases, metrics }: Ground, result: Result): (readonly [number, number])[] {
  return metrics.flatMap((metric) => {
    const { later, earlier } = figuresInTime(result, metric) ?? { later: metric, earlier: -1 }
    const pairs =
      bases.length > 0
        ? rows.flatMap((row) =>
            bases.map((base) => [figure(result, row, metric), figure(result, base, metric)]),
          )
        : rows.map((row) => [
            figure(result, row, later),
            earlier < 0 ? figureBefore(result, row, metric) : figure(result, row, earlier),
          ])
    return pairs.flatMap(([now, before]) =>
      now === null || now === undefined || before === null || before === undefined
        ? []
        : [[now, before] as const],
    )
  })
}

/** The figure of the period before a row's own among rows with the same other labels; null where there is none. */
function figureBefore(result: Result, row: number, metric: number): number | null {
  const time = result.columns.findIndex(isTime)
  const own = result.rows[row]
  if (time < 0 || !own) return null
  const others = labelColumns(result).filter((index) => index !== time)
  const earlier = result.rows
    .map((cells, at) => ({ cells, at }))
    .filter(({ cells }) => String(cells[time]) < String(own[time]))
    .filter(({ cells }) => others.every((index) => cells[index] === own[index]))
    .toSorted((a, b) => (String(a.cells[time]) < String(b.cells[time]) ? 1 : -1))
  return earlier[0] ? figure(result, earlier[0].at, metric) : null
}

/** Whether a number in a clause is a correct rounding of a cell or of an allowed formula over cells. */
export function isGrounded(number: Clause['numbers'][number], clause: Clause, result: Result): boolean {
  const ground = groundOf(clause, result)
  return (
    isSampleShare(number, clause, result) ||
    isLimit(number, clause, result) ||
    isValue(number, groundOf(aroundNumber(clause, number), result), result) ||
    isChange(number, clause, { ground, result }) ||
    isShare(number, clause, { ground, result }) ||
    isAggregate(number, clause, { ground, result }) ||
    isCount(number, clause, result)
  )
}

/** `from 1 % of the rows`: the part of the rows that was read. */
const isSampleShare = (number: Clause['numbers'][number], { words }: Clause, result: Result): boolean => {
  const { sample } = result.explanation
  const isOfRows = words.has('sample') || words.has('rows')
  return sample !== undefined && number.unit === 'percent' && isOfRows && rounds(number, sample.share * 100)
}

/** `the lowest was 80`: the extreme of all rows, where nothing is named. */
function isLimit(number: Clause['numbers'][number], clause: Clause, result: Result): boolean {
  const { metrics } = groundOf(clause, result)
  return clause.directions.some(
    ({ direction }) =>
      (direction === 'most' || direction === 'least') &&
      metrics.some((index) => {
        const limit = limitOf(direction, clause, { index, result })
        return limit !== null && shows(number, limit, { index, result })
      }),
  )
}

/** The extreme of a metric over all rows, of a clause that names none of them. */
function limitOf(
  direction: 'most' | 'least',
  { subjects, bases, carried }: Clause,
  { index, result }: { readonly index: number; readonly result: Result },
): number | null {
  if (subjects.length + bases.length + carried.length > 0 || result.truncated) return null
  const figures = result.rows.flatMap((_, row) => figure(result, row, index) ?? [])
  if (figures.length < 2) return null
  return direction === 'most' ? Math.max(...figures) : Math.min(...figures)
}

/** The clause with one name of each column: of several, a value belongs to the last before it, else to the first. */
function aroundNumber(clause: Clause, { start }: { readonly start: number }): Clause {
  const columns = [...new Set(clause.subjects.map(({ column }) => column))]
  const nearest = columns.flatMap((column) => {
    const own = clause.subjects.filter((mention) => mention.column === column)
    return own.findLast((mention) => mention.end <= start) ?? own[0] ?? []
  })
  return { ...clause, subjects: nearest }
}

interface Where {
  readonly ground: Ground
  readonly result: Result
}

function isValue(number: Clause['numbers'][number], ground: Ground, result: Result): boolean {
  if (number.afterBy) return false
  const turned = comparesWithLater(result.plan) && !result.columns.some(isTime)
  const [later, earlier] = turned ? ['previous', 'metric'] : ['metric', 'previous']
  const changes = turned ? [] : ['change', 'changePercent']
  const roles = number.afterFrom ? [earlier] : [later, ...changes]
  const metrics = inUnitOf(number, ground.metrics, result)
  const own = metrics.some((metric) =>
    roles.some((role) => {
      const index = role === 'metric' ? metric : columnFor(result, metric, role)
      return ground.rows.some((row) => shows(number, figure(result, row, index), { index, result }))
    }),
  )
  const base = metrics.some((index) =>
    ground.bases.some(
      (row) =>
        (number.afterFrom || number.ofBase) && shows(number, figure(result, row, index), { index, result }),
    ),
  )
  return own || base
}

/** A number whose unit none of the metrics named has is one of those that have it: `spent $600 over 12 orders`. */
function inUnitOf({ unit }: NumberToken, named: readonly number[], { columns }: Result): readonly number[] {
  const has = (index: number): boolean => columns[index]?.unit?.kind === unit
  if ((unit !== 'money' && unit !== 'percent') || named.some(has)) return named
  const others = columns.flatMap(({ role }, index) => (role === 'metric' && has(index) ? [index] : []))
  return others.length > 0 ? others : named
}

/** Whether the written number is a correct rounding of `value` in the unit of a column. */
function shows(number: NumberToken, value: number | null, where: { index: number; result: Result }): boolean {
  const column = where.result.columns[where.index]
  if (value === null || column === undefined) return false
  const unit = unitKind(column)
  if ((number.unit === 'percent') !== (unit === 'percent')) return false
  if (number.unit === 'money' && unit !== 'money') return false
  if (number.unit === 'duration')
    return (
      column.unit?.kind === 'duration' && rounds(number, (value * SECONDS[column.unit.unit]) / number.seconds)
    )
  return rounds(number, unit === 'percent' ? value * 100 : value)
}

const unitKind = ({ role, unit }: ResultColumn): string =>
  role === 'changePercent' ? 'percent' : (unit?.kind ?? 'none')

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const

const rounds = (number: NumberToken, value: number): boolean =>
  Math.abs(number.value - value) <= number.step / 2 + Math.abs(value) * 1e-12

/** Unsigned where a direction word beside it tells the sign. */
const roundsInSize = (number: NumberToken, value: number, clause: Clause): boolean =>
  number.signed || !clause.directions.some(({ direction }) => direction === 'up' || direction === 'down')
    ? rounds(number, value)
    : rounds(number, Math.abs(value))

function isChange(number: Clause['numbers'][number], clause: Clause, { ground, result }: Where): boolean {
  return pairsOf(ground, result).some(([now, before]) => {
    if (number.unit === 'points')
      return areRates(ground, result) && roundsInSize(number, (now - before) * 100, clause)
    if (number.unit !== 'percent')
      return (
        number.unit !== 'duration' &&
        (clause.words.has('by') || number.asChange) &&
        roundsInSize(number, now - before, clause)
      )
    const change = percentChange(now, before)
    return change !== null && roundsInSize(number, change * 100, clause)
  })
}

const areRates = ({ metrics }: Ground, { columns }: Result): boolean =>
  metrics.every((index) => columns[index]?.unit?.kind === 'percent')

function isShare(number: Clause['numbers'][number], clause: Clause, { ground, result }: Where): boolean {
  const isOf = clause.words.has('of') || (clause.sentence.has('of') && clause.directions.length === 0)
  if (number.unit !== 'percent' || !isOf || !isWhole(result)) return false
  const time = result.columns.findIndex(isTime)
  const moments = new Set(ground.rows.map((row) => result.rows[row]?.[time]))
  const universe = result.rows
    .map((_, row) => row)
    .filter((row) => time < 0 || isOnlyTime(result) || moments.has(result.rows[row]?.[time]))
  return ground.metrics.some((index) => {
    const column = result.columns[index]
    if (column === undefined || !isAdditive(column)) return false
    const part = total(result, ground.rows, index)
    const whole = total(result, universe, index)
    return whole > 0 && rounds(number, (part / whole) * 100)
  })
}

/** Rows are told apart by their period alone: parts of a whole are then periods. */
const isOnlyTime = (result: Result): boolean =>
  labelColumns(result).every((index) => isTime(result.columns[index] as ResultColumn))

const total = (result: Result, rows: readonly number[], index: number): number =>
  rows.reduce((sum, row) => sum + (figure(result, row, index) ?? 0), 0)

const SUM_WORDS = ['total', 'sum', 'altogether', 'combined', 'overall', 'together']
const AVERAGE_WORDS = ['average', 'mean', 'averaged']

function isAggregate(number: NumberToken, clause: Clause, { ground, result }: Where): boolean {
  const has = (words: readonly string[]): boolean => words.some((word) => clause.words.has(word))
  const all = result.rows.map((_, row) => row)
  const rows = ground.rows.length > 1 ? ground.rows : all
  if (!has(SUM_WORDS) && !has(AVERAGE_WORDS)) return false
  return ground.metrics.some((index) => {
    const column = result.columns[index]
    const known = rows.filter((row) => figure(result, row, index) !== null)
    const sum = total(result, known, index)
    if (column === undefined || known.length === 0 || result.truncated) return false
    return has(SUM_WORDS)
      ? isAdditive(column) && shows(number, sum, { index, result })
      : shows(number, sum / known.length, { index, result })
  })
}

const ROW_WORDS = new Set([
  'row',
  'rows',
  'groups',
  'group',
  'results',
  'result',
  'records',
  'values',
  'periods',
])

function isCount(number: Clause['numbers'][number], clause: Clause, result: Result): boolean {
  if (number.unit !== 'none' || number.step !== 1 || number.signed) return false
  if (ROW_WORDS.has(number.next)) return number.value === result.rowCount
  if (result.plan.kind === 'list' && isNoun(number.next, result.plan.root))
    return number.value === result.rowCount
  return result.columns.some((column, index) => {
    const noun = column.label.toLowerCase().slice(0, 4)
    const named = !isFigure(column) && noun !== '' && [...clause.words].some((word) => word.startsWith(noun))
    return named && !result.truncated && number.value === new Set(result.rows.map((row) => row[index])).size
  })
}

/** Whether a word begins the name of what is listed: `shipments`, `service` of `service visits`. */
function isNoun(word: string, root: string): boolean {
  const { one, many } = nounOfModel(root)
  return [one, many].some((noun) => noun.split(' ')[0] === word)
}

/** Whether a direction word is true of the rows its clause speaks about. */
export function isTrue(direction: Direction, clause: Clause, result: Result): boolean {
  const ground = groundOf(clause, result)
  if (direction === 'most' || direction === 'least') return isExtreme(direction, clause, { ground, result })
  const pairs = pairsOf(ground, result)
  const sign = direction === 'up' ? 1 : direction === 'down' ? -1 : 0
  return pairs.length > 0 && pairs.every(([now, before]) => Math.sign(now - before) === sign)
}

/**
 * The rows named in the clause hold the extreme among the rows that share what was said before (`In May, FR had the
 * highest …`: among May's rows). A period that is not over may be left out, and so may groups that are not known.
 */
function isExtreme(direction: 'most' | 'least', clause: Clause, { ground, result }: Where): boolean {
  if (isFirstOfMany(direction, ground, result)) return true
  if (
    clause.numbers.some((number) =>
      isLimit(number, { ...clause, directions: [{ direction, start: 0, end: 0 }] }, result),
    )
  )
    return true
  const universes = universesOf(clause, result)
  return universes
    .flatMap((all) => narrowed(all, result))
    .some((universe) =>
      ground.metrics.some((metric) => {
        const index = figuresInTime(result, metric)?.later ?? metric
        const figures = universe.flatMap((row) => figure(result, row, index) ?? [])
        const extreme = direction === 'most' ? Math.max(...figures) : Math.min(...figures)
        const own = ground.rows.flatMap((row) => figure(result, row, index) ?? [])
        return figures.length > 1 && own.length > 0 && own.includes(extreme)
      }),
    )
}

/** Rows an extreme may be among: those that share what was said before; of a clause without a name of its own, all. */
function universesOf(clause: Clause, result: Result): readonly (readonly number[])[] {
  const all = result.rows.map((_, row) => row)
  const shared = all.filter((row) => agrees(row, clause.carried))
  if (clause.subjects.length > 0) return [shared]
  const columns = [...new Set(clause.carried.map(({ column }) => column))]
  return columns.map((left) =>
    all.filter((row) =>
      agrees(
        row,
        clause.carried.filter(({ column }) => column !== left),
      ),
    ),
  )
}

/** All of them, those of periods that are over, and of these the groups that are known. */
function narrowed(all: readonly number[], result: Result): readonly (readonly number[])[] {
  const time = result.columns.findIndex(isTime)
  const over = all.filter(
    (row) =>
      time < 0 || result.incompleteFrom === null || String(result.rows[row]?.[time]) < result.incompleteFrom,
  )
  const labels = labelColumns(result)
  const known = over.filter((row) => labels.every((index) => (result.rows[row]?.[index] ?? null) !== null))
  return [all, over, known]
}

/** The plan itself ranks that way and kept the first rows only: the first one holds the extreme of all. */
function isFirstOfMany(direction: 'most' | 'least', ground: Ground, result: Result): boolean {
  const { plan, columns, rowCount } = result
  const order = rankingOf(plan)
  const index = columns.findIndex(({ name }) => name === order?.by)
  const column = columns[index]
  if (order === null || column === undefined || (order.direction === 'desc') !== (direction === 'most'))
    return false
  if (!ground.metrics.includes(index) && !isMoment(column)) return false
  return plan.kind === 'list' ? rowCount <= order.count : order.count === 1 && ground.rows.includes(0)
}

function rankingOf(plan: Plan): { by: string; direction: 'asc' | 'desc'; count: number } | null {
  if (plan.kind === 'metrics' && plan.top !== null) return plan.top
  if (plan.kind !== 'metrics' && plan.kind !== 'list') return null
  const [first] = plan.orderBy
  return first === undefined || plan.limit === null ? null : { ...first, count: plan.limit }
}
