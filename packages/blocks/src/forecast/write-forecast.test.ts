import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { expect, it } from 'vitest'
import { checkProse } from '../check.ts'
import { monthColumn, resultOf, spendColumn } from '../test-results.ts'
import type { ForecastView } from './forecast-view.ts'
import { writeForecast } from './write-forecast.ts'

const noWords = { stated: [], assumed: [] }
const month = (at: number): string => `2026-${String(at).padStart(2, '0')}-01`
const band = (value: number) => ({
  value,
  low: 0.8 * value,
  high: 1.25 * value,
  low80: 0.9 * value,
  high80: 1.1 * value,
})
const view: ForecastView = {
  result: resultOf([monthColumn, spendColumn], [[month(1), 1_000_000]]),
  column: spendColumn,
  grain: 'month',
  period: { start: month(8), end: month(10) },
  total: band(2_640_000),
  toDate: 300_000,
  history: [1, 2, 3, 4, 5, 6, 7].map((at) => ({
    start: month(at),
    end: month(at + 1),
    value: at === 3 ? null : 1e6 + at * 30_000,
  })),
  points: [8, 9].map((at) => ({ start: month(at), end: month(at + 1), estimate: band(1e6 + at * 32_000) })),
  target: { value: 2_500_000, chance: 0.71 },
  notes: ['Made from monthly values.'],
}
const MAY_STAND = ['is forecast at', '95 % interval', 'of it known so far']

it('says the whole period with its interval, what is known of it, and the chance to reach a target', () => {
  const { answer, result } = writeForecast(view, noWords)
  expect(answer.narrative.text).toBe(
    'Card spend is forecast at $2.64 M for 1 Aug to 30 Sep 2026 (95 % interval $2.11 M to $3.30 M), ' +
      '$300 K of it known so far. The chance to reach $2.50 M is about 71 %.',
  )
  const figures = answer.narrative.citations.map(({ cells }) => cells[0])
  expect(figures).toHaveLength(7)
  expect(figures.every((cell) => cell?.row === result.rows.length - 1)).toBe(true)
  const quoted = answer.narrative.text.replace('1 Aug to 30 Sep 2026', '“1 Aug to 30 Sep 2026”')
  expect(checkProse(quoted, result, { context: MAY_STAND }).problems).toEqual([])
  const wrong = quoted.replace('$2.64 M', '$2.94 M')
  expect(checkProse(wrong, result, { context: MAY_STAND }).ok).toBe(false)
})

it('has a table that says what the chart draws', () => {
  const { result } = writeForecast(view, noWords)
  expect(result.rows.map(([period]) => period).slice(-4)).toEqual([
    'Jul 2026',
    'Aug 2026',
    'Sep 2026',
    '1 Aug to 30 Sep 2026',
  ])
  expect(JSON.stringify(result.rows)).not.toContain('NaN')
})

it('draws line, forecast and bands without a warning, and says so in words', async () => {
  const { chart } = writeForecast(view, noWords).answer
  const warnings: unknown[] = []
  const warn = (...words: unknown[]): void => void warnings.push(words)
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger } as never
  const { spec } = compile({ ...chart?.spec, width: 600 } as unknown as TopLevelSpec, { logger })
  expect(warnings).toEqual([])
  const drawing = new View(parse(spec), { renderer: 'none' })
  const svg = await drawing.toSVG()
  drawing.finalize()
  expect(svg.match(/aria-roledescription="area mark"/g)).toHaveLength(2)
  expect(svg).not.toContain('NaN')
  expect(chart?.alt).toBe(
    'Line chart of Card spend (USD) by month with a forecast of 2 months and its intervals. ' +
      'Known from $1.03 M (Jan 2026) to $1.21 M (Jul 2026). ' +
      'Forecast to $1.29 M (Sep 2026), 95 % interval $1.03 M to $1.61 M.',
  )
})

it('tells the last step where steps do not add up', () => {
  const { answer } = writeForecast({ ...view, total: null, toDate: null, target: null }, noWords)
  expect(answer.narrative.text).toMatch(/^Card spend is forecast at \$1\.29 M for Sep 2026 \(95 % interval/)
})
