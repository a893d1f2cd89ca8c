import type { Cell, ResultColumn } from '@numize/semantic'
import { formatCell } from '../format.ts'
import { isTime } from '../numbers.ts'
import { directionOf } from './words.ts'

const LONGEST = 80
const PROPER_NAME = /^\p{Lu}[\p{L}\p{M}\d&'’-]*(?: [\p{L}\p{M}\d&'’-]+)*$/u

/** The value of a label as prose shows it, without quotes: on one line, at most 80 characters. */
function labelValue(cell: Cell, column: ResultColumn): string {
  const value = formatCell(cell, column)
    .replaceAll(/[\s“”]+/gu, ' ')
    .trim()
  return value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value
}

/** Names that would read as the grammar of a sentence. */
const GRAMMAR = new Set([
  'In',
  'On',
  'The',
  'There',
  'From',
  'Since',
  'Before',
  'No',
  'Only',
  'And',
  'But',
  'A',
  'An',
])

/** A label in prose: periods and proper names as they are, everything that could be read as something else in quotes. */
export function labelText(cell: Cell, column: ResultColumn): string {
  if (cell === null && !isTime(column)) return `“no ${column.label}”`
  const value = labelValue(cell, column)
  if (isTime(column)) return value
  const words = value.split(' ')
  return PROPER_NAME.test(value) && words.every((word) => directionOf(word) === null) && !GRAMMAR.has(value)
    ? value
    : `“${value}”`
}
