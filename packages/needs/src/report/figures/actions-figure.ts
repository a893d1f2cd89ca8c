import type { Gap } from '../actions/find-gaps.ts'
import { LEAST_CONFIDENCE } from '../actions/score.ts'
import { THEME_WORDS, tableName } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import type { Figure } from './draw-figure.ts'
import { stackedBars } from './stacked-bars.ts'

const MOST = 8
const PARTS = ['Revenue at risk', 'Demand', 'Distance from objective'] as const

/** The best gaps by score, cut into what makes it; those that are not recommended are faint. */
export function actionsFigure({ gaps, actions, config }: Report): Figure | null {
  const { scoring_weights: weights } = config.report
  const shown = gaps
    .filter(({ score, confidence }) => score > 0 && confidence >= LEAST_CONFIDENCE)
    .slice(0, MOST)
  if (shown.length === 0) return null
  return {
    name: 'actions',
    title: 'What to do first',
    alt: `Bar chart of the ${shown.length} highest scores; the ${actions.length} recommended actions are of different themes.`,
    spec: stackedBars({
      title: {
        text: 'What to do first',
        subtitle: 'Score of each gap, by what makes it. Strong: recommended, one per theme.',
      },
      width: 520,
      parts: shown.flatMap((gap) => {
        const { revenueImpact, demand, healthSeverity } = gap.parts
        const raw = [
          weights.revenue * revenueImpact,
          weights.demand * demand,
          weights.severity * healthSeverity,
        ]
        const undecayed = raw.reduce((sum, size) => sum + size, 0)
        return PARTS.map((part, order) => ({
          bar: placeOf(gap),
          part,
          order,
          size: ((raw[order] ?? 0) / undecayed) * gap.score,
          faint: !actions.includes(gap),
        }))
      }),
      totals: shown.map((gap) => ({ bar: placeOf(gap), size: gap.score, shown: gap.score.toFixed(3) })),
      partNames: PARTS,
      axis: { title: 'Score' },
    }),
  }
}

const placeOf = ({ theme, table }: Gap): string =>
  table === null ? THEME_WORDS[theme].label : `${THEME_WORDS[theme].label}: ${tableName(table)}`
