import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '@numize/base'

const DAY_MS = 86_400_000

/** Orders of 400 days: in one country they are halved from 10 March 2026 on, in the shop app more than on the web. */
function orders(): string {
  const random = seededRandom('orders')
  const lines = ['order_id,day,country,device,amount']
  let id = 0
  for (let back = 400; back > 0; back--) {
    const date = new Date(Date.UTC(2026, 3, 1) - back * DAY_MS)
    const day = date.toISOString().slice(0, 10)
    const weekend = date.getUTCDay() % 6 === 0 ? 0.7 : 1
    for (const country of ['DE', 'FR', 'ES', 'IT'])
      for (const device of ['app', 'web']) {
        const isHit = country === 'DE' && day >= '2026-03-10'
        const size = weekend * (isHit ? (device === 'app' ? 0.2 : 0.8) : 1)
        const count = Math.round((20 + 4 * random()) * size)
        for (let order = 0; order < count; order++)
          lines.push(`${id++},${day},${country},${device},${(10 + random()).toFixed(2)}`)
      }
  }
  return lines.join('\n')
}

const MODEL = `
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities: [{ name: order_id, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
      - { name: device, label: Device, type: categorical }
    measures:
      - { name: revenue_sum, agg: sum, expr: amount }
      - { name: order_count, agg: sum, expr: '1' }
metrics:
  - { name: revenue, label: Revenue, type: simple, type_params: { measure: revenue_sum } }
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count } }
`

/** A project `shop` over these orders, in a folder of its own. */
export function writeOrdersShop(dir: string): void {
  const write = (name: string, text: string): void => {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  write('numize.yml', 'name: shop\ntime_zone: UTC\nconnection: { type: files, path: data }\n')
  write('models/orders.yml', MODEL)
  write('data/orders.csv', orders())
}
