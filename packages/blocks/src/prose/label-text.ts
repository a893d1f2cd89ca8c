import type { Cell, ResultColumn } from '@numize/semantic'
import { formatCell } from '../format.ts'
import { inSentence } from '../narrative/grammar.ts'
import { isPeriod } from '../numbers.ts'
import { directionOf } from './words.ts'

const LONGEST = 80
const PROPER_NAME =
  /^\p{Lu}[\p{L}\p{M}\d&'’./+-]*(?: (?:[\p{L}\p{M}\d&'’./+-]+|\([\p{L}\p{M}\d&'’./+ -]+\)))*$/u

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

/**
 * A label in prose: periods and proper names as they are, bare numbers with what they number (`seller 3`), an unknown
 * one as `unknown sector`; everything that could be read as something else in quotes.
 */
export function labelText(cell: Cell, column: ResultColumn): string {
  if (cell === null && !isPeriod(column)) return `unknown ${whatItIs(column)}`
  if (typeof cell === 'boolean') return `${inSentence(column.label)}: ${cell ? 'yes' : 'no'}`
  const value = labelValue(cell, column)
  if (isPeriod(column)) return value
  if (/^\d+$/.test(value) && column.label !== '') return `${inSentence(column.label)} ${value}`
  const words = value.split(' ')
  return PROPER_NAME.test(value) && words.every((word) => directionOf(word) === null) && !GRAMMAR.has(value)
    ? value
    : `“${value}”`
}

/** How prose says that a row has no value of this label: `no merchant`. */
export const lackText = (column: ResultColumn): string => `no ${whatItIs(column)}`

/** Who has no carrier name has no carrier. */
const whatItIs = ({ label }: ResultColumn): string => inSentence(label).replace(/ name$/, '')
