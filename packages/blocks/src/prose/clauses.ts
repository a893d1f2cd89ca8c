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

/** Cuts tokens into clauses and carries the subject along, as a reader does. */
export function clausesOf(tokens: readonly Token[]): Clause[] {
  const sentences = split(tokens, (token) => token.kind === 'break' && token.sentence)
  const carry = new Map<number, Mention>()
  let metrics: readonly number[] = []
  return sentences.flatMap((sentence) => {
    const later = sentence.filter((token) => token.kind === 'label')
    return split(sentence, (token) => token.kind === 'break').map((part) => {
      const { subjects, bases } = mentionsIn(part)
      const own = part.flatMap((token) => (token.kind === 'metric' ? token.columns : []))
      if (own.length > 0) metrics = own
      const named = new Set(subjects.map(({ column }) => column))
      for (const mention of later) if (!carry.has(mention.column)) carry.set(mention.column, mention)
      const carried = [...carry.values()].filter(({ column }) => !named.has(column))
      for (const mention of subjects) carry.set(mention.column, mention)
      return { subjects, bases, carried, metrics, ...claimsIn(part) }
    })
  })
}

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
