import { seededRandom } from '@numize/base'
import type { Catalog, ColumnValues } from '@numize/planner'
import { loadProject, type Model } from '@numize/semantic'

const ROWS = 'order invoice shipment claim visit ticket payment refund session contract'.split(' ')
const AREAS = 'retail wholesale online partner field mobile export service'.split(' ')
const THINGS = 'supplier branch warehouse carrier agent product campaign clinic fleet tenant'.split(' ')
const AMOUNTS = 'revenue cost margin'.split(' ')
const STATUSES = ['open', 'paid', 'cancelled', 'disputed', 'archived', 'pending review']
const REGIONS = ['north coast', 'south ridge', 'east valley', 'west plains', 'central lakes']
const SYLLABLES = 'ba ko ri den mal tor vi sel na pru gan fe lo shi mar ek du ran ol ty'.split(' ')

/** 40 tables of events with three metrics each over 160 tables of things, each with as many names. */
export interface LargeCatalog {
  readonly catalog: Catalog
  readonly questions: readonly string[]
  readonly values: number
}

/** The same seed gives the same catalog and questions. */
export function largeCatalog(values: number, seed: string): LargeCatalog {
  const random = seededRandom(seed)
  const facts = ROWS.flatMap((row) => AREAS.slice(0, 4).map((area) => `${area}_${row}`))
  const things = THINGS.flatMap((thing) =>
    [...AREAS, ...AREAS.map((area) => `${area}_sub`)].map((area) => `${area}_${thing}`),
  )
  const model = typed(modelOf(facts, things))
  const perTable = Math.floor(values / (facts.length + things.length))
  const columns: ColumnValues[] = model.semanticModels.flatMap(({ name, dimensions }) =>
    dimensions
      .filter(({ kind }) => kind === 'categorical')
      .map(({ name: dimension }) => ({
        model: name,
        dimension,
        dataType: 'string' as const,
        values:
          dimension === 'status'
            ? STATUSES
            : dimension === 'region'
              ? REGIONS
              : namesOf(perTable - 6, random),
        complete: true,
      })),
  )
  const catalog: Catalog = {
    model,
    calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
    lexicon: { synonyms: [], ambiguous: [] },
    values: columns,
    inlineMeasures: true,
    dataRange: { start: '2020-01-01', end: '2026-05-31' },
    examples: [],
  }
  const total = columns.reduce((sum, column) => sum + column.values.length, 0)
  return { catalog, questions: questionsOf({ facts, things, columns, random }), values: total }
}

function modelOf(facts: readonly string[], things: readonly string[]): Model {
  const fact = (name: string, at: number): string => `
  - name: ${name}s
    model: ref('${name}s')
    defaults: {agg_time_dimension: created_at}
    entities:
      - {name: ${name}, type: primary, expr: id}
${[0, 1, 2, 3].map((k) => `      - {name: ${things[(at * 4 + k) % things.length]}, type: foreign, expr: ref_${k}}`).join('\n')}
    dimensions:
      - {name: status, type: categorical}
      - {name: ${name}_note, type: categorical}
      - {name: created_at, type: time, type_params: {time_granularity: day}}
    measures:
${AMOUNTS.map((amount) => `      - {name: ${name}_${amount}, agg: sum, expr: ${amount}, create_metric: true}`).join('\n')}`
  const thing = (name: string): string => `
  - name: ${name}s
    model: ref('${name}s')
    entities: [{name: ${name}, type: primary, expr: id}]
    dimensions:
      - {name: ${name}_name, type: categorical}
      - {name: region, type: categorical}`
  const files: Readonly<Record<string, string>> = {
    'numize.yml': 'name: large\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
    'models/all.yml': `semantic_models:${facts.map(fact).join('')}${things.map(thing).join('')}\n`,
  }
  const { project, problems } = loadProject('large', {
    list: () => Object.keys(files),
    read: (path) => files[path.replace(/^large\//, '')] ?? '',
  })
  if (!project) throw new Error(problems.map(({ message }) => message).join('\n'))
  return project.model
}

/** Types an engine would have told. */
const typed = (model: Model): Model => ({
  ...model,
  semanticModels: model.semanticModels.map((one) => ({
    ...one,
    dimensions: one.dimensions.map((dimension) => ({
      ...dimension,
      dataType: dimension.kind === 'time' ? ('timestamp' as const) : ('string' as const),
    })),
  })),
})

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T

function namesOf(count: number, random: () => number): string[] {
  const word = (): string => {
    const text = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES, random)).join('')
    return (text[0] ?? '').toUpperCase() + text.slice(1)
  }
  const names = new Set<string>()
  while (names.size < count) names.add(`${word()} ${word()}`)
  return [...names]
}

interface Asked {
  readonly facts: readonly string[]
  readonly things: readonly string[]
  readonly columns: readonly ColumnValues[]
  readonly random: () => number
}

/** As people type them, a third with a name of the data in it, some of those with a slip. */
function questionsOf({ facts, things, columns, random }: Asked): string[] {
  const at = (): number => Math.floor(random() * facts.length)
  const fact = (index: number): string => (facts[index] ?? '').replaceAll('_', ' ')
  const thing = (index: number): string =>
    (things[(index * 4 + Math.floor(random() * 4)) % things.length] ?? '').replaceAll('_', ' ')
  const names = columns.filter(({ dimension }) => dimension.endsWith('_name'))
  const value = (): string => pick(pick(names, random).values, random).toLowerCase()
  const slipped = (): string => {
    const text = value()
    const cut = 1 + Math.floor(random() * (text.length - 2))
    return text.slice(0, cut) + text.slice(cut + 1)
  }
  const forms: readonly ((index: number) => string)[] = [
    (index) => `${fact(index)} revenue in 2025`,
    (index) => `${fact(index)} margin by ${thing(index)} last month`,
    (index) => `top 5 ${thing(index)}s by ${fact(index)} cost in 2024`,
    (index) => `how many ${fact(index)}s are disputed`,
    (index) => `${fact(index)} revenue per month this year compared to last year`,
    (index) => `which ${thing(index)} had the most ${fact(index)}s in the north coast region`,
    (index) => `${fact(index)} revenue for ${value()}`,
    (index) => `what was the ${fact(index)} cost of ${value()} in march 2025`,
    (index) => `${fact(index)} revenue for ${slipped()}`,
    (index) => `show me all ${thing(index)}s in ${value()} or ${slipped()}`,
  ]
  return Array.from({ length: 300 }, (_, turn) => (forms[turn % forms.length] ?? fact)(at()))
}
