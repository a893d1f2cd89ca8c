import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { alarmsOf, forecastSeries } from '@numize/statistics'
import { readSeries } from '../../eval/forecast/score-series.ts'
import { type Bench, quantile, timed } from '../bench.ts'

const FLOOR_MS = 100
const ROUNDS = 3

/**
 * CPU of a whole forecast (fit, weigh, interval) of each public series, one season ahead, with the wall time beside; and
 * of the anomaly detector. CPU stands against the floor: on a busy machine the wall measures the others.
 */
export const run: Bench = async ({ data, print }) => {
  const folder = join(data, 'forecast')
  if (!existsSync(folder)) return print(`skipped: no evaluation data at ${folder}`)
  const series = readSeries(folder)
  const times = series.map(({ name, values, period }) => {
    const ask = (): unknown => forecastSeries(values, { horizon: period, period })
    const runs = Array.from({ length: ROUNDS }, () => cost(ask))
    const cpu = quantile(
      runs.map((own) => own.cpuMs),
      0.5,
    )
    const wall = quantile(
      runs.map((own) => own.wallMs),
      0.5,
    )
    print(
      `${cpu.toFixed(1).padStart(7)} ms CPU ${wall.toFixed(1).padStart(7)} ms wall  ${values.length} values, season ${period}  ${name}`,
    )
    return cpu
  })
  const worst = Math.max(...times)
  const verdict = worst <= FLOOR_MS ? 'held' : 'MISSED'
  print(
    `forecast of one series: p50 ${quantile(times, 0.5).toFixed(1)} ms CPU, worst ${worst.toFixed(1)} (floor ${FLOOR_MS} ${verdict})`,
  )
  const points = series.reduce((sum, { values }) => sum + values.length, 0)
  const { cpuMs } = cost(() => series.map(({ values }) => alarmsOf(values)))
  print(`anomaly detector: ${((1000 * cpuMs) / points).toFixed(2)} µs CPU a value`)
}

function cost(work: () => unknown): { cpuMs: number; wallMs: number } {
  const start = process.cpuUsage()
  const wallMs = timed(work)
  const { user, system } = process.cpuUsage(start)
  return { cpuMs: (user + system) / 1000, wallMs }
}
