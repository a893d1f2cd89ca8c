import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What nobody below may ever see: addresses, and cells of the table outside the slice. */
export const SECRET = /@corp\.example|hidden-cell/
/** What is shown to a viewer of another region only. */
export const FOREIGN: Readonly<Record<string, RegExp>> = { EU: /Canada|Mexico/, US: /Germany|France/ }
export const HIDDEN_TABLE = 'raw_events'
export const SLICE_TABLE = 'customers'

const COUNTRIES = [
  ['Germany', 'EU'],
  ['France', 'EU'],
  ['Canada', 'US'],
  ['Mexico', 'US'],
] as const

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | undefined)[])[]
}

const csv = ({ columns, rows }: Table): string =>
  `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`

const customers = Array.from({ length: 24 }, (_, at) => {
  const [country, region] = COUNTRIES[at % 4] ?? COUNTRIES[0]
  return [at + 1, `person${at}@corp.example`, country, region]
})
const orders = Array.from({ length: 120 }, (_, at) => [
  at + 1,
  (at % 24) + 1,
  `2026-0${(at % 3) + 1}-${String((at % 27) + 1).padStart(2, '0')}`,
  (at * 37) % 400,
  COUNTRIES[(at % 24) % 4]?.[1],
])
const OFFICES = ['Oslo', 'Rome']
const employees = Array.from({ length: 24 }, (_, at) => [
  at + 1,
  at === 0 ? 'CEO' : ['Engineer', 'Seller'][at % 2],
  OFFICES[Math.floor(at / 12)],
  50_000 + at * 100,
])

/** Description of revenue, as a contributor of the model may write it. */
export const bankModels = (description: string): string => `semantic_models:
  - name: customers
    model: ref('customers')
    entities: [{name: customer, type: primary, expr: customer_id}]
    dimensions:
      - {name: email, type: categorical, config: {meta: {numize: {pii: true}}}}
      - {name: country, type: categorical}
      - {name: region, type: categorical}
  - name: orders
    model: ref('orders')
    description: ${JSON.stringify(description)}
    defaults: {agg_time_dimension: ordered_on}
    entities:
      - {name: order, type: primary, expr: order_id}
      - {name: customer, type: foreign, expr: customer_id}
    dimensions:
      - {name: ordered_on, type: time, type_params: {time_granularity: day}}
      - {name: region, type: categorical}
    measures: [{name: revenue, agg: sum, expr: amount, description: ${JSON.stringify(description)}}]
  - name: employees
    model: ref('employees')
    entities: [{name: employee, type: primary, expr: employee_id}]
    dimensions:
      - {name: job_title, type: categorical}
      - {name: office, type: categorical}
      - {name: salary, type: categorical, config: {meta: {numize: {aggregations: [average, sum, median, min, max]}}}}
    measures: [{name: average_salary, agg: average, expr: salary}]
  - name: raw_events
    model: ref('raw_events')
    entities: [{name: event, type: primary, expr: event_id}]
    dimensions: [{name: user_id, type: categorical}]
metrics:
  - {name: revenue, label: Revenue, type: simple, description: ${JSON.stringify(description)}, type_params: {measure: revenue}}
  - {name: average_salary, label: Average salary, type: simple, type_params: {measure: average_salary}}
`

export const bankTables: readonly Table[] = [
  { name: 'customers', columns: ['customer_id', 'email', 'country', 'region'], rows: customers },
  { name: 'orders', columns: ['order_id', 'customer_id', 'ordered_on', 'amount', 'region'], rows: orders },
  { name: 'employees', columns: ['employee_id', 'job_title', 'office', 'salary'], rows: employees },
  {
    name: HIDDEN_TABLE,
    columns: ['event_id', 'user_id'],
    rows: [1, 2, 3].map((at) => [at, `hidden-cell-${at}`]),
  },
]

const FILES: Readonly<Record<string, string>> = {
  'slices/team.yml': `name: team
label: Marketing
audience: [viewer]
models: [customers, orders, employees]
inline_measures: true
pii: [{dimension: customers.email, mask: hash}]
row_filters:
  - {model: customers, where: "{{ Dimension('customer__region') }} = {{ user('region') }}"}
  - {model: orders, where: "{{ Dimension('order__region') }} = {{ user('region') }}"}
`,
  ...Object.fromEntries(bankTables.map((table) => [`data/${table.name}.csv`, csv(table)])),
}

interface BankChoices {
  /** Of revenue. */
  readonly description?: string
  readonly connection?: string
}

/** Writes a small bank: rows by region, a masked address, a table outside the slice. */
export function writeBank(
  dir: string,
  { description = 'Money taken.', connection = '{type: files, path: data}' }: BankChoices = {},
): string {
  const files = {
    'numize.yml': `name: bank\nconnection: ${connection}\ntime_zone: UTC\nnow: "2026-04-05"\n`,
    ...FILES,
    'models/bank.yml': bankModels(description),
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  return dir
}
