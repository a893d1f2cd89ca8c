import type { CatalogIndex } from '../index/catalog-index.ts'
import { isRowName } from '../index/row-names.ts'
import type { Column } from '../index/thing.ts'
import { columnLabel } from '../readings/labels.ts'
import type { Frame, Quantity, Rank } from '../structure/frame.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import { type Meaning, oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { isDuration, isMoney } from './nature.ts'
import { subjectOf } from './subject.ts'

/** "most expensive", "longest", "oldest": the column of that nature, asked about where several fit. */
export const superlatives: Completion = (frame, index) => {
  const { rank } = frame
  const head = subjectOf(frame)
  if (rank?.by.kind !== 'named' || head === null) return [frame]
  const { names } = rank.by
  const models = [...ofRank(frame, rank), head, ...frame.entities.map(({ model }) => model)]
  const fitting = models.map((model) => fittingColumns(index, model, names)).find(isFilled) ?? []
  const meanings = fitting.map((column): Meaning => {
    const by = quantityOf(frame, index, column)
    const label =
      by.kind === 'aggregate'
        ? `average ${columnLabel(index, column).toLowerCase()}`
        : columnLabel(index, column)
    return { label, frame: { ...frame, rank: { ...rank, by, direction: directionOf(rank, index, column) } } }
  })
  return oneOf(frame, rank, meanings)
}

/** "who wrote the last article": the rows right behind the word, whatever the question is about. */
const ofRank = ({ entities }: Frame, { span }: Rank): readonly string[] =>
  entities.filter((one) => one.span[0] - span[1] === 1 || one.span[0] === span[1]).map(({ model }) => model)

const isFilled = (columns: readonly Column[]): boolean => columns.length > 0

/** The oldest has the earliest date. */
function directionOf(rank: Rank, index: CatalogIndex, column: Column): 'asc' | 'desc' {
  const aged = rank.by.kind === 'named' && rank.by.names[0] === 'age'
  if (!aged || !isEarlier(index, column)) return rank.direction
  return rank.direction === 'desc' ? 'asc' : 'desc'
}

/** Whether less of a column is longer ago. */
export const isEarlier = (index: CatalogIndex, column: Column): boolean =>
  index.schema.isTime(column) || hasWord(column, 'year')

/** "lowest rated kind": of a column that is no name of its row, all rows are averaged. */
function quantityOf(frame: Frame, index: CatalogIndex, column: Column): Quantity {
  const shown = frame.groups.find((group) => group.shown)?.target
  const { schema } = index
  const isKind =
    schema.isNumeric(column) &&
    frame.entities.length === 0 &&
    shown?.kind === 'column' &&
    !schema.isNumeric(shown.column) &&
    !isRowName(index, shown.column)
  return isKind ? { kind: 'aggregate', aggregation: 'average', column } : { kind: 'column', column }
}

/** The columns of a model that could be meant: one that has the very name, else all of the nature. */
function fittingColumns(index: CatalogIndex, model: string, names: readonly string[]): readonly Column[] {
  const columns = (index.schema.models.get(model)?.dimensions ?? [])
    .filter((one) => one.extras.hidden !== true)
    .map(({ name }): Column => ({ kind: 'dimension', model, name }))
    .filter((column) => index.schema.isNumeric(column) || index.schema.isTime(column))
  const exact = columns.filter((column) => hasWord(column, names[0] ?? ''))
  if (exact.length === 1) return exact
  if (names.includes('price')) return columns.filter((column) => isMoney(index, column))
  if (names.includes('duration'))
    return columns.filter((column) => isDuration(index, column) || hasWord(column, 'length'))
  if (names.includes('birth year') && !names.includes('date'))
    return columns.filter((column) => hasWord(column, 'birth') || hasWord(column, 'born'))
  if (names.includes('date')) return datesOf(index, model, columns, names)
  if (names.includes('rating'))
    return columns.filter((column) => ['rating', 'score', 'star'].some((word) => hasWord(column, word)))
  return []
}

const hasWord = ({ name }: Column, word: string): boolean =>
  ` ${keyOf(spelledOut(wordsOf(name)))} `.includes(` ${word} `)

/** A date or year of the very name, else the date rows are counted by. */
function datesOf(
  index: CatalogIndex,
  model: string,
  columns: readonly Column[],
  names: readonly string[],
): readonly Column[] {
  const named = names
    .filter((name) => name !== 'date' && name !== 'time')
    .flatMap((name) => columns.filter((column) => hasWord(column, name)))
  const own = index.schema.time(model)
  return named[0] ? [named[0]] : own ? [own] : []
}
