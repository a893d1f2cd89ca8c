import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { seededRandom } from '@numize/base'

/** A question in plain language and its right rows, counted from the data without Numize. */
export interface Known {
  readonly question: string
  readonly rows: readonly (readonly (string | number)[])[]
}

const ORDERS = 6000
const COUNTRIES = ['Denmark', 'France', 'Italy', 'Spain', 'Sweden']
const MONTHS = `
  January February March April May June
  July August September October November December`
  .trim()
  .split(/\s+/)
const YEARS = [2024, 2025]

interface Order {
  readonly year: number
  readonly month: number
  readonly day: string
  readonly country: string
  readonly amount: number
}

/** Writes the project `shop` into a folder; returns what may be asked of it. */
export function writeShop(dir: string, seed: string): readonly Known[] {
  const orders = drawOrders(seededRandom(`shop ${seed}`))
  const lines = orders.map(({ day, country, amount }, id) => `${id},${day},${country},${amount}`)
  const files = {
    'numize.yml': 'name: shop\ntime_zone: UTC\nnow: data\nconnection: { type: files, path: data }\n',
    'data/orders.csv': `order_id,day,country,amount\n${lines.join('\n')}\n`,
    'models/orders.yml': MODEL,
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  return YEARS.flatMap((year) => MONTHS.flatMap((_, month) => questionsOf(orders, year, month)))
}

const drawOrders = (random: () => number): readonly Order[] =>
  Array.from({ length: ORDERS }, () => {
    const at = new Date(Date.UTC(YEARS[0] ?? 0, 0, 1 + Math.floor(random() * 731)))
    return {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth(),
      day: at.toISOString().slice(0, 10),
      country: COUNTRIES[Math.floor(random() * COUNTRIES.length)] ?? '',
      amount: 1 + Math.floor(random() * 500),
    }
  })

function questionsOf(orders: readonly Order[], year: number, month: number): readonly Known[] {
  const then = orders.filter((order) => order.year === year && order.month === month)
  const words = `${MONTHS[month]} ${year}`
  const sum = (some: readonly Order[]) => some.reduce((total, { amount }) => total + amount, 0)
  const of = (country: string) => then.filter((order) => order.country === country)
  return [
    { question: `orders by country in ${words}`, rows: COUNTRIES.map((name) => [name, of(name).length]) },
    { question: `sales by country in ${words}`, rows: COUNTRIES.map((name) => [name, sum(of(name))]) },
    ...COUNTRIES.map((name) => ({ question: `sales in ${name} in ${words}`, rows: [[sum(of(name))]] })),
  ]
}

const MODEL = `
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities: [{ name: order, type: primary, expr: order_id }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
    measures:
      - { name: order_count, agg: sum, expr: '1' }
      - { name: amount, agg: sum, expr: amount }
metrics:
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count } }
  - { name: sales, label: Sales, type: simple, type_params: { measure: amount } }
`
