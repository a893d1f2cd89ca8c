import type { CompareOp, Filter, Having, Plan, Result, Scalar } from '@numize/semantic'
import { formatNumber } from '../format.ts'
import { epochOf, formatPeriod, formatTime } from '../format-time.ts'
import { inSentence, isPlural, listedText, singularOf } from './grammar.ts'
import { nounOf, nounOfModel } from './nouns.ts'
import type { ReadingWords } from './reading-words.ts'

/** A condition in words: what a thing comes `with`, or `where` what is so. */
export interface Phrase {
  readonly joint: 'with' | 'without' | 'where'
  readonly text: string
}

/** Names fields as the reader knows them: by the result's labels, else by the words of the reading, else by their name. */
export type Namer = (dimension: string, values: readonly Scalar[]) => string

export function namerOf(result: Result | null, reading: ReadingWords): Namer {
  const parts = [...reading.stated, ...reading.assumed].filter(({ kind }) => kind === 'filter')
  return (dimension, values) => {
    const column = result?.columns.find(({ name, source }) => name === dimension || source === dimension)
    const read = parts.map((part) => labelIn(part.reading, values)).find((label) => label !== null)
    return inSentence(column?.label ?? read ?? lastPart(dimension))
  }
}

const lastPart = (path: string): string => (path.split('__').at(-1) ?? path).replaceAll(/_+/g, ' ').trim()

/** The label in `Sector is not Travel`, when these are the values that follow. */
function labelIn(reading: string, values: readonly Scalar[]): string | null {
  const [label, rest] = reading.split(/ (?:is not|is) /, 2)
  const first = values[0]
  return label !== undefined && rest !== undefined && first !== undefined && rest.startsWith(String(first))
    ? label
    : null
}

/** A filter of a plan as a phrase. */
export function phraseOf(filter: Filter, name: Namer): Phrase {
  if (filter.kind === 'inPlan') return membership(filter, name)
  return { joint: 'where', text: said(filter, name, false) }
}

/** What is true of a row, as a clause: `priority is express`; `no` turns it round. */
function said(filter: Filter, name: Namer, no: boolean): string {
  switch (filter.kind) {
    case 'not':
      return said(filter.filter, name, !no)
    case 'and':
    case 'or':
      return combined(filter, name, no)
    case 'compare':
      return compared(filter, name, no)
    case 'in':
      return among(filter, name, no !== (filter.negate === true))
    case 'text':
      return matched(filter, name, no !== (filter.negate === true))
    case 'columns':
      return apart(filter, name, no)
    case 'null':
      return presence(filter, name, no)
    case 'inPlan': {
      const { joint, text } = membership(no ? { ...filter, negate: filter.negate !== true } : filter, name)
      return `there are ${joint === 'without' ? 'no ' : ''}${text}`
    }
  }
}

const presence = ({ field, negate }: Extract<Filter, { kind: 'null' }>, name: Namer, no: boolean): string =>
  `${fieldOf(field, name)} is ${no === (negate === true) ? 'unknown' : 'known'}`

type FieldFilter = Extract<Filter, { field: unknown }>

const fieldOf = (field: FieldFilter['field'], name: Namer, values: readonly Scalar[] = []): string =>
  'dimension' in field
    ? name(field.dimension, values)
    : `${lastPart(field.metric)} per ${field.by.map(lastPart).join(' and ')}`

type Combined = Extract<Filter, { kind: 'and' | 'or' }>

function combined(filter: Combined, name: Namer, no: boolean): string {
  const within = periodIn(filter)
  if (within !== null) return `${fieldOf(within.field, name)} is ${no ? 'not ' : ''}${within.words}`
  const joined = (filter.kind === 'and') === no ? 'or' : 'and'
  const parts = filter.filters.map((part) => said(part, name, no))
  const nested = filter.filters.some(({ kind }) => kind === 'and' || kind === 'or')
  return joined === 'or' && parts.length > 1
    ? `either ${parts.join(' or ')}`
    : parts.join(nested ? ', and ' : ' and ')
}

/** Two bounds of one time, `[start, end)`: a period. */
export function periodIn(filter: Filter): { field: FieldFilter['field']; words: string } | null {
  if (filter.kind !== 'and' || filter.filters.length !== 2) return null
  const [from, to] = filter.filters
  if (from?.kind !== 'compare' || to?.kind !== 'compare') return null
  return boundsOf(from, to) ?? boundsOf(to, from)
}

type Compare = Extract<Filter, { kind: 'compare' }>
type Columns = Extract<Filter, { kind: 'columns' }>

function boundsOf(from: Compare, to: Compare): { field: FieldFilter['field']; words: string } | null {
  if (from.op !== '>=' || JSON.stringify(from.field) !== JSON.stringify(to.field)) return null
  if (typeof from.value !== 'string' || typeof to.value !== 'string') return null
  if (epochOf(from.value) === null || epochOf(to.value) === null || (to.op !== '<' && to.op !== '<='))
    return null
  const words =
    to.op === '<'
      ? formatPeriod({ start: from.value, end: to.value })
      : `from ${valueText(from.value)} to ${valueText(to.value)}`
  return { field: from.field, words }
}

const TURNED: Readonly<Record<CompareOp, CompareOp>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}
const NUMBERS: Readonly<Record<CompareOp, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
}
const TIMES: Readonly<Record<CompareOp, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is before',
  '<=': 'is up to',
  '>': 'is after',
  '>=': 'is on or after',
}

function compared({ field, op: given, value }: Compare, name: Namer, no: boolean): string {
  const op = no ? TURNED[given] : given
  if (typeof value === 'object') return `${fieldOf(field, name)} ${NUMBERS[op]} ${scalarPlan(value.plan)}`
  const words = typeof value === 'string' && epochOf(value) !== null ? TIMES : NUMBERS
  return `${fieldOf(field, name, [value])} ${words[op]} ${valueText(value)}`
}

/** `delivered on is after due on`, `paid on is more than 30 days after issued on`. */
function apart({ field, op: given, to, apart: by }: Columns, name: Namer, no: boolean): string {
  const op = no ? TURNED[given] : given
  const [left, right] = [fieldOf(field, name), fieldOf(to, name)]
  if (!by) return `${left} ${TIMES[op]} ${right}`
  const unit = Math.abs(by.count) === 1 ? by.unit : `${by.unit}s`
  return `${left} ${DISTANCES[op]} ${valueText(by.count)} ${unit} after ${right}`
}

const DISTANCES: Readonly<Record<CompareOp, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
}

function scalarPlan(plan: Plan): string {
  const [ref] = plan.kind === 'metrics' ? plan.metrics : []
  if (ref === undefined) return 'a computed value'
  if ('metric' in ref) return `the overall ${lastPart(ref.metric)}`
  return 'measure' in ref ? `the ${ref.measure.aggregation.replaceAll('_', ' ')}` : 'a computed value'
}

function among({ field, values }: Extract<Filter, { kind: 'in' }>, name: Namer, no: boolean): string {
  const texts = values.map(valueText)
  const field_ = fieldOf(field, name, values)
  if (texts.length === 1) return `${field_} is ${no ? 'not ' : ''}${texts[0]}`
  if (no && texts.length === 2) return `${field_} is neither ${texts.join(' nor ')}`
  return `${field_} is ${no ? 'none of ' : ''}${listedText(texts, no ? 'and' : 'or')}`
}

const MATCHES = {
  contains: ['contains', 'does not contain'],
  startsWith: ['starts with', 'does not start with'],
  endsWith: ['ends with', 'does not end with'],
  equalsIgnoringCase: ['is', 'is not'],
} as const

const matched = (filter: Extract<Filter, { kind: 'text' }>, name: Namer, no: boolean): string =>
  `${fieldOf(filter.field, name, [filter.value])} ${MATCHES[filter.match][no ? 1 : 0]} “${filter.value}”`

/** `with claims in 2025`, `without service visits where service type is Repair`, `with Tail Lift`. */
function membership(filter: Extract<Filter, { kind: 'inPlan' }>, name: Namer): Phrase {
  const joint = filter.negate === true ? 'without' : 'with'
  return { joint, text: membersOf(filter.plan, name) }
}

function membersOf(plan: Plan, name: Namer): string {
  if (plan.kind === 'list' && plan.also)
    return listedText([plan, ...plan.also].map(({ root }) => nounOfModel(root).many))
  if (plan.kind === 'list') {
    const conditions = plan.where.filter(({ kind }) => kind !== 'null')
    const only = conditions.length === 1 && plan.time === null ? namedThing(conditions[0]) : null
    if (only !== null) return only
    const where = conditions.map((condition) => phraseOf(condition, name))
    return [nounOfModel(plan.root).many, ...periodWords(plan), ...joinPhrases(where)].join(' ')
  }
  if (plan.kind !== 'metrics') return `${plan.kind} of another kind`
  const [having] = plan.having
  const where = plan.where.filter(({ kind }) => kind !== 'null').map((condition) => phraseOf(condition, name))
  if (having !== undefined) return [havingText(having), ...periodWords(plan), ...joinPhrases(where)].join(' ')
  if (plan.top !== null)
    return `a place among the ${plan.top.direction === 'desc' ? 'top' : 'bottom'} ${plan.top.count} by ${lastPart(plan.top.by)}`
  return ['rows', ...periodWords(plan), ...joinPhrases(where)].join(' ')
}

const periodWords = (plan: { readonly time: Parameters<typeof formatPeriod>[0] }): string[] => {
  const words = formatPeriod(plan.time)
  return words === '' ? [] : [words]
}

/** `Tail Lift`, when a thing's own name is asked for. */
function namedThing(filter: Filter | undefined): string | null {
  if (filter?.kind !== 'compare' || filter.op !== '=' || typeof filter.value !== 'string') return null
  const named = 'dimension' in filter.field && /(?:_|^)(?:name|title|label)$/.test(filter.field.dimension)
  return named ? valueText(filter.value) : null
}

const LIMITS: Readonly<Record<CompareOp, string>> = {
  '=': 'exactly ',
  '!=': 'other than ',
  '<': 'fewer than ',
  '<=': 'at most ',
  '>': 'more than ',
  '>=': 'at least ',
}

const AGGREGATES: Readonly<Record<string, string>> = { sum: 'total', min: 'lowest', max: 'highest' }

/** `at least 5 claims`, `card spend above 100,000`. */
export function havingText({ column, op, value }: Having): string {
  const shown = typeof value === 'object' ? scalarPlan(value.plan) : valueText(value)
  const name = lastPart(column).replace(/^(?:sum|min|max)(?= )/, (word) => AGGREGATES[word] ?? word)
  const counted = /^number of (.+)$/.exec(name)?.[1] ?? name
  if (counted === name && !isPlural(name.split(' ')[0] ?? '') && !isPlural(name))
    return `${name} ${NUMBERS[op].replace(/^is /, '')} ${shown}`
  const many = counted === name ? name : nounOf(counted).many
  return `${LIMITS[op]}${shown} ${value === 1 ? singularOf(many) : many}`
}

const PLAIN = /^[\p{L}\d][\p{L}\p{M}\d&'’./ -]*$/u

/** A value as a reader writes it; quoted only where it would not stand for itself. */
function valueText(value: Scalar): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return formatNumber(value, null)
  if (epochOf(value) !== null) return formatTime(value, null)
  return PLAIN.test(value) && !/ (?:and|or|is) |[.]$/.test(value) && value.length <= 40
    ? value
    : `“${value.replaceAll(/[“”]/g, '')}”`
}

/** `with both A and B`, `without C`, `where x is 1 and y is 2`: one of each, in this order. */
export function joinPhrases(phrases: readonly Phrase[]): string[] {
  const of = (joint: Phrase['joint']): string[] => [
    ...new Set(phrases.flatMap((phrase) => (phrase.joint === joint ? [phrase.text] : []))),
  ]
  const [having, lacking, where] = [of('with'), of('without'), of('where')]
  const both = having.length === 2 ? 'both ' : ''
  return [
    ...(having.length > 0 ? [`with ${both}${listedText(having)}`] : []),
    ...(lacking.length > 0 ? [`without ${listedText(lacking, 'or')}`] : []),
    ...(where.length > 0 ? [`where ${listedText(where)}`] : []),
  ]
}
