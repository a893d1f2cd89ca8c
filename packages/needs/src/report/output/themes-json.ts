import { SOURCES } from '../../config/dnr-config.ts'
import { THEME_WORDS, tableName } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import type { DemandItem, ThemeDemand } from '../demand/theme-demand.ts'
import { themeFindings } from '../findings/theme-findings.ts'
import { windowOf } from '../measure-facts.ts'
import { FORMAT } from './format.ts'
import { roundedTree } from './round.ts'

const MOST_EXAMPLES = 3

/** `themes.json`: what people ask for. Shares are 0 to 1. */
export function themes(report: Report) {
  const { classified, demand, facts } = report
  return roundedTree({
    format: FORMAT,
    archetype: facts.archetype,
    window: windowOf(facts),
    status: classified === null ? 'themes skipped' : 'themes labelled',
    engine: classified?.engine ?? null,
    llm: llmStatus(report),
    source_weights: demand.weights,
    sources: classified?.sources ?? null,
    coverage: demand.coverage,
    parse_errors: demand.parseErrors,
    themes: demand.themes
      .map((theme) => ({
        theme: theme.theme,
        label: THEME_WORDS[theme.theme].label,
        share: theme.share,
        share_by_source: theme.bySource,
        agreement: theme.agreement,
        items: Object.fromEntries(
          SOURCES.map((source) => [source, theme.items.filter((item) => item.source === source).length]),
        ),
        met: theme.items.filter(({ met }) => met === true).length,
        unmet: theme.items.filter(({ met }) => met === false).length,
        tables: theme.tables.map(({ table, share, mentions, classConf, entityConf }) => ({
          table,
          share,
          mentions,
          class_confidence: classConf,
          entity_confidence: entityConf,
        })),
        examples: {
          met: examples(theme, ({ met }) => met === true),
          unmet: examples(theme, ({ met }) => met === false),
          questions: examples(theme, ({ source }) => source === 'nlq'),
        },
      }))
      .toSorted((a, b) => b.share - a.share),
    findings: themeFindings(report),
  })
}

/** Whether a language model gave the labels; where it did not, the themes are our own classifier's, and marked so. */
function llmStatus({ classified }: Report) {
  if (classified?.engine === 'llm') return { skipped: false, reason: null }
  return {
    skipped: true,
    reason:
      classified === null
        ? 'themes skipped: no communications were read'
        : 'themes skipped for the language model: they are filled in by the deterministic classifier',
  }
}

const examples = ({ items }: ThemeDemand, is: (item: DemandItem) => boolean) =>
  items
    .filter(is)
    .toSorted((a, b) => b.confidence - a.confidence || a.id.localeCompare(b.id))
    .slice(0, MOST_EXAMPLES)
    .map(({ source, id, ts, confidence, example }) => ({ source, id, ts, confidence, text: example }))

/** For tables of text: where a theme is asked for, in words. */
export const placesOf = ({ tables }: ThemeDemand): string =>
  tables
    .slice(0, 2)
    .map(({ table }) => (table === null ? 'no table named' : tableName(table)))
    .join(', ')
