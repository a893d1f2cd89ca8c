import { columnName, tableName } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import { nullPct, type TableHealth } from '../health/health-metrics.ts'
import { isoDay } from '../warehouse/zone-days.ts'
import type { Figure } from './draw-figure.ts'
import { capital } from './objectives-figure.ts'
import { COLOURS } from './palette.ts'

/** Columns that spiked, over all of the data, each spike named by its day. */
export function spikesFigure({ facts }: Report): Figure | null {
  const marks = facts.tables.flatMap((health) =>
    [...new Set(health.spikes.map(({ column }) => column))].flatMap((column) => marksOf(health, column)),
  )
  if (marks.length === 0) return null
  const places = [...new Set(marks.map(({ place }) => place))]
  const count = marks.filter(({ spike }) => spike).length
  return {
    name: 'null_spikes',
    title: 'Days with missing values',
    alt: `Share of missing values by day in ${places.join(' and ')}; ${count} days stand out.`,
    spec: {
      title: {
        text: 'Days with missing values',
        subtitle: `Share of rows without the value, by day. Dots: ${count} days that stand out from the eight weeks around them.`,
      },
      data: { values: marks },
      facet: {
        row: {
          field: 'place',
          type: 'nominal',
          title: null,
          sort: places,
          header: { labelAngle: 0, labelAnchor: 'start', labelOrient: 'top', labelPadding: 6 },
        },
      },
      spacing: 22,
      spec: { width: 840, height: Math.max(70, Math.round(300 / places.length)), layer: LAYERS },
    } as never,
  }
}

function marksOf(health: TableHealth, column: string) {
  const place = `${capital(tableName(health.table))}: ${columnName(column)}`
  const days = new Set(health.spikes.filter((spike) => spike.column === column).map(({ day }) => day))
  return health.counts.days.flatMap((each) => {
    if (each.day === null) return []
    const share = (nullPct([each], column) ?? 0) / 100
    return [{ place, day: isoDay(each.day), share, spike: days.has(each.day) }]
  })
}

const x = {
  field: 'day',
  type: 'temporal',
  scale: { type: 'utc' },
  title: null,
  axis: { format: '%b %Y', tickCount: 8, grid: false, labelOverlap: true },
}
const y = { field: 'share', type: 'quantitative', title: null, axis: { format: '~%', tickCount: 4 } }
const onlySpikes = [{ filter: 'datum.spike' }]

const LAYERS = [
  { mark: { type: 'line', strokeWidth: 1.2, color: COLOURS.accent }, encoding: { x, y } },
  {
    transform: onlySpikes,
    mark: { type: 'point', filled: true, size: 60, color: COLOURS.bad, opacity: 1 },
    encoding: { x, y },
  },
  {
    transform: onlySpikes,
    mark: { type: 'text', dy: -10, fontSize: 10.5, color: COLOURS.soft },
    encoding: {
      x,
      y,
      text: { field: 'day', type: 'temporal', timeUnit: 'utcyearmonthdate', format: '%-d %b' },
    },
  },
]
