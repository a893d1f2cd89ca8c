import { md5Text } from '@numize/base'
import { METRICS, type Omitted, PERSONAL } from './model.ts'
import { COLUMNS, type Row, type TableName, type Value, type World } from './world.ts'

type MaskKind = 'hide' | 'null' | 'hash' | 'truncate'

/** One policy, as a slice says it and as a copy without what it hides has it. A new kind of policy is one more row. */
interface Policy {
  readonly kind: string
  readonly slice: Partial<{
    readonly rowFilters: readonly { readonly model: string; readonly where: string }[]
    readonly masks: Readonly<Record<string, MaskKind>>
    readonly models: readonly string[]
    readonly hidden: readonly string[]
    readonly metrics: readonly string[]
    readonly inlineMeasures: boolean
    readonly limits: string
    /** Lines of the slice as they are. */
    readonly rules: readonly string[]
  }>
  /** Rows that may be seen; all where a table is not named. */
  readonly keep?: Partial<Record<TableName, (row: Row) => boolean>>
}

const dimension = (name: string): string => `{{ Dimension('${name}') }}`
const filtered = (
  kind: string,
  table: TableName,
  rule: { readonly model: string; readonly where: string; readonly keep: (row: Row) => boolean },
): Policy => ({
  kind,
  slice: { rowFilters: [{ model: rule.model, where: rule.where }] },
  keep: { [table]: rule.keep },
})
const masked = (mask: MaskKind, ...names: readonly string[]): Policy => ({
  kind: `mask ${mask}`,
  slice: { masks: Object.fromEntries(names.map((name) => [name, mask])) },
})

const GROUP = 5

export const WARD = 'B'
export const COUNTRIES: readonly string[] = ['FR', 'IT']

const POLICIES: readonly Policy[] = [
  { kind: 'none', slice: {} },
  filtered('row filter', 'visit', {
    model: 'visits',
    where: `${dimension('visit__ward')} = {{ user('ward') }}`,
    keep: ({ ward }) => ward === WARD,
  }),
  filtered('row filter, joined', 'patient', {
    model: 'patients',
    where: `${dimension('patient__country')} IN {{ user('countries') }}`,
    keep: ({ country }) => COUNTRIES.includes(String(country)),
  }),
  filtered('row filter, unknowns', 'tap', {
    model: 'taps',
    where: `${dimension('tap__device')} != 'web'`,
    keep: ({ device }) => device !== null && device !== 'web',
  }),
  filtered('row filter, moments', 'visit', {
    model: 'visits',
    where: `${dimension('visit__seen_at')} >= '2026-02-01'`,
    keep: ({ seen_at }) => String(seen_at) >= '2026-02-01',
  }),
  masked('hide', 'patients.full_name'),
  masked('null', 'patients.phone', 'patients.weight'),
  masked('hash', 'patients.full_name', 'patients.weight'),
  masked('truncate', 'patients.full_name', 'patients.born'),
  { ...masked('truncate', 'taps.tapped_at', 'visits.left_at'), kind: 'mask of a time' },
  {
    kind: 'mask of an axis',
    slice: { masks: { 'visits.seen_at': 'null', 'taps.name': 'hash', 'patients.born': 'truncate' } },
  },
  { kind: 'hidden dimension', slice: { hidden: ['visits.reason', 'patients.city'] } },
  {
    kind: 'hidden metric',
    slice: { metrics: Object.keys(METRICS).filter((name) => !/patients_seen|taps|pay/.test(name)) },
  },
  { kind: 'hidden model', slice: { models: ['visits', 'patients', 'taps'] } },
  { kind: 'governed only', slice: { inlineMeasures: false } },
  { kind: 'limits', slice: { limits: '{rows: 120}' } },
  {
    kind: 'time window',
    slice: { rules: ['window: {to: 2026-03-01}'] },
    keep: {
      visit: ({ seen_at }) => String(seen_at) < '2026-02-28 23:00:00',
      tap: ({ tapped_at }) => String(tapped_at) < '2026-02-28 23:00:00',
    },
  },
  { kind: 'no raw rows', slice: { rules: ['raw_rows: false'] } },
  { kind: 'aggregations', slice: { rules: ['aggregations: [sum, count]'] } },
  { kind: 'joins', slice: { rules: ['joins: [visits.patient, taps.patient]'] } },
  { kind: 'small groups', slice: { rules: [`min_group_size: ${GROUP}`] } },
]

/** Where groups are left out, what is shown is a part of what the copy shows. */
export const LEAVES_OUT = 'small groups'

export const POLICY_KINDS: readonly string[] = POLICIES.map(({ kind }) => kind)

/** A slice with some policies, and what is left for the one who asks through it. */
export interface PolicyCase {
  readonly name: string
  readonly kinds: readonly string[]
  readonly sliceYaml: string
  readonly omitted: Omitted
  readonly left: (world: World) => World
}

/** Each policy alone, and sets of them that hold together. */
export const policyCases: readonly PolicyCase[] = [
  ...POLICIES.map((policy) => [policy]),
  ...[
    ['row filter', 'row filter, joined', 'mask hash', 'hidden dimension'],
    ['row filter, moments', 'row filter, unknowns', 'mask truncate', 'hidden model'],
    ['row filter', 'row filter, moments', 'mask hide', 'hidden metric'],
    ['row filter, joined', 'mask null', 'hidden dimension', 'governed only'],
    ['row filter, joined', 'time window', 'mask hash', 'joins'],
    ['row filter', 'small groups', 'mask truncate'],
  ].map((kinds) => POLICIES.filter(({ kind }) => kinds.includes(kind))),
].map((policies, at) => caseOf(`p${at}`, policies))

function caseOf(name: string, policies: readonly Policy[]): PolicyCase {
  const slices = policies.map(({ slice }) => slice)
  const masks: Readonly<Record<string, MaskKind>> = Object.assign(
    {},
    ...slices.map((slice) => slice.masks ?? {}),
  )
  const hidden = slices.flatMap((slice) => slice.hidden ?? [])
  const models = slices.find((slice) => slice.models)?.models
  const metrics = slices.find((slice) => slice.metrics)?.metrics
  const limits = slices.find((slice) => slice.limits)?.limits
  const rules = slices.flatMap((slice) => slice.rules ?? [])
  const lines = [
    `name: ${name}`,
    `audience: [${name}]`,
    `inline_measures: ${!slices.some((slice) => slice.inlineMeasures === false)}`,
    `pii: [${PERSONAL.map((one) => `{dimension: ${one}, mask: ${masks[one] ?? 'show'}}`).join(', ')}]`,
    `hidden_dimensions: [${hidden.join(', ')}]`,
    ...(models ? [`models: [${models.join(', ')}]`] : []),
    ...(metrics ? [`metrics: [${metrics.join(', ')}]`] : []),
    ...(limits ? [`limits: ${limits}`] : []),
    ...(rules.some((rule) => rule.startsWith('min_group_size')) ? [] : ['min_group_size: 1']),
    ...rules,
    `row_filters: ${JSON.stringify(slices.flatMap((slice) => slice.rowFilters ?? []))}`,
  ]
  return {
    name,
    kinds: policies.map(({ kind }) => kind),
    sliceYaml: `${lines.join('\n')}\n`,
    omitted: {
      models: models
        ? ['visits', 'patients', 'doctors', 'taps', 'payroll'].filter((one) => !models.includes(one))
        : [],
      dimensions: [...hidden, ...PERSONAL.filter((one) => masks[one] === 'hide')],
      metrics: metrics ? Object.keys(METRICS).filter((one) => !metrics.includes(one)) : [],
    },
    left: (world) => leftOf(world, policies, { masks, hidden, models }),
  }
}

const TABLE_OF: Readonly<Record<string, TableName>> = {
  visits: 'visit',
  patients: 'patient',
  doctors: 'doctor',
  taps: 'tap',
  payroll: 'payroll',
}

interface Hiding {
  readonly masks: Readonly<Record<string, MaskKind>>
  readonly hidden: readonly string[]
  readonly models: readonly string[] | undefined
}

/** The rows that may be seen, their cells as they may be seen; what is hidden is gone. */
function leftOf(world: World, policies: readonly Policy[], { masks, hidden, models }: Hiding): World {
  const seen = Object.entries(TABLE_OF).map(([model, table]) => {
    const keeps = policies.flatMap(({ keep }) => keep?.[table] ?? [])
    const rows =
      models && !models.includes(model) ? [] : world[table].filter((row) => keeps.every((keep) => keep(row)))
    const asSeen = (column: string, value: Value): Value =>
      hidden.includes(`${model}.${column}`) ? null : maskedAs(masks[`${model}.${column}`], value)
    return [
      table,
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asSeen(name, value)])),
      ),
    ]
  })
  return Object.fromEntries(seen) as World
}

function maskedAs(mask: MaskKind | undefined, value: Value): Value {
  if (mask === undefined || value === null) return value
  if (mask === 'hide' || mask === 'null') return null
  if (mask === 'hash') return md5Text(String(value))
  return /^\d{4}-/.test(String(value)) ? `${String(value).slice(0, 4)}-01-01` : String(value).slice(0, 1)
}

/** The types of a copy's columns: a hash is a text. */
export const columnsOf = (one: PolicyCase): typeof COLUMNS =>
  one.kinds.includes('mask hash')
    ? { ...COLUMNS, patient: { ...COLUMNS.patient, weight: 'VARCHAR' } }
    : COLUMNS
