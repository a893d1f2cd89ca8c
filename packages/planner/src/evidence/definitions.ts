import type { CatalogIndex } from '../index/catalog-index.ts'
import { countingMetric } from '../index/counting-metric.ts'
import type { Evidence, Formula, Measurable } from '../index/thing.ts'
import { fillers } from '../text/fillers.ts'
import { operatorOf } from '../text/operators.ts'
import { tokenize } from '../text/tokenize.ts'

/** A question without what it defines (blanks in its place, so that offsets stay), and the catalog with it. */
export interface Defined {
  readonly question: string
  readonly index: CatalogIndex
  /** What was defined, for the decision trail. */
  readonly names: readonly string[]
}

type Terms = ReadonlyMap<string, Formula>

interface Cut {
  readonly from: number
  readonly to: number
}

/** "…, which is the sum of A and B", "… where X is A divided by B": names the question gives to formulas of its own. */
export function readDefinitions(question: string, index: CatalogIndex): Defined {
  const found = atTheEnd(question, index) ?? inside(question, index)
  if (!found) return { question, index, names: [] }
  const { terms, cut } = found
  const left = question.slice(0, cut.from) + ' '.repeat(cut.to - cut.from) + question.slice(cut.to)
  const find = (key: string): readonly Evidence[] => {
    const formula = terms.get(key)
    return formula
      ? [{ thing: { kind: 'formula', formula }, quality: BETTER_THAN_NAMES, source: 'name' }]
      : index.phrases.find(key)
  }
  return {
    question: left,
    index: { ...index, phrases: { ...index.phrases, find } },
    names: [...terms.values()].map(({ name }) => name),
  }
}

/** What the asker defines comes before whatever the catalog calls alike. */
const BETTER_THAN_NAMES = 1.25

const SAYS = String.raw`(?:is|are|equals?|=|means|is defined as|is calculated as|refers to)`
const trailing = /\bwhere\s+(.+?)[\s?.!]*$/is
const nextTerm = new RegExp(
  String.raw`\s*(?:,\s*and|[,;]|\band)\s+(?=(?:(?!and\b)[\w'-]+\s+){1,5}${SAYS}\s)`,
  'i',
)
const oneTerm = new RegExp(String.raw`^(?:the\s+)?([\w' -]{2,40}?)\s+${SAYS}\s+(.+)$`, 'is')

/** "… where loss is the sum of … and loss ratio is loss divided by premium". */
function atTheEnd(question: string, index: CatalogIndex): { terms: Terms; cut: Cut } | null {
  const clause = trailing.exec(question)
  if (!clause?.[1]) return null
  const terms = new Map<string, Formula>()
  const pieces = clause[1].split(nextTerm).map((piece) => oneTerm.exec(piece))
  for (const piece of pieces) {
    const name = piece?.[1]?.trim()
    const formula = name === undefined ? null : formulaOf(name, piece?.[2] ?? '', { index, terms })
    if (!formula) return null
    terms.set(keyOf(formula.name), formula)
  }
  return { terms, cut: { from: clause.index, to: question.length } }
}

const relative = new RegExp(
  String.raw`\s*[,(]?\s*\b(?:(?:which|that)\s+${SAYS}|defined as|calculated as|i\.e\.,?|meaning)\s+`,
  'i',
)
const behind =
  /(?<!\b(?:divided|multiplied))\s+(?:(?:by|per|across|grouped by|broken down by|for (?:each|every|all)|during|between|since|until|in (?:the )?(?:last|\d{4}))\b.*)|[?.!)].*$/is

/** "total loss, which is the sum of loss payment and loss reserve, by claim". */
function inside(question: string, index: CatalogIndex): { terms: Terms; cut: Cut } | null {
  const link = relative.exec(question)
  if (!link) return null
  const from = link.index
  const start = from + link[0].length
  const rest = question.slice(start)
  const end = behind.exec(rest)?.index ?? rest.length
  const name = nameBefore(question.slice(0, from))
  const formula = name === null ? null : formulaOf(name, rest.slice(0, end), { index, terms: new Map() })
  return formula && { terms: new Map([[keyOf(formula.name), formula]]), cut: { from, to: start + end } }
}

const MOST_WORDS = 4

/** The noun phrase a sentence ends with: back to an article, a verb or a comma. */
function nameBefore(text: string): string | null {
  const words = tokenize(text)
  const name: string[] = []
  for (const token of words.toReversed()) {
    const stops =
      token.kind !== 'word' || fillers.has(token.lower) || linking.has(operatorOf(token.lower)?.op ?? '')
    if (stops || name.length === MOST_WORDS) break
    name.unshift(token.text)
  }
  return name.length > 0 ? name.join(' ') : null
}

const linking: ReadonlySet<string> = new Set([
  'be',
  'list',
  'question',
  'preposition',
  'have',
  'and',
  'or',
  'group',
  'each',
  'relative',
  'with',
])

interface Known {
  readonly index: CatalogIndex
  readonly terms: Terms
}

const keyOf = (text: string): string =>
  tokenize(text)
    .filter(({ kind }) => kind !== 'punctuation')
    .map(({ lemma }) => lemma)
    .join(' ')

type Shape = readonly [RegExp, Formula['op']]
const listed = /\s*,\s*(?:and\s+|plus\s+)?|\s+(?:and|plus)\s+|\s*\+\s*/i
const pairs: readonly Shape[] = [
  [/^(.+?)\s+(?:divided by|over)\s+(.+)$/is, '/'],
  [/^(.+?)\s*\/\s*(.+)$/s, '/'],
  [/^ratio\s+(?:of|between)\s+(.+?)\s+(?:to|and|over)\s+(.+)$/is, '/'],
  [/^(.+?)\s+(?:minus|less|-)\s+(.+)$/is, '-'],
  [/^difference\s+(?:between|of)\s+(.+?)\s+and\s+(.+)$/is, '-'],
  [/^(.+?)\s+(?:times|multiplied by|\*)\s+(.+)$/is, '*'],
  [/^product\s+of\s+(.+?)\s+and\s+(.+)$/is, '*'],
]

function formulaOf(name: string, said: string, known: Known): Formula | null {
  const text = bare(said)
  const sum = /^(?:sum|total)\s+of\s+(.+)$/is.exec(text)?.[1]
  const added = sum ?? (/\s(?:plus|\+)\s/i.test(text) ? text : null)
  if (added !== null) return joined({ name, op: '+' }, added.split(listed), known)
  for (const [shape, op] of pairs) {
    const found = shape.exec(text)
    if (found) return joined({ name, op }, [found[1] ?? '', found[2] ?? ''], known)
  }
  return null
}

/** Without the articles in front. */
const bare = (text: string): string => text.trim().replace(/^(?:(?:the|a|an|all|each|its|their)\s+)+/i, '')

function joined(formula: Omit<Formula, 'of'>, texts: readonly string[], known: Known): Formula | null {
  const said = texts.map(bare).filter((text) => text !== '')
  const of = said.map((text) => operandOf(text, known))
  return of.length > 1 && of.every((one) => one !== null) ? { ...formula, of } : null
}

/** What one side of a formula is: a name defined before, a metric, a count, the sum of a column. */
function operandOf(text: string, { index, terms }: Known): Measurable | null {
  const key = keyOf(text)
  const own = terms.get(key)
  if (own) return { kind: 'formula', ...own }
  const counted = /^(?:number|count)\s+of\s+(.+)$/i.exec(text)?.[1]
  if (counted !== undefined) return countOf(keyOf(bare(counted)), index)
  const spellings = [key, `${key} amount`, key.replace(/^(?:total|overall|sum of) /, '')]
  for (const spelling of spellings) {
    const found = index.phrases.find(spelling).toSorted((a, b) => b.quality - a.quality)
    const measured = found.filter(({ quality }) => quality >= 0.75).map((one) => measurable(one, index))
    const first = measured.find((one) => one !== null)
    if (first) return first
  }
  return null
}

function countOf(key: string, index: CatalogIndex): Measurable | null {
  const found = index.phrases.find(key).toSorted((a, b) => b.quality - a.quality)
  for (const { thing, quality } of found) {
    if (quality < 0.75) return null
    if (thing.kind === 'metric') return { kind: 'metric', name: thing.name }
    if (thing.kind !== 'entity') continue
    const metric = countingMetric(index, thing.model)
    return metric === null
      ? { kind: 'count', model: thing.model, column: null }
      : { kind: 'metric', name: metric }
  }
  return null
}

function measurable({ thing }: Evidence, index: CatalogIndex): Measurable | null {
  if (thing.kind === 'metric') return { kind: 'metric', name: thing.name }
  if (thing.kind !== 'entity' && thing.kind !== 'dimension') return null
  const rows = thing.kind === 'entity' ? thing.model : thing.of
  const subtype = index.subtypes.find(({ model }) => model === rows)
  if (subtype) return { kind: 'metric', name: subtype.metric }
  if (thing.kind !== 'dimension' || !index.schema.isNumeric(thing)) return null
  return { kind: 'aggregate', aggregation: 'sum', column: thing }
}
