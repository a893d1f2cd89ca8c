import type { Mention, Token } from './lex.ts'
import type { Direction } from './words.ts'

type NumberMention = Extract<Token, { kind: 'number' }>

/** A stretch of prose that speaks about one set of rows. */
export interface Clause {
  readonly subjects: readonly Mention[]
  /** Labels after `from`, `than`, `against`: what is compared with. */
  readonly bases: readonly Mention[]
  /** Labels known from the words before (or, failing that, after) for the columns this clause does not name. */
  readonly carried: readonly Mention[]
  readonly metrics: readonly number[]
  readonly numbers: readonly (NumberMention & { readonly afterFrom: boolean; readonly next: string })[]
  readonly directions: readonly {
    readonly direction: Direction
    readonly start: number
    readonly end: number
  }[]
  readonly words: ReadonlySet<string>
}

const BASE_WORDS = new Set(['from', 'than', 'versus', 'vs', 'against', 'since', 'compared'])

/**
 * Cuts tokens into clauses and carries the subject along, as a reader does. `keys` tells which columns name the same
 * thing (a key and its name): naming one of them anew drops what was carried of the other.
 */
export function clausesOf(tokens: readonly Token[], keys: ReadonlyMap<number, number> = new Map()): Clause[] {
  const sentences = split(tokens, (token) => token.kind === 'break' && token.sentence)
  const carry = new Map<number, readonly Mention[]>()
  const thing = (column: number): number => keys.get(column) ?? column
  let metrics: readonly number[] = []
  return sentences.flatMap((sentence) => {
    const later = sentence.filter((token) => token.kind === 'label')
    return split(sentence, (token) => token.kind === 'break').map((part) => {
      const { subjects, bases } = mentionsIn(part)
      const own = part.flatMap((token) => (token.kind === 'metric' ? token.columns : []))
      if (own.length > 0) metrics = own
      const named = new Set(subjects.map(({ column }) => thing(column)))
      for (const mention of later)
        if (!carry.has(thing(mention.column))) carry.set(thing(mention.column), [mention])
      const carried = [...carry].flatMap(([column, mentions]) => (named.has(column) ? [] : mentions))
      for (const column of named) carry.set(column, latestOf(subjects, thing, column))
      return { subjects, bases, carried, metrics, ...claimsIn(part) }
    })
  })
}

/** The last mention of each column that names a thing. */
const latestOf = (
  subjects: readonly Mention[],
  thing: (column: number) => number,
  column: number,
): readonly Mention[] => [
  ...new Map(
    subjects.flatMap((mention) => (thing(mention.column) === column ? [[mention.column, mention]] : [])),
  ).values(),
]

function split(tokens: readonly Token[], isBreak: (token: Token) => boolean): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens)
    if (isBreak(token)) parts.push([])
    else parts.at(-1)?.push(token)
  return parts.filter((part) => part.length > 0)
}

const isBaseWord = (token: Token | undefined): boolean => token?.kind === 'word' && BASE_WORDS.has(token.word)

function mentionsIn(part: readonly Token[]): { subjects: Mention[]; bases: Mention[] } {
  const subjects: Mention[] = []
  const bases: Mention[] = []
  let base = false
  for (const token of part) {
    if (isBaseWord(token)) base = true
    if (token.kind === 'label') (base ? bases : subjects).push(token)
  }
  return { subjects, bases }
}

const claimsIn = (part: readonly Token[]): Pick<Clause, 'numbers' | 'directions' | 'words'> => ({
  numbers: part.flatMap((token, place) =>
    token.kind === 'number'
      ? [{ ...token, afterFrom: isBaseWord(part[place - 1]), next: wordOf(part[place + 1]) }]
      : [],
  ),
  directions: part.flatMap((token) => (token.kind === 'direction' ? [token] : [])),
  words: new Set(part.map(wordOf).filter((word) => word !== '')),
})

const wordOf = (token: Token | undefined): string => (token?.kind === 'word' ? token.word : '')
