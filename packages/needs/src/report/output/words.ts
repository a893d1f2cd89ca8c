import { formatCell } from '@numize/blocks'
import { tableName } from '../actions/theme-words.ts'
import { DOLLARS, MINUTES, metric, PERCENT } from '../findings/finding.ts'
import { guardrailValue, guardrailWords, METRIC_WORDS } from '../findings/health-findings.ts'
import { type Check, SLO_METRICS, type SloMetric } from '../health/health-metrics.ts'

export const ARCHETYPE_NAMES = { neobank: 'Neobank', marketplace: 'Marketplace' } as const
export const SOURCE_NAMES = { slack: 'Slack', email: 'E-mail', nlq: 'Questions' } as const

export const dollars = (usd: number): string => formatCell(usd, metric('usd', '', DOLLARS), { prose: true })

/** Of a share of 1. */
export const percentOf = (share: number | null): string =>
  formatCell(share, metric('share', '', PERCENT), { prose: true })

export const minutes = (value: number | null): string =>
  formatCell(value, metric('lag', '', MINUTES), { prose: true })

/** A figure of an objective: percent as measured, minutes as people say them. */
export const shownMetric = (name: SloMetric, value: number | null): string =>
  METRIC_WORDS[name].unit === MINUTES ? minutes(value) : percentOf(value === null ? null : value / 100)

export const shownGuardrail = (name: string, value: number | null): string =>
  guardrailWords(name).unit === MINUTES ? minutes(value) : percentOf(guardrailValue(name, value))

/** One failing guardrail in words. */
export function missText(table: string, { metric: name, value, threshold, rule }: Check): string {
  const slo = SLO_METRICS.find((each) => each === name)
  const shown = (figure: number | null) =>
    slo === undefined ? shownGuardrail(name, figure) : shownMetric(slo, figure)
  const { label } = slo === undefined ? guardrailWords(name) : METRIC_WORDS[slo]
  return `${label} in ${tableName(table)}: ${shown(value)} (at ${rule === 'max' ? 'most' : 'least'} ${shown(threshold)})`
}
