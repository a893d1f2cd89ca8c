import type { Report } from '../compose-report.ts'
import type { Figure } from './draw-figure.ts'
import { COLOURS } from './palette.ts'

/** Share of a marketplace's payments that come in the evening, by day, against the least one. */
export function eveningsFigure({ facts, config }: Report): Figure | null {
  const days = Object.entries(facts.evenings?.daily_share_pct ?? {})
  if (days.length === 0) return null
  const { start_hour: start, end_hour: end, min_share_pct: least } = config.report.marketplace.evening_window
  const overall = Math.round(facts.evenings?.overall_share_pct ?? 0)
  return {
    name: 'evening_window',
    title: 'Payments in the evening',
    alt: `Bar chart of ${days.length} days: the share of payments between ${start}:00 and ${end}:00, ${overall} % overall, at least ${least} % wanted.`,
    spec: {
      title: {
        text: 'Payments in the evening',
        subtitle: `Share of captured payments between ${start}:00 and ${end}:00, by day; ${overall} % overall.`,
      },
      width: 840,
      height: 240,
      layer: [
        {
          data: { values: days.map(([day, share]) => ({ day, share: share / 100, enough: share >= least })) },
          mark: { type: 'bar', cornerRadiusEnd: 3 },
          encoding: {
            x: {
              field: 'day',
              type: 'ordinal',
              timeUnit: 'utcyearmonthdate',
              title: null,
              axis: { format: '%-d %b', labelOverlap: true, labelAngle: 0 },
            },
            y: { field: 'share', type: 'quantitative', title: null, axis: { format: '~%', tickCount: 5 } },
            color: { condition: { test: 'datum.enough', value: COLOURS.accent }, value: COLOURS.bad },
          },
        },
        {
          data: { values: [{ least: least / 100 }] },
          mark: { type: 'rule', color: COLOURS.text, strokeDash: [5, 4], strokeWidth: 1.4 },
          encoding: { y: { field: 'least', type: 'quantitative' } },
        },
        {
          data: { values: [{ least: least / 100, text: `at least ${least} %` }] },
          mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, fontSize: 11, color: COLOURS.text },
          encoding: {
            y: { field: 'least', type: 'quantitative' },
            x: { value: 'width' },
            text: { field: 'text' },
          },
        },
      ],
    } as never,
  }
}
