import { seededRandom } from '@numize/base'
import { type DaySeries, findAnomalies, type Leaves, outlookOf, sumDrivers } from '@numize/insights'
import { type Bench, quantile } from '../bench.ts'
import { benchDives } from './dive.ts'

const DAYS = 3 * 365
const SERIES = 200
const FORECASTS = 20
const ROWS = 1_000_000
/** Members of six dimensions: 115,200 combinations. */
const MEMBERS = [12, 10, 8, 6, 5, 4]
const FLOOR_MS = { anomalies: 1000, drivers: 1000, forecast: 100 }

/**
 * CPU of what insights do once the data is fetched, against the floors: a scan of 200 metrics over three years of days,
 * the drivers of a change in a million rows by six dimensions, a forecast of a quarter from three years of days;
 * and the wall of deep dives on ten million rows (`--dives`: these alone).
 */
export const run: Bench = async ({ flags, print }) => {
  if (flags['dives'] !== undefined)
    return benchDives(print, typeof flags['project'] === 'string' ? flags['project'] : null)
  const series = Array.from({ length: SERIES }, (_, at) => metricOf(at))
  const scan = costMs(() => findAnomalies(series))
  tell(print, `anomalies in ${SERIES} metrics × ${DAYS} days`, scan, FLOOR_MS.anomalies)
  const { leaves, before, after } = change()
  let named = 0
  const drivers = costMs(() => {
    named = sumDrivers(leaves, after, before).length
  })
  tell(
    print,
    `drivers in ${ROWS} rows × ${MEMBERS.length} dimensions (${leaves.size} leaves, ${named} named)`,
    drivers,
    FLOOR_MS.drivers,
  )
  outlookOf({ ...metricOf(0), grain: 'day', horizon: 92, additive: true })
  const times = series
    .slice(0, FORECASTS)
    .map(({ values, start }) =>
      costMs(() => outlookOf({ values, start, grain: 'day', horizon: 92, additive: true })),
    )
  tell(print, `forecast of 92 days from ${DAYS}, the median`, quantile(times, 0.5), FLOOR_MS.forecast)
  tell(print, 'forecast, the slowest of them', Math.max(...times), FLOOR_MS.forecast)
  await benchDives(print, typeof flags['project'] === 'string' ? flags['project'] : null)
}

function tell(print: (line: string) => void, what: string, cpuMs: number, floorMs: number): void {
  print(
    `${cpuMs.toFixed(1).padStart(8)} ms CPU  ${what} (floor ${floorMs} ${cpuMs <= floorMs ? 'held' : 'MISSED'})`,
  )
}

/** On a busy machine the wall measures the others. */
function costMs(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** A week, a drift, noise, and a bad day now and then. */
function metricOf(at: number): DaySeries {
  const random = seededRandom(`metric ${at}`)
  const level = 50 + 2000 * random()
  const values = Float64Array.from({ length: DAYS }, (_, day) => {
    const week = day % 7 > 4 ? 0.7 : 1.1
    const odd = random() < 0.001 ? 0.3 : 1
    return Math.round(level * week * odd * (1 + day / 2000) * (0.9 + 0.2 * random()))
  })
  return { metric: `metric ${at}`, segment: [], start: '2024-01-01', values, scale: 'proportional' }
}

/** A million rows before and after; two segments lose a third and gain a half. */
function change(): { leaves: Leaves; before: Float64Array; after: Float64Array } {
  const random = seededRandom('rows')
  const size = MEMBERS.reduce((product, members) => product * members, 1)
  const dimensions = MEMBERS.map((members, d) => ({
    name: `dimension ${d}`,
    values: Array.from({ length: members }, (_, member) => `member ${member}`),
    codes: new Int32Array(size),
  }))
  for (let leaf = 0; leaf < size; leaf++) {
    let rest = leaf
    for (const { values, codes } of dimensions) {
      codes[leaf] = rest % values.length
      rest = Math.floor(rest / values.length)
    }
  }
  const before = new Float64Array(size)
  const after = new Float64Array(size)
  for (let row = 0; row < ROWS; row++) before[Math.floor(random() * size)]!++
  for (let row = 0; row < ROWS; row++) {
    const leaf = Math.floor(random() * size)
    const [first, second, third] = dimensions.map(({ codes }) => codes[leaf]!)
    const factor = first === 3 && second === 2 ? 0.66 : third === 5 ? 1.5 : 1
    after[leaf]! += factor
  }
  return { leaves: { size, dimensions }, before, after }
}
