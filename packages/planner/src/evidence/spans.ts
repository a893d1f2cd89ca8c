import type { Grain } from '@numize/semantic'
import type { Item } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { type Evidence, thingId } from '../index/thing.ts'
import { formKey, normalise } from '../index/values.ts'
import type { PeriodMatch } from '../period/find-periods.ts'
import { fillers, linkVerbs } from '../text/fillers.ts'
import { lemma } from '../text/inflect.ts'
import { readNumber } from '../text/numbers.ts'
import { LONGEST_OPERATOR, operatorOf } from '../text/operators.ts'
import { own } from '../text/own.ts'
import type { Token } from '../text/tokenize.ts'
import { LONGEST_UNIT, saysCounted, saysShape, saysUnit } from '../text/units.ts'
import { verbStem, wordForm } from '../text/word-form.ts'
import { identifierWords, keyOf } from '../text/words-of.ts'
import { conceptEvidence } from './concept-evidence.ts'
import { ratesIn } from './rates.ts'
import { rollingIn } from './rolling.ts'
import { slips } from './slips.ts'
import type { Span } from './span.ts'
import { timelyAt } from './timeliness.ts'
import { typosAt } from './typo-evidence.ts'
import { isVerbLike } from './verb-like.ts'

export type { Span } from './span.ts'

const LONGEST_PHRASE = 6
const LONGEST_VALUE = 8

/** Everything each stretch of the question could be, by its first token. */
export function findSpans(
  question: string,
  tokens: readonly Token[],
  periods: readonly PeriodMatch[],
  index: CatalogIndex,
): Span[][] {
  const spans: Span[][] = tokens.map(() => [])
  const add = (from: number, to: number, item: ItemBody, score: number): void => {
    const start = tokens[from]?.start ?? 0
    const end = tokens[to - 1]?.end ?? start
    const piece = { text: question.slice(start, end), span: [start, end] as const }
    spans[from]?.push({ from, to, item: { ...piece, ...item }, score })
  }
  addPeriods(tokens, periods, add)
  for (const { span, op } of rollingIn(question)) {
    const [from, to] = tokensOf(tokens, span)
    if (from !== -1) add(from, to, { kind: 'operator', op }, (to - from) * 1.4)
  }
  const known = new Set<number>()
  tokens.forEach((token, from) => {
    if (token.kind === 'punctuation') addPunctuation(tokens, from, add)
    else if (token.kind === 'quoted') addQuoted(token, from, index, add)
    else if (token.denies) add(from, from + 1, { kind: 'operator', op: { op: 'negate' } }, 1)
    else {
      addNumber(tokens, from, add)
      addOperators(tokens, from, add)
      addUnit(tokens, from, index, add)
      for (const { to, op } of timelyAt(tokens, from, index))
        add(from, to, { kind: 'operator', op }, to - from)
      for (const to of addThings(tokens, from, index, add)) for (let at = from; at < to; at++) known.add(at)
    }
  })
  tokens.forEach((token, at) => {
    const covered = known.has(at) || spans.some((list) => list.some(({ from, to }) => from <= at && at < to))
    if (!covered && token.kind === 'word') {
      for (const { candidates, place } of typosAt(tokens, at, index)) addCandidates(candidates, place, add)
      addForms(tokens, at, index, add)
      addConcepts(tokens, at, { index, known, add })
      for (const { from, to, op } of slips(tokens, at))
        add(from, to, { kind: 'operator', op }, (to - from) * 0.9 - 0.2)
    }
    const named = isNamed(spans[at] ?? [], at)
    addGrain(tokens, at, named, add)
    addLoose(tokens, at, named, add)
  })
  for (const { at, forms } of ratesIn(tokens, spans, index)) {
    if (forms.length > 0) addCandidates(forms, [at - 1, at], add)
    add(at, at + 1, { kind: 'operator', op: { op: 'share' } }, 1.1)
  }
  return withWholeKeys(spans, tokens)
}

const SURE_OF_KEY = 0.9

/** "template id" is one name: its "id" alone is not another's. */
function withWholeKeys(spans: Span[][], tokens: readonly Token[]): Span[][] {
  const isKey = ({ item }: Span): boolean =>
    item.kind === 'thing' &&
    item.candidates.some(({ thing, quality }) => thing.kind === 'key' && quality >= SURE_OF_KEY)
  return spans.map((list, at) => {
    if (!/^ids?$/.test(tokens[at]?.lower ?? '')) return list
    const before = spans.slice(0, at).flat()
    const whole = before.some((span) => span.from < at && span.to === at + 1 && isKey(span))
    return whole ? list.filter(({ item }) => item.kind !== 'thing') : list
  })
}

type ItemBody = Item extends infer One ? (One extends Item ? Omit<One, 'text' | 'span'> : never) : never
type Add = (from: number, to: number, item: ItemBody, score: number) => void

function addPeriods(tokens: readonly Token[], periods: readonly PeriodMatch[], add: Add): void {
  for (const match of periods) {
    const [from, to] = tokensOf(tokens, match.span)
    if (from === -1 || to <= from) continue
    const words = tokens.slice(from, to)
    const lone = words.filter((token) => /^(19|20)\d\d$/.test(token.text))
    const year = lone.length === 1 && match.kind === 'range' ? Number(lone[0]?.text) : null
    add(from, to, { kind: 'period', match, year }, (to - from) * 1.25 + (match.kind === 'grain' ? 0.3 : -0.2))
  }
}

/** The tokens a stretch of characters covers. */
function tokensOf(tokens: readonly Token[], [start, end]: readonly [number, number]) {
  const after = tokens.findIndex((token) => token.start >= end)
  return [tokens.findIndex((token) => token.end > start), after === -1 ? tokens.length : after] as const
}

function addPunctuation(tokens: readonly Token[], at: number, add: Add): void {
  const token = tokens[at]
  if (!token) return
  const goesOn = tokens.slice(at + 1).some(({ kind }) => kind !== 'punctuation')
  if (token.text === ',' || token.text === ';') add(at, at + 1, { kind: 'comma' }, 0)
  else if (/^[.?!]$/.test(token.text) && goesOn) add(at, at + 1, { kind: 'stop' }, 0)
  else {
    const op = operatorOf(token.text)
    if (op) add(at, at + 1, { kind: 'operator', op }, 0.5)
    const unit = tokens[at - 1]?.kind === 'number' || tokens[at - 1]?.kind === 'punctuation'
    if (op?.op !== 'share' || unit) add(at, at + 1, { kind: 'filler' }, 0)
  }
}

function addQuoted(token: Token, at: number, index: CatalogIndex, add: Add): void {
  const candidates = index.values.find(normalise(token.text), token.text)
  add(at, at + 1, { kind: 'quoted', candidates }, 1)
}

function addNumber(tokens: readonly Token[], at: number, add: Add): void {
  const before = tokens[at - 1]?.lower ?? ''
  if (tokens[at]?.lower === 'one' && /^(the|each|which|this|that|every|only)$/.test(before)) return
  const read = readNumber(tokens.slice(at, at + 4).map((token) => token.lower))
  if (!read) return
  add(at, at + read.words, { kind: 'number', value: read.value, percent: read.percent }, read.words * 0.9)
}

function addOperators(tokens: readonly Token[], from: number, add: Add): void {
  for (let to = from + 1; to <= Math.min(tokens.length, from + LONGEST_OPERATOR); to++) {
    const op = operatorOf(wordsOf(tokens, from, to))
    const isBound = op?.op === 'superlative' && tokens[from - 1]?.lower === 'at'
    if (op && !isBound) add(from, to, { kind: 'operator', op }, (to - from) * 0.95 - 0.1)
  }
}

/** "in square kilometers", "5 miles": the unit behind a number or a column adds nothing to it. */
function addUnit(tokens: readonly Token[], from: number, index: CatalogIndex, add: Add): void {
  for (let to = from + 1; to <= Math.min(tokens.length, from + LONGEST_UNIT); to++) {
    const words = wordsOf(tokens, from, to)
    const named = index.phrases.find(tokens[to - 1]?.lemma ?? '').some(({ quality }) => quality >= 0.9)
    const measures = !named || /^(in|of)\b/.test(words) || tokens[from - 1]?.kind === 'number'
    const counted = !named && tokens[from - 1]?.kind === 'number' && saysCounted(words)
    if (counted || (saysUnit(words) && measures) || saysShape(words))
      add(from, to, { kind: 'filler' }, (to - from) * 0.75)
  }
}

const wordsOf = (tokens: readonly Token[], from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map((token) => token.lower)
    .join(' ')

function addThings(tokens: readonly Token[], from: number, index: CatalogIndex, add: Add): number[] {
  const ends: number[] = []
  for (let to = from + 1; to <= Math.min(tokens.length, from + LONGEST_VALUE); to++) {
    const part = tokens.slice(from, to)
    if (part.some((token) => token.kind === 'quoted')) break
    if (part.at(-1)?.kind === 'punctuation') continue
    const found = new Map<string, Evidence>()
    if (to - from <= LONGEST_PHRASE && !part.some((token) => token.kind === 'punctuation'))
      for (const evidence of phraseEvidence(part, index)) keepBest(found, evidence)
    const written = part.map((token) => token.text).join(' ')
    for (const evidence of valueEvidence(part, written, index)) keepBest(found, evidence)
    if (found.size === 0) continue
    ends.push(to)
    addCandidates([...found.values()], [from, to], add, isOperator(tokens, from, to) ? OPERATOR_TOO : 0)
  }
  return ends
}

/** A closed-class word that is also a name is more often the former. */
const OPERATOR_TOO = 0.3
const isOperator = (tokens: readonly Token[], from: number, to: number): boolean =>
  operatorOf(wordsOf(tokens, from, to)) !== null

function valueEvidence(part: readonly Token[], written: string, index: CatalogIndex): readonly Evidence[] {
  const key = normalise(written)
  const found = index.values.find(key, written)
  const singular = key.split(' ').map(lemma).join(' ')
  const closed = part.every((token) => fillers.has(token.lower) || operatorOf(token.lower) !== null)
  if (found.length > 0 || closed) return found
  const about =
    part.length === 1 ? (/^(\p{L}+)-(?:speaking|based|born|made)$/iu.exec(written)?.[1] ?? null) : null
  const other = about === null ? singular : normalise(about)
  const alike = other === key ? [] : index.values.find(other, about ?? written)
  if (alike.length > 0) return alike.map((one) => ({ ...one, quality: one.quality * 0.95 }))
  return part.length === 1 && key.length > 4 ? index.values.find(formKey(key), written) : []
}

function phraseEvidence(part: readonly Token[], index: CatalogIndex): readonly Evidence[] {
  const key = part.map((token) => token.lemma).join(' ')
  const found = index.phrases.find(key)
  if (found.length > 0) return found
  const written = part.map((token) => token.text).join(' ')
  const parted = keyOf(identifierWords(written))
  if (parted !== key) return index.phrases.find(parted)
  return part.length > 2 ? index.phrases.find(withoutArticles(part)) : []
}

/** "time to settle a claim" is called "time to settle claim". */
const withoutArticles = (part: readonly Token[]): string => {
  const inner = part.filter(
    (token, at) => at === 0 || at === part.length - 1 || !/^(a|an|the)$/.test(token.lower),
  )
  return inner.length === part.length ? '' : inner.map((token) => token.lemma).join(' ')
}

const keepBest = (found: Map<string, Evidence>, evidence: Evidence): void => {
  const id = thingId(evidence.thing)
  if ((found.get(id)?.quality ?? 0) < evidence.quality) found.set(id, evidence)
}

function addCandidates(
  candidates: readonly Evidence[],
  [from, to]: readonly [number, number],
  add: Add,
  discount = 0,
): void {
  const sorted = candidates.toSorted((a, b) => b.quality - a.quality)
  const best = sorted[0]?.quality ?? 0
  const words = to - from
  add(
    from,
    to,
    { kind: 'thing', candidates: sorted.slice(0, 24) },
    best * words + 0.2 * (words - 1) - 0.05 - discount,
  )
}

/** "injuries" for `injured`, "creation time" for `created`; a verb that keys are called by only links. */
function addForms(tokens: readonly Token[], at: number, index: CatalogIndex, add: Add): void {
  const token = tokens[at]
  if (!token) return
  const form = wordForm(token.lower)
  if (index.linkWords.has(verbStem(token.lower))) add(at, at + 1, { kind: 'link' }, 0.05)
  if (form === null) return
  const next = tokens[at + 1]
  const both = next ? index.phrases.find(`${form} ${next.lemma}`) : []
  if (both.length > 0) addCandidates(both, [at, at + 2], add)
  if (linkVerbs.has(token.lower)) return
  const alone = index.phrases.find(form)
  if (alone.length > 0) addCandidates(alone, [at, at + 1], add)
}

interface Around {
  readonly index: CatalogIndex
  /** Tokens that are part of a name or a value. */
  readonly known: ReadonlySet<number>
  readonly add: Add
}

/** A general noun nobody knows ("locations"), with an unknown word before it that only describes it ("career options"). */
function addConcepts(tokens: readonly Token[], at: number, { index, known, add }: Around): void {
  const token = tokens[at]
  const found = token ? conceptEvidence(token.lemma, index) : []
  if (found.length === 0) return
  addCandidates(found, [at, at + 1], add)
  const before = tokens[at - 1]
  const describes =
    before?.kind === 'word' &&
    /^\p{L}+$/u.test(before.text) &&
    !known.has(at - 1) &&
    !fillers.has(before.lower) &&
    operatorOf(before.lower) === null
  if (describes) addCandidates(found, [at - 1, at + 1], add)
}

const grains: Readonly<Record<string, Grain>> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
}

const adverbs: Readonly<Record<string, Grain>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
  annually: 'year',
}

/** "which month", "best day": a unit of time on its own is one to group by. */
function addGrain(tokens: readonly Token[], at: number, named: boolean, add: Add): void {
  const token = tokens[at]
  if (!token) return
  addOverGrains(tokens, at, add)
  const adverb = own(adverbs, token.lower)
  const grain = adverb ?? own(grains, token.lemma)
  if (!grain || token.kind !== 'word') return
  const match = grainMatch([token.start, token.end], grain)
  add(at, at + 1, { kind: 'period', match, year: null }, adverb ? 1.4 : named ? 0.3 : 0.5)
}

const grainMatch = (span: readonly [number, number], grain: Grain): PeriodMatch => ({
  span,
  kind: 'grain',
  start: null,
  end: null,
  grain,
  reading: `by ${grain}`,
  assumed: [],
  alternatives: [],
  complete: true,
})

/** "how … changes over the years", "from year to year": told by that unit. */
function addOverGrains(tokens: readonly Token[], at: number, add: Add): void {
  const lower = (offset: number): string => tokens[at + offset]?.lower ?? ''
  const over = /^(over|through|across)$/.test(lower(0)) && lower(1) === 'the' && lower(2).endsWith('s')
  const to = lower(0) === 'from' && lower(2) === 'to' && lower(1) === lower(3)
  const grain = own(grains, over ? (tokens[at + 2]?.lemma ?? '') : to ? lower(1) : '')
  const length = over ? 3 : 4
  const last = tokens[at + length - 1]
  if (!grain || !last) return
  const match = grainMatch([tokens[at]?.start ?? 0, last.end], grain)
  add(at, at + length, { kind: 'period', match, year: null }, length * 1.2)
}

/** A word the catalog has as a name is not passed over as a verb. */
const NAMED_TOO = -0.8
const isNamed = (spans: readonly Span[], at: number): boolean =>
  spans.some(
    ({ to, item }) => to === at + 1 && item.kind === 'thing' && (item.candidates[0]?.quality ?? 0) >= 0.9,
  )

/** Behind "each" stands what there is one of, and behind "made a" what was done ("made a transfer"): no verb. */
function isCounted(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.lower ?? ''
  const verb = tokens[at - 2]?.lower ?? ''
  return /^(each|every)$/.test(before) || (/^(a|an|any|another)$/.test(before) && deeds.has(verb))
}

const deeds = new Set('made did had received sent placed took got never'.split(' '))

/** "sent money", "received any funds": what moves is said by the verb's own rows. */
const isMoved = (token: Token, before: Token | undefined): boolean =>
  /^(money|funds|cash)$/.test(token.lower) &&
  /^(send|sends|sent|sending|receive|receives|received|receiving|transfer|transferred|any|some)$/.test(
    before?.lower ?? '',
  )

/** What remains: words that carry nothing, verbs that only link, and words we do not know. */
function addLoose(tokens: readonly Token[], at: number, named: boolean, add: Add): void {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (!token) return
  if (token.kind === 'punctuation' || token.kind === 'quoted') return
  if (fillers.has(token.lower)) add(at, at + 1, { kind: 'filler' }, 0.1)
  else if (linkVerbs.has(token.lower) && !isCounted(tokens, at))
    add(at, at + 1, { kind: 'link' }, named ? NAMED_TOO : 0.05)
  else if (isMoved(token, before)) add(at, at + 1, { kind: 'filler' }, 0.05)
  else if (isVerbLike(tokens, at)) add(at, at + 1, { kind: 'link', guessed: true }, -0.9)
  add(at, at + 1, { kind: 'unknown' }, -2)
}
