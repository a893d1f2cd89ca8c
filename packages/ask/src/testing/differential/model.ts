/** Dimensions of each model; a star marks personal data. */
const MODELS = {
  visits: {
    table: 'visit',
    time: 'seen_at',
    entities: { visit: 'primary', patient: 'foreign', doctor: 'foreign' },
    times: { 'seen_at*': 'second', 'left_at*': 'second' },
    dimensions: ['ward', 'reason', 'code', 'minutes'],
  },
  patients: {
    table: 'patient',
    time: 'born',
    entities: { patient: 'primary' },
    times: { 'born*': 'day' },
    dimensions: ['country', 'city', 'full_name*', 'phone*', 'weight*'],
  },
  doctors: {
    table: 'doctor',
    time: null,
    entities: { doctor: 'primary' },
    times: {},
    dimensions: ['grade', 'surname'],
  },
  taps: {
    table: 'tap',
    time: 'tapped_at',
    entities: { tap: 'primary', patient: 'foreign' },
    times: { 'tapped_at*': 'second' },
    dimensions: ['name*', 'device', 'screen'],
  },
  payroll: {
    table: 'payroll',
    time: null,
    entities: { entry: 'primary', doctor: 'foreign' },
    times: {},
    dimensions: ['who', 'pay'],
  },
} as const
export type ModelName = keyof typeof MODELS

const MEASURES: Readonly<Record<ModelName, readonly string[]>> = {
  visits: [
    '{name: visits, agg: count, expr: visit_id}',
    '{name: cost, agg: sum}',
    '{name: typical_minutes, agg: median, expr: minutes}',
    '{name: patients_seen, agg: count_distinct, expr: patient_id}',
  ],
  patients: ['{name: patients, agg: count, expr: patient_id}', '{name: heaviest, agg: max, expr: weight}'],
  doctors: ['{name: doctors, agg: count, expr: doctor_id}'],
  taps: ['{name: taps, agg: count, expr: tap_id}', '{name: tappers, agg: count_distinct, expr: patient_id}'],
  payroll: ['{name: pay, agg: sum}'],
}

interface Metric {
  readonly of: readonly ModelName[]
  readonly yaml: string
}

const simple = (measure: string, more = ''): string =>
  `type: simple, ${more}type_params: {measure: ${measure}}`

export const METRICS: Readonly<Record<string, Metric>> = {
  visits: { of: ['visits'], yaml: simple('visits') },
  cost: { of: ['visits'], yaml: simple('cost') },
  typical_minutes: { of: ['visits'], yaml: simple('typical_minutes') },
  patients_seen: { of: ['visits'], yaml: simple('patients_seen') },
  ward_cost: { of: ['visits'], yaml: simple('cost', `filter: "{{ Dimension('visit__ward') }} = 'A'", `) },
  average_cost: { of: ['visits'], yaml: 'type: ratio, type_params: {numerator: cost, denominator: visits}' },
  running_cost: { of: ['visits'], yaml: 'type: cumulative, type_params: {measure: cost}' },
  weekly_cost: { of: ['visits'], yaml: 'type: cumulative, type_params: {measure: cost, window: 7 days}' },
  growth: {
    of: ['visits'],
    yaml: 'type: derived, type_params: {expr: cost - before, metrics: [{name: cost}, {name: cost, alias: before, offset_window: 1 month}]}',
  },
  patients: { of: ['patients'], yaml: simple('patients') },
  heaviest: { of: ['patients'], yaml: simple('heaviest') },
  doctors: { of: ['doctors'], yaml: simple('doctors') },
  taps: { of: ['taps'], yaml: simple('taps') },
  tappers: { of: ['taps'], yaml: simple('tappers') },
  taps_per_visit: {
    of: ['taps', 'visits'],
    yaml: 'type: ratio, type_params: {numerator: taps, denominator: visits}',
  },
  visited_after_tap: {
    of: ['taps', 'visits'],
    yaml: 'type: conversion, type_params: {conversion_type_params: {entity: patient, base_measure: taps, conversion_measure: visits, window: 7 days}}',
  },
  pay: { of: ['payroll'], yaml: simple('pay') },
}

/** What a model is written without. */
export interface Omitted {
  readonly models: readonly string[]
  /** `model.dimension`. */
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
}

export const PERSONAL: readonly string[] = [
  'patients.born',
  'patients.full_name',
  'patients.phone',
  'patients.weight',
  'visits.seen_at',
  'visits.left_at',
  'taps.tapped_at',
  'taps.name',
]

/** The clinic as a model over the tables of a schema; personal data is marked where policies are to hold. */
export function modelYaml(
  schema: string,
  { models, dimensions, metrics }: Omitted,
  marks: 'marked' | 'plain',
): string {
  const shown = (Object.keys(MODELS) as ModelName[]).filter((name) => !models.includes(name))
  const kept = Object.entries(METRICS).filter(
    ([name, { of }]) => !metrics.includes(name) && of.every((one) => !models.includes(one)),
  )
  return `semantic_models:
${shown.map((name) => modelLines(name, { schema, dimensions, marks })).join('\n')}
metrics:
${kept.map(([name, { yaml }]) => `  - {name: ${name}, ${yaml}}`).join('\n')}
`
}

interface Written {
  readonly schema: string
  readonly dimensions: readonly string[]
  readonly marks: 'marked' | 'plain'
}

const STREAM =
  '    config: {meta: {numize: {event_stream: {entity: patient, time: tapped_at, event: name, id: tap}}}}\n'

function modelLines(name: ModelName, { schema, dimensions, marks }: Written): string {
  const { table, time, entities, times, dimensions: own } = MODELS[name]
  const line = (written: string, type: string): readonly string[] => {
    const dimension = written.replace('*', '')
    const meta = written.endsWith('*') && marks === 'marked' ? ', config: {meta: {numize: {pii: true}}}' : ''
    return dimensions.includes(`${name}.${dimension}`) ? [] : [`{name: ${dimension}, ${type}${meta}}`]
  }
  const all = [
    ...Object.entries<string>(times).flatMap(([one, grain]) =>
      line(one, `type: time, type_params: {time_granularity: ${grain}}`),
    ),
    ...own.flatMap((one) => line(one, 'type: categorical')),
  ]
  const keys = Object.entries(entities).map(([one, type]) => `{name: ${one}, type: ${type}, expr: ${one}_id}`)
  return `  - name: ${name}
    model: ${schema}.${table}
${time === null ? '' : `    defaults: {agg_time_dimension: ${time}}\n`}${name === 'taps' ? STREAM : ''}    entities: [${keys.join(', ')}]
    dimensions: [${all.join(', ')}]
    measures: [${MEASURES[name].join(', ')}]`
}
