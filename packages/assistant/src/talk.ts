import type { Catalog } from '@numize/planner'
import type { Standing } from './standing.ts'
import {
  modelCalled,
  type Told,
  tellAbout,
  tellDefinition,
  tellGroupings,
  tellKind,
  tellOrigin,
  tellScope,
  tellTables,
  told,
} from './tell-catalog.ts'

interface Setting {
  readonly catalog: Catalog
  readonly standing: Standing
  /** Questions known to work. */
  readonly examples: () => readonly string[]
}

/** @param named what the question is about, without its article; empty where its form names nothing */
type Answerer = (named: string, setting: Setting) => Told | null

const POINTS_BACK = /^(?:that|this|it|those|these|them|the (?:answer|number|result|metric))$/i
const ASKER = '(?:i|we|you|one)'
const CAN = '(?:can|could|may|do)'

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
    (named, setting) =>
      POINTS_BACK.test(named) ? tellMeasures(setting) : tellDefinition(named, setting.catalog),
  ],
  [/^(?:what is|what's|what counts as) an? (.+?)$/i, (named, { catalog }) => tellKind(named, catalog)],
  [
    /^where (?:does|do|did) (.+?) come from$/i,
    (named, setting) => (modelCalled(named, setting.catalog) ? null : origin(named, setting)),
  ],
  [
    /^(?:(?:what|which) (?:sources?|tables?|data|data ?sets?|columns?) (?:do you use|did you use|(?:is|are|was|were) used|(?:is|are) behind|feeds?|goe?s? into)(?: for| in| by| to calculate| to compute)? (.+?)|what (?:is|are|was) (.+?) (?:based on|made of|built from|built on|derived from))$/i,
    origin,
  ],
  [
    new RegExp(
      `^(?:(?:what|which|by what|by which)(?: dimensions?| columns?| fields?| breakdowns?| groupings?| ways)? ${CAN} ${ASKER} (?:group|break down|break|split|slice|filter|see|show) (.+?)(?: down)?(?: by| on| with)|how ${CAN} ${ASKER} (?:group|break down|break|split|slice) (.+?)(?: down| up)?)$`,
      'i',
    ),
    (named, { catalog }) => tellGroupings(named, catalog),
  ],
  [
    new RegExp(
      `^(?:what(?: questions?| things?| else)? ${CAN} ${ASKER} (?:ask|answer|tell me|know)(?: you)? (?:about|on) (.+?)|what (?:data|information|metrics|measures) (?:do (?:you|we) have|(?:is|are) there) (?:about|on|for|of) (.+?))$`,
      'i',
    ),
    (named, { catalog }) => tellAbout(named, catalog) ?? tellGroupings(named, catalog),
  ],
  [
    /^(?:(?:which|what) (?:tables|data ?sets|models) (?:are there|are available|exist|(?:do|can) (?:i|we|you) (?:have|use|know|ask about))(?: here)?|(?:list|show)(?: me)?(?: all)?(?: the| your| available)* (?:tables|data ?sets))$/i,
    (_, { catalog }) => tellTables(catalog),
  ],
  [
    /^(?:what (?:can|could|may) (?:i|we) ask(?: you)?(?: about| here)?|what (?:questions )?(?:do|can) you (?:know|answer|do)(?: here)?|help(?: me)?|what (?:data|metrics|measures) (?:do (?:you|we) have|are (?:there|available)))$/i,
    (_, { catalog, examples }) => tellScope(catalog, examples()),
  ],
]

/** What is said about the thread itself or the catalog ("show the SQL", "how is that defined"); null of a question for data. */
export function talk(question: string, setting: Setting): Told | null {
  const text = question.trim().replace(/[?!.\s]+$/, '')
  for (const [form, answer] of talks) {
    const match = form.exec(text)
    if (!match) continue
    const groups: readonly (string | undefined)[] = match.slice(1)
    const named = (groups.find(Boolean) ?? '').replace(/^(?:the|a|an|your|our) /i, '')
    const said = answer(named, setting)
    if (said) return said
  }
  return null
}

/** What a metric comes from, or what the last answer did. */
function origin(named: string, setting: Setting): Told | null {
  return POINTS_BACK.test(named) ? tellHow(named, setting) : tellOrigin(named, setting.catalog)
}

function tellSql(_: string, { standing: { result } }: Setting): Told | null {
  return result
    ? told('The query of the last answer', [], result.sql)
    : told('Nothing was asked yet in this thread.', [])
}

function tellHow(_: string, { standing: { reading, result } }: Setting): Told | null {
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

function tellMeasures({ standing: { result } }: Setting): Told {
  const metrics = result?.explanation.metrics ?? []
  if (metrics.length === 0) return told('The last answer shows no metric.', [])
  return told(
    'What the last answer measures',
    metrics.map(({ label, definition, description }) => sentenceOf(label, definition, description)),
  )
}

const sentenceOf = (label: string, definition: string, description: string | null): string =>
  `${label} is ${definition}.${description === null ? '' : ` ${description}`}`
