import { THEME_WORDS } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import { COUNT, type Finding, label, metric, PERCENT, writeFinding } from './finding.ts'

/** What people ask for, as a block: the themes by their weighted share. Nothing where nobody asked. */
export function themeFindings({ demand }: Report): readonly Finding[] {
  const asked = demand.themes.filter(({ share }) => share > 0).toSorted((a, b) => b.share - a.share)
  const [first] = asked
  if (first === undefined) return []
  return [
    writeFinding({
      id: 'demand',
      title: 'What people ask for',
      columns: [
        label('theme', 'Need'),
        metric('share', 'Share of requests', PERCENT),
        metric('items', 'Requests', COUNT),
      ],
      rows: asked.map(({ theme, share, items }) => [THEME_WORDS[theme].label, share, items.length]),
      sentences: [
        [
          'People ask first about ',
          { row: 0, column: 'theme' },
          ': ',
          { row: 0, column: 'share' },
          ' of it, weighted by source.',
        ],
      ],
      chart: 'bar',
    }),
  ]
}
