import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { expect, it } from 'vitest'
import type { Chart } from '../block.ts'
import {
  countryColumn,
  monthColumn,
  ordersColumn,
  previousOf,
  randomResult,
  rateColumn,
  resultOf,
  sectorColumn,
  spendColumn,
} from '../test-results.ts'
import { chooseChart } from './choose-chart.ts'

/** Draws a chart as the browser does, without one; fails on anything vega-lite or vega warns about. */
async function draw({ spec }: Chart): Promise<string> {
  const warnings: unknown[] = []
  const warn = (...words: unknown[]): void => void warnings.push(words)
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger } as never
  const { spec: vega } = compile({ ...spec, width: 600 } as unknown as TopLevelSpec, {
    logger,
  })
  expect(warnings).toEqual([])
  const view = new View(parse(vega), { renderer: 'none' })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}

const months = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01']
const overTime = resultOf(
  [monthColumn, spendColumn, previousOf(spendColumn)],
  months.map((month, index) => [month, 1_000_000 + index * 1e5, 900_000]),
  { incompleteFrom: '2026-04-01' },
)
const byCountry = resultOf(
  [countryColumn, spendColumn],
  ['FR', 'DE', 'IT'].map((country, index) => [country, 1000 * (index + 1)]),
)
const twoWay = (first: number, second: number, metric = spendColumn) =>
  resultOf(
    [countryColumn, sectorColumn, metric],
    Array.from({ length: first * second }, (_, cell) => [
      `Country ${Math.floor(cell / second)}`,
      `Sector ${cell % second}`,
      cell + 1,
    ]),
  )
const twoMetrics = resultOf(
  [countryColumn, spendColumn, rateColumn],
  ['FR', 'DE', 'IT'].map((country, index) => [country, 1000 * (index + 1), index / 10]),
)

it.each([
  ['a metric over time', overTime, null, 'line'],
  ['as an area', overTime, 'area', 'area'],
  ['as bars', overTime, 'bar', 'bar'],
  ['a metric by category', byCountry, null, 'bar'],
  ['as a pie', byCountry, 'pie', 'pie'],
  ['a metric that does not add up, by two categories', twoWay(5, 3, rateColumn), null, 'groupedBar'],
  ['a sum by two categories', twoWay(5, 3), null, 'stackedBar'],
  ['two long categories', twoWay(12, 10), null, 'heatmap'],
  ['two metrics of different units', twoMetrics, null, 'scatter'],
  ['two metrics, as bars', twoMetrics, 'bar', 'bar'],
])('draws %s', async (_, result, presentation, kind) => {
  const chart = chooseChart(result, presentation)
  expect(chart?.kind).toBe(kind)
  expect(chart?.spec['width']).toBe('container')
  expect(await draw(chart as Chart)).toContain('<path')
})

it('shows no chart where a number, a list or a table says it all', () => {
  expect(chooseChart(resultOf([spendColumn], [[1]]), null)).toBeNull()
  expect(chooseChart(resultOf([countryColumn], [['FR'], ['DE']]), null)).toBeNull()
  expect(chooseChart(byCountry, 'table')).toBeNull()
  expect(chooseChart(resultOf([spendColumn], []), null)).toBeNull()
})

it('draws random results, whatever their labels hold', async () => {
  const seeds = Array.from({ length: 60 }, (_, seed) => seed)
  const charts = seeds.flatMap((seed) => chooseChart(randomResult(seed), null) ?? [])
  const drawings = await Promise.all(charts.map(draw))
  expect(drawings.filter((svg) => /NaN|undefined|<b>/.test(svg))).toEqual([])
  expect(drawings.length).toBeGreaterThan(20)
})

it('never lets a name or a value of data into an expression or a field name', async () => {
  const evil = `a.b['c'] + datum.x"; alert(1)//`
  const column = { ...countryColumn, name: evil, label: evil }
  const metric = { ...ordersColumn, name: `${evil}2`, label: `${evil}2` }
  const chart = chooseChart(
    resultOf(
      [column, metric],
      [
        [evil, 1],
        ['https://x.example/a.png', 2],
      ],
    ),
    null,
  ) as Chart
  const encoding = JSON.stringify({ ...chart.spec, data: null, usermeta: null }, (key, value: unknown) =>
    key === 'title' ? null : value,
  )
  expect(encoding).not.toContain('alert')
  const svg = await draw(chart)
  expect(svg).toContain('alert(1)')
  expect(svg).not.toContain('<image')
})

it('titles its axes with units and shortens money', async () => {
  const svg = await draw(chooseChart(overTime, null) as Chart)
  expect(svg).toContain('Card spend (USD)')
  expect(svg).toContain('Month')
  expect(svg).toMatch(/\$1\.2M/)
  for (const month of ['Jan 2026', 'Feb 2026', 'Mar 2026', 'Apr 2026'])
    expect(svg).toContain(`>${month}</text>`)
})

it('marks the period that is not over and the period compared with', () => {
  const chart = chooseChart(overTime, null) as Chart
  const marks = (chart.spec['data'] as { values: { style: string }[] }).values
  expect(new Set(marks.map(({ style }) => style))).toEqual(
    new Set(['this period', 'compared with', 'not over yet']),
  )
  expect(chart.alt).toContain('Apr 2026 is not over')
})

it('leaves a gap where a value is not known or a month is missing', async () => {
  const gappy = resultOf(
    [monthColumn, ordersColumn],
    [
      ['2026-01-01', 1],
      ['2026-02-01', 2],
      ['2026-03-01', null],
      ['2026-04-01', 3],
      ['2026-05-01', 4],
      ['2026-08-01', 5],
      ['2026-09-01', 6],
    ],
  )
  const svg = await draw(chooseChart(gappy, null) as Chart)
  const lines = [...svg.matchAll(/aria-roledescription="line mark"[^>]*d="([^"]+)"/g)].map(([, d]) => d ?? '')
  const moves = lines.join('').match(/M/g) ?? []
  expect(moves).toHaveLength(3)
})

it('draws the first 30 of very many categories and says so', () => {
  const many = resultOf(
    [countryColumn, ordersColumn],
    Array.from({ length: 400 }, (_, index) => [`Country ${index}`, index]),
  )
  const chart = chooseChart(many, null) as Chart
  expect((chart.spec['data'] as { values: unknown[] }).values).toHaveLength(30)
  expect(chart.alt).toContain('Only the first 30 of 400 are drawn.')
})

it('describes what is drawn, its range and where it went', () => {
  expect(chooseChart({ ...overTime, incompleteFrom: null }, null)?.alt).toBe(
    'Line chart of Card spend (USD) by Month, 4 values. Highest $1.30 M (Apr 2026), lowest $1.00 M (Jan 2026). ' +
      'Up by 30.0 % from Jan 2026 to Apr 2026. The dashed line is the period compared with.',
  )
})

it('names a thing by its name alone, and draws unknown ones last', () => {
  const key = { ...countryColumn, name: 'merchant', label: 'Merchant', role: 'entity' as const }
  const name = { ...countryColumn, name: 'merchant__merchant_name', label: 'Merchant' }
  const chart = chooseChart(
    resultOf(
      [key, name, spendColumn],
      [
        [null, null, 900],
        [579, 'Crescent Airways', 300],
        [4, 'Castel Papers', 500],
      ],
    ),
    null,
  )
  const data = chart?.spec['data'] as { values: readonly { readonly name: string }[] } | undefined
  expect(chart?.kind).toBe('bar')
  expect(data?.values.map((mark) => mark.name)).toEqual(['Castel Papers', 'Crescent Airways', 'unknown'])
})
