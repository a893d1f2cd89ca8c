import type { Catalog } from '@numize/planner'
import { type Dimension, metricDefinition } from '@numize/semantic'
import type { Reply } from './conversation.ts'
import type { Standing } from './standing.ts'

/** Something told about the thread or the catalog; no data is read for it. */
export type Told = Extract<Reply, { status: 'told' }>

interface Setting {
  readonly catalog: Catalog
  readonly standing: Standing
  /** Questions known to work. */
  readonly examples: () => readonly string[]
}

type Answerer = (match: RegExpExecArray, setting: Setting) => Told | null

const POINTS_BACK = /^(?:that|this|it|those|these|them|the (?:answer|number|result|metric))$/i
const MOST_NAMES = 12

const talks: readonly (readonly [RegExp, Answerer])[] = [
  [
    /^(?:(?:please\s+)?(?:show|give|print)(?: me)? (?:the |its )?(?:sql|query)|what(?:'s| is| was) the (?:sql|query)|sql|the sql(?: please)?)$/i,
    tellSql,
  ],
  [
    /^(?:how (?:did you|do you|was that|is that|was this|is this|was it) (?:get|got|calculate|calculated|compute|computed|answer|answered|come up with|know)(?: (?:that|this|it))?|how do you know(?: that)?|explain (?:that|this|the answer|yourself))$/i,
    tellHow,
  ],
  [
    /^(?:how (?:is|are|was|were) (.+?) (?:defined|calculated|computed|measured|worked out)|how do you (?:define|calculate|compute|measure) (.+?)|(?:what does|what do) (.+?) mean|(?:what is|what's) the definition of (.+?)|(?:define|definition of|meaning of) (.+?))$/i,
    tellDefinition,
  ],
  [
    /^(?:what (?:can|could|may) (?:i|we) ask(?: you)?(?: about| here)?|what (?:do|can) you (?:know|answer|do)(?: here)?|help(?: me)?|what (?:data|metrics|measures) (?:do (?:you|we) have|are (?:there|available)))$/i,
    tellScope,
  ],
]

/** What is said about the thread itself or the catalog ("show the SQL", "how is that defined"); null of a question for data. */
export function talk(question: string, setting: Setting): Told | null {
  const text = question.trim().replace(/[?!.\s]+$/, '')
  for (const [form, answer] of talks) {
    const match = form.exec(text)
    const told = match && answer(match, setting)
    if (told) return told
  }
  return null
}

const told = (title: string, items: readonly string[], sql: string | null = null): Told => ({
  status: 'told',
  title,
  items,
  sql,
})

function tellSql(_: RegExpExecArray, { standing: { result } }: Setting): Told | null {
  return result
    ? told('The query of the last answer', [], result.sql)
    : told('Nothing was asked yet in this thread.', [])
}

function tellHow(_: RegExpExecArray, { standing: { reading, result } }: Setting): Told | null {
  if (!reading || !result) return told('Nothing was asked yet in this thread.', [])
  const { metrics, filters, joins, policies } = result.explanation
  const list = (name: string, parts: readonly string[]): string[] =>
    parts.length === 0 ? [] : [`${name}: ${parts.join('; ')}.`]
  return told('How the last answer came to be', [
    ...list(
      'Understood',
      reading.stated.map((part) => part.reading),
    ),
    ...list(
      'Assumed',
      reading.assumed.map((part) => part.reading),
    ),
    ...metrics.map(({ label, definition }) => `${label}: ${definition}.`),
    ...list(
      'Filters',
      filters.map(({ text }) => text),
    ),
    ...list('Joins', joins),
    ...list(
      'Policies',
      policies.map(({ text }) => text),
    ),
  ])
}

function tellDefinition(match: RegExpExecArray, setting: Setting): Told | null {
  const groups: readonly (string | undefined)[] = match.slice(1)
  const named = (groups.find(Boolean) ?? '').replace(/^(?:the|a|an) /i, '')
  if (POINTS_BACK.test(named)) return tellMeasures(setting)
  const calls = ({ name, label, extras }: Called): boolean =>
    [name, label ?? '', ...(extras.synonyms ?? [])].some((one) => plain(one) === plain(named))
  return tellMetric(calls, setting) ?? tellDimension(calls, setting)
}

type Called = Pick<Dimension, 'name' | 'label' | 'extras'>

function tellMeasures({ standing: { result } }: Setting): Told {
  const metrics = result?.explanation.metrics ?? []
  if (metrics.length === 0) return told('The last answer shows no metric.', [])
  return told(
    'What the last answer measures',
    metrics.map(({ label, definition, description }) => sentenceOf(label, definition, description)),
  )
}

function tellMetric(calls: (one: Called) => boolean, { catalog: { model } }: Setting): Told | null {
  const metric = model.metrics.find(calls)
  if (!metric) return null
  const label = metric.label ?? metric.name
  return told(label, [sentenceOf(label, metricDefinition(model, metric.name), metric.description)])
}

function tellDimension(calls: (one: Called) => boolean, { catalog }: Setting): Told | null {
  for (const model of catalog.model.semanticModels) {
    const one = model.dimensions.find(calls)
    if (!one) continue
    const column = catalog.values.find(
      (values) => values.model === model.name && values.dimension === one.name,
    )
    const members = column?.values ?? []
    const more = members.length > MOST_NAMES ? ', …' : ''
    return told(one.label ?? one.name, [
      one.description ?? `A column of ${model.label ?? model.name}.`,
      ...(members.length > 0 ? [`Values: ${members.slice(0, MOST_NAMES).join(', ')}${more}.`] : []),
    ])
  }
  return null
}

function tellScope(_: RegExpExecArray, { catalog, examples }: Setting): Told {
  const metrics = catalog.model.metrics.map(({ label, name }) => label ?? name)
  const things = catalog.model.semanticModels.map(({ label, name }) => label ?? name)
  const some = (names: readonly string[]): string =>
    `${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`
  return told('What you can ask here', [
    ...(metrics.length > 0 ? [`Metrics: ${some(metrics)}.`] : []),
    `Data about: ${some(things)}.`,
    ...examples().map((example) => `For instance: ${example}`),
  ])
}

const sentenceOf = (label: string, definition: string, description: string | null): string =>
  `${label} is ${definition}.${description === null ? '' : ` ${description}`}`

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
