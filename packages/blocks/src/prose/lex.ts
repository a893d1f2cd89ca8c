import type { Result } from '@numize/semantic'
import { formatCell } from '../format.ts'
import { namedKeys } from '../label-columns.ts'
import { inSentence } from '../narrative/grammar.ts'
import { countedNoun, nameInSentence } from '../narrative/nouns.ts'
import { isFigure, isMoment } from '../numbers.ts'
import { labelText, lackText } from './label-text.ts'
import { type NumberToken, readNumber } from './read-number.ts'
import { type Direction, directionOf } from './words.ts'

interface At {
  readonly start: number
  readonly end: number
}

/** A value of a label column, and the rows that carry it. */
export interface Mention extends At {
  readonly kind: 'label'
  readonly column: number
  readonly rows: ReadonlySet<number>
}

export type Token =
  | Mention
  | (NumberToken & At & { readonly kind: 'number' })
  | (At & { readonly kind: 'metric'; readonly columns: readonly number[] })
  | (At & { readonly kind: 'direction'; readonly direction: Direction; readonly word: string })
  | (At & { readonly kind: 'word'; readonly word: string })
  | (At & { readonly kind: 'break'; readonly sentence: boolean })
  | (At & { readonly kind: 'known' })
  | (At & { readonly kind: 'unknownLabel' | 'unknownNumber' })

type Meaning =
  | { readonly kind: 'known' }
  | { readonly kind: 'metric'; readonly columns: readonly number[] }
  | { readonly kind: 'label'; readonly column: number; readonly rows: ReadonlySet<number> }

const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’_-]*/uy
const QUOTED = /“[^”]*”|"[^"\n]*"/uy
const CLAUSE_WORDS = new Set(['and', 'but', 'while', 'whereas', 'although', 'though'])
const SENTENCE_END = /[.!?](?=\s|$)|\n/uy
const CLAUSE_END = /[,;:()–—](?=\s|$)|\((?=\S)/uy

/** Prose cut into what can be checked: labels of the result, its metrics, numbers, direction words and clause breaks. */
export function lex(prose: string, result: Result, context: readonly string[]): Token[] {
  const lexicon = lexiconOf(result, context)
  const tokens: Token[] = []
  let start = 0
  let opensSentence = true
  while (start < prose.length) {
    const token = tokenAt(prose, start, { lexicon, opensSentence })
    if (token === null) {
      start += 1
      continue
    }
    tokens.push(isPartOfVerb(token, tokens.at(-1)) ? { ...token, kind: 'word' } : token)
    opensSentence = token.kind === 'break' && token.sentence
    start = token.end
  }
  return tokens
}

/** "makes up", "adds up": no direction. */
const WITH_UP = new Set(['make', 'makes', 'made', 'making', 'add', 'adds', 'added', 'adding'])
const isPartOfVerb = (
  token: Token,
  before: Token | undefined,
): token is Extract<Token, { kind: 'direction' }> =>
  token.kind === 'direction' && token.word === 'up' && before?.kind === 'word' && WITH_UP.has(before.word)

interface Scan {
  readonly lexicon: Lexicon
  readonly opensSentence: boolean
}

function tokenAt(prose: string, start: number, { lexicon, opensSentence }: Scan): Token | null {
  if (/\s/u.test(prose.charAt(start))) return prose.charAt(start) === '\n' ? sentenceBreak(start) : null
  const phrase = lexicon.longestAt(prose, start)
  if (phrase !== null) return { ...phrase.meaning, start, end: phrase.end }
  const quoted = take(QUOTED, prose, start)
  if (quoted !== null) return quotedToken(quoted, start, lexicon)
  const number = readNumber(prose, start)
  if (number !== null) return { ...number, kind: 'number', start }
  const word = take(WORD, prose, start)
  if (word !== null) return wordToken(word, start, opensSentence)
  if (take(SENTENCE_END, prose, start) !== null) return sentenceBreak(start)
  return take(CLAUSE_END, prose, start) === null
    ? null
    : { kind: 'break', sentence: false, start, end: start + 1 }
}

const sentenceBreak = (start: number): Token => ({ kind: 'break', sentence: true, start, end: start + 1 })

function take(pattern: RegExp, prose: string, start: number): string | null {
  pattern.lastIndex = start
  return pattern.exec(prose)?.[0] ?? null
}

function quotedToken(quoted: string, start: number, lexicon: Lexicon): Token {
  const end = start + quoted.length
  const meaning = lexicon.quoted(quoted.slice(1, -1))
  return meaning === null ? { kind: 'unknownLabel', start, end } : { ...meaning, start, end }
}

function wordToken(word: string, start: number, opensSentence: boolean): Token {
  const end = start + word.length
  const direction = directionOf(word)
  if (direction !== null) return { kind: 'direction', direction, word: word.toLowerCase(), start, end }
  if (/\p{N}/u.test(word) || isSpelledRatio(word)) return { kind: 'unknownNumber', start, end }
  if (CLAUSE_WORDS.has(word.toLowerCase())) return { kind: 'break', sentence: false, start, end }
  if (!opensSentence && /^\p{Lu}/u.test(word)) return { kind: 'unknownLabel', start, end }
  return { kind: 'word', word: word.toLowerCase(), start, end }
}

/** Ratios in words are figures too; prose that wants them must write them in digits. */
const RATIO =
  /^(?:twice|thrice|half|halved|doubl\w+|tripl\w+|quadrupl\w+|\w+fold|thirds?|majority|dozens?|hundreds?|thousands?|millions?|billions?)$/iu
const isSpelledRatio = (word: string): boolean => RATIO.test(word)

interface Lexicon {
  longestAt(prose: string, start: number): { readonly meaning: Meaning; readonly end: number } | null
  quoted(text: string): Meaning | null
}

/** Every text that stands for something known, found by its first word. */
function lexiconOf(result: Result, context: readonly string[]): Lexicon {
  const meanings = new Map<string, Meaning>()
  for (const [text, meaning] of labelMeanings(result)) meanings.set(text, meaning)
  for (const phrase of context) if (phrase !== '') meanings.set(phrase, { kind: 'known' })
  for (const text of momentTexts(result)) meanings.set(text, { kind: 'known' })
  for (const { label } of result.columns)
    for (const text of [label, inSentence(label)]) meanings.set(text, { kind: 'known' })
  for (const [label, columns] of metricLabels(result)) meanings.set(label, { kind: 'metric', columns })
  const byFirst = grouped(meanings.keys())
  return {
    quoted: (text) => meanings.get(`“${text}”`) ?? meanings.get(text) ?? null,
    longestAt: (prose, start) => {
      if (start > 0 && /[\p{L}\p{N}]/u.test(prose.charAt(start - 1))) return null
      for (const text of byFirst.get(firstWord(prose.slice(start, start + 90))) ?? []) {
        const meaning = meanings.get(text)
        if (meaning !== undefined && standsAt(prose, start, text))
          return { meaning, end: start + text.length }
      }
      return null
    },
  }
}

const firstWord = (text: string): string => (/^[\p{L}\p{N}]+|^./u.exec(text)?.[0] ?? '').toLowerCase()

function grouped(texts: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const text of texts) {
    const key = firstWord(text)
    groups.set(key, [...(groups.get(key) ?? []), text])
  }
  for (const group of groups.values()) group.sort((a, b) => b.length - a.length)
  return groups
}

/** The text as it is, its first letter in either case, and no word running on after it. */
function standsAt(prose: string, start: number, text: string): boolean {
  const found = prose.slice(start, start + text.length)
  const same =
    found === text || (found.slice(1) === text.slice(1) && found.charAt(0) === text.charAt(0).toUpperCase())
  const runsOn =
    /[\p{L}\p{N}]$/u.test(text) &&
    /^(?:[\p{L}\p{N}]|[.,]\d)/u.test(prose.slice(start + text.length, start + text.length + 2))
  return same && !runsOn
}

function labelMeanings(result: Result): Map<string, Meaning> {
  const keys = namedKeys(result)
  const meanings = new Map<string, { kind: 'label'; column: number; rows: Set<number> }>()
  for (const [column, described] of result.columns.entries()) {
    if (isFigure(described)) continue
    const isKey = keys.has(column)
    for (const [row, cells] of result.rows.entries()) {
      const cell = cells[column] ?? null
      if (cell === null && isKey) continue
      const texts = [labelText(cell, described), ...(cell === null ? [lackText(described)] : [])]
      for (const text of texts.filter((one) => one !== '“”')) {
        const known = meanings.get(text)
        if (known === undefined) meanings.set(text, { kind: 'label', column, rows: new Set([row]) })
        else known.rows.add(row)
      }
    }
  }
  return meanings
}

/** Every way a figure's name is written: its label, the same inside a sentence, and what it counts. */
function metricLabels(result: Result): Map<string, number[]> {
  const labels = new Map<string, number[]>()
  for (const [index, column] of result.columns.entries()) {
    if (!isFigure(column)) continue
    const noun = countedNoun(column)
    const texts = [column.label, nameInSentence(column), inSentence(column.label)]
    for (const text of new Set([...texts, ...(noun === null ? [] : [noun.one, noun.many])]))
      labels.set(text, [...(labels.get(text) ?? []), index])
  }
  return labels
}

/** Dates that a metric shows (the first order, the last visit). */
const momentTexts = ({ columns, rows }: Result): string[] =>
  columns.flatMap((column, index) =>
    isFigure(column) && isMoment(column)
      ? rows.map((row) => formatCell(row[index] ?? null, column, { prose: true }))
      : [],
  )
