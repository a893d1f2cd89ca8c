import type { Piece, PieceParser, Scope } from './piece.ts'
import { phraseAt, wordAt } from './piece.ts'

/** Days named from today; an offset, or a moment. Longer phrases first. */
const PHRASES: readonly {
  readonly words: readonly string[]
  readonly offset: number
  readonly moment?: true
}[] = [
  { words: 'the day before yesterday', offset: -2 },
  { words: 'day before yesterday', offset: -2 },
  { words: 'the day after tomorrow', offset: 2 },
  { words: 'day after tomorrow', offset: 2 },
  { words: 'the day before', offset: -1 },
  { words: 'the previous day', offset: -1 },
  { words: 'the day after', offset: 1 },
  { words: 'the next day', offset: 1 },
  { words: 'the following day', offset: 1 },
  { words: 'the current date', offset: 0, moment: true as const },
  { words: 'current date', offset: 0, moment: true as const },
  { words: 'right now', offset: 0, moment: true as const },
  { words: 'the present', offset: 0, moment: true as const },
  { words: 'this morning', offset: 0 },
  { words: 'this afternoon', offset: 0 },
  { words: 'this evening', offset: 0 },
  { words: 'last night', offset: -1 },
  { words: 'last evening', offset: -1 },
  { words: 'today', offset: 0 },
  { words: 'tonight', offset: 0 },
  { words: 'otd', offset: 0 },
  { words: 'now', offset: 0, moment: true as const },
  { words: 'yesterday', offset: -1 },
  { words: 'yday', offset: -1 },
  { words: 'yesteday', offset: -1 },
  { words: 'tomorrow', offset: 1 },
  { words: 'tomorow', offset: 1 },
  { words: 'tommorow', offset: 1 },
  { words: 'tommorrow', offset: 1 },
  { words: 'tmrw', offset: 1 },
  { words: 'tmr', offset: 1 },
].map((phrase) => ({ ...phrase, words: phrase.words.split(' ') }))

/** The words these phrases start with. */
export const RELATIVE_DAY_WORDS: ReadonlySet<string> = new Set(PHRASES.map((phrase) => phrase.words[0] ?? ''))

/** `today`, `yesterday`, `the day before yesterday`, `now`. */
export const parseRelativeDay: PieceParser = (scope, at) => {
  if (!RELATIVE_DAY_WORDS.has(wordAt(scope, at))) return null
  for (const { words, offset, moment } of PHRASES) {
    const to = phraseAt(scope, at, words)
    if (to !== null) return moment ? momentPiece(scope, at, to) : dayPiece(scope, { at, to }, offset)
  }
  return null
}

const dayPiece = (scope: Scope, words: { at: number; to: number }, offset: number): Piece => ({
  ...words,
  grain: 'day',
  span: { start: scope.today + offset, end: scope.today + offset + 1 },
  others: [],
  assumed: [],
  ...(offset === -1 && { shift: { kind: 'shift', count: 1, grain: 'day' } as const }),
})

/** Now: a range up to it ends where nothing has passed yet. */
const momentPiece = (scope: Scope, at: number, to: number): Piece => ({
  at,
  to,
  grain: 'day',
  span: { start: scope.today, end: Math.max(scope.freshDay, scope.today) },
  others: [],
  assumed: [],
  moment: true,
})
