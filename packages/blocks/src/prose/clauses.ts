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
  readonly numbers: readonly (NumberMention & {
    readonly afterFrom: boolean
    /** A direction stands right beside it: `400 more`, `gained 400`. */
    readonly asChange: boolean
    readonly next: string
    /** `by 400`: a difference, never a value. */
    readonly afterBy: boolean
    /** The last name before it is what is compared with: `ahead of DE with 300`. */
    readonly ofBase: boolean
  })[]
  readonly directions: readonly {
    readonly direction: Direction
    readonly start: number
    readonly end: number
  }[]
  readonly words: ReadonlySet<string>
  /** Words of the whole sentence. */
  readonly sentence: ReadonlySet<string>
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
    let compared: readonly Mention[] = []
    const words = new Set(sentence.map(wordOf))
    return joined(split(sentence, (token) => token.kind === 'break')).map((part) => {
      const { subjects, bases: own } = mentionsIn(part)
      const bases = own.length === 0 && subjects.length === 0 && part.some(isBaseWord) ? compared : own
      compared = bases
      const measured = part.flatMap((token) => (token.kind === 'metric' ? token.columns : []))
      if (measured.length > 0) metrics = measured
      const named = new Set(subjects.map(({ column }) => thing(column)))
      for (const mention of later)
        if (!carry.has(thing(mention.column))) carry.set(thing(mention.column), [mention])
      const carried = [...carry].flatMap(([column, mentions]) => (named.has(column) ? [] : mentions))
      for (const column of named) carry.set(column, latestOf(subjects, thing, column))
      return { subjects, bases, carried, metrics, sentence: words, ...claimsIn(part) }
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

/** Words of direction that what is compared with follows as well. */
const BESIDE = new Set(
  'above below exceeded exceeds outperformed overtook overtakes beat beats ahead behind'.split(' '),
)
const comesBeforeBase = (token: Token): boolean =>
  isBaseWord(token) || (token.kind === 'direction' && BESIDE.has(token.word))

/** Words that speak of several rows at once. */
const TOGETHER = new Set([
  'total',
  'sum',
  'altogether',
  'combined',
  'overall',
  'together',
  'average',
  'mean',
  'averaged',
])
const speaksOfAll = (part: readonly Token[]): boolean => part.some((token) => TOGETHER.has(wordOf(token)))
const claimsNothing = (part: readonly Token[]): boolean =>
  part.every(({ kind }) => kind !== 'number' && kind !== 'direction' && kind !== 'unknownNumber')
const hasLabel = (part: readonly Token[]): boolean => part.some(({ kind }) => kind === 'label')

/**
 * Parts that only begin what the next one says, with it: "On average, …", "Compared to January, …", "France and Spain
 * together …".
 */
function joined(parts: readonly (readonly Token[])[]): readonly (readonly Token[])[] {
  const whole: (readonly Token[])[] = []
  let begun: readonly Token[] = []
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1]
    const leads = !hasLabel(part)
      ? speaksOfAll(part)
      : next !== undefined && speaksOfAll(next) && part.length === 1
    const isBegin = claimsNothing(part) ? leads || comparesOnly(part) : isBaseWord(part[0]) && !hasLabel(part)
    if (next !== undefined && isBegin) begun = [...begun, ...part]
    else {
      whole.push(begun.length > 0 && isBaseWord(begun[0]) ? [...part, ...begun] : [...begun, ...part])
      begun = []
    }
  }
  return whole
}

/** "From January": a base and nothing else. */
const comparesOnly = (part: readonly Token[]): boolean => {
  const { subjects, bases } = mentionsIn(part)
  return bases.length > 0 && subjects.length === 0
}

function mentionsIn(part: readonly Token[]): { subjects: Mention[]; bases: Mention[] } {
  const subjects: Mention[] = []
  const bases: Mention[] = []
  let base = false
  let since = ''
  for (const token of part) {
    if (comesBeforeBase(token)) {
      base = true
      since = 'word' in token ? token.word : ''
    }
    // "from January to March": the end is what is spoken of
    if (since === 'from' && wordOf(token) === 'to') base = false
    if (token.kind === 'label') (base ? bases : subjects).push(token)
  }
  return { subjects, bases }
}

function endsInBase(before: readonly Token[]): boolean {
  const last = before.findLast(({ kind }) => kind === 'label')
  return mentionsIn(before).bases.some((mention) => mention === last)
}

const claimsIn = (part: readonly Token[]): Pick<Clause, 'numbers' | 'directions' | 'words'> => ({
  numbers: part.flatMap((token, place) =>
    token.kind === 'number'
      ? [
          {
            ...token,
            afterFrom:
              isBaseWord(part[place - 1]) ||
              wordOf(part[place - 1]) === 'after' ||
              (isBaseWord(part[place - 2]) && isTo(part[place - 1])),
            asChange: isUpOrDown(part[place - 1]) || isUpOrDown(part[place + 1]),
            next: wordOf(part[place + 1]),
            afterBy: wordOf(part[place - 1]) === 'by',
            ofBase: endsInBase(part.slice(0, place)),
          },
        ]
      : [],
  ),
  directions: part.flatMap((token) => (token.kind === 'direction' ? [token] : [])),
  words: new Set(part.map(wordOf).filter((word) => word !== '')),
})

const isTo = (token: Token | undefined): boolean => ['to', 'with'].includes(wordOf(token))
const isUpOrDown = (token: Token | undefined): boolean =>
  token?.kind === 'direction' && (token.direction === 'up' || token.direction === 'down')

const wordOf = (token: Token | undefined): string => (token?.kind === 'word' ? token.word : '')
