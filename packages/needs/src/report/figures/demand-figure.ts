import { SOURCES } from '../../config/dnr-config.ts'
import { THEME_WORDS } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import { percentOf, SOURCE_NAMES } from '../output/words.ts'
import type { Figure } from './draw-figure.ts'
import { stackedBars } from './stacked-bars.ts'

/** Themes by their weighted share, each bar cut into what its sources bring. */
export function demandFigure({ demand }: Report): Figure | null {
  const asked = demand.themes.filter(({ share }) => share > 0).toSorted((a, b) => b.share - a.share)
  const [first] = asked
  if (first === undefined) return null
  const heard = SOURCES.filter((source) => first.bySource[source] !== null)
  const total = heard.reduce((sum, source) => sum + demand.weights[source], 0)
  const weights = heard.map(
    (source) => `${SOURCE_NAMES[source]} ${Math.round((100 * demand.weights[source]) / total)} %`,
  )
  return {
    name: 'demand',
    title: 'What people ask for',
    alt: `Bar chart of ${asked.length} needs by their share of weighted requests; ${THEME_WORDS[first.theme].label} leads with ${percentOf(first.share)}.`,
    spec: stackedBars({
      title: {
        text: 'What people ask for',
        subtitle: `Share of requests, sources weighted: ${weights.join(', ')}.`,
      },
      width: 560,
      parts: asked.flatMap(({ theme, bySource }) =>
        heard.map((source, order) => ({
          bar: THEME_WORDS[theme].label,
          part: SOURCE_NAMES[source],
          order,
          size: ((bySource[source] ?? 0) * demand.weights[source]) / total,
        })),
      ),
      totals: asked.map(({ theme, share }) => ({
        bar: THEME_WORDS[theme].label,
        size: share,
        shown: percentOf(share),
      })),
      partNames: heard.map((source) => SOURCE_NAMES[source]),
      axis: { title: null, format: '~%' },
    }),
  }
}
