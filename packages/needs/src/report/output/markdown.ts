import { SOURCES } from '../../config/dnr-config.ts'
import { THEME_WORDS } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import { findingsOfHealth, guardrailWords, METRIC_WORDS } from '../findings/health-findings.ts'
import { type Check, SLO_METRICS, type SloMetric } from '../health/health-metrics.ts'
import { windowOf } from '../measure-facts.ts'
import { actionsOf, failingChecks, hiddenReason } from './exec-summary-json.ts'
import { placesOf } from './themes-json.ts'
import {
  ARCHETYPE_NAMES,
  dollars,
  missText,
  percentOf,
  SOURCE_NAMES,
  shownGuardrail,
  shownMetric,
} from './words.ts'

/** `exec_summary.md`: one page for executives. */
export function execSummaryMarkdown(report: Report): string {
  const { facts, notes } = report
  const { from, to, days } = windowOf(facts)
  return page([
    `# ${ARCHETYPE_NAMES[facts.archetype]}: what the data needs`,
    `${days} days to ${to} (${from} to ${to}, ${facts.timeZone}).`,
    ...actionSections(report),
    '## Data Health',
    ...dataHealthLines(report),
    ...(facts.invoices === null
      ? []
      : ['### Invoice Aggregates', guardrailTable(facts.invoices.checks), verdict(facts.invoices.passed)]),
    ...(facts.evenings === null
      ? []
      : [
          '### Marketplace Evening Coverage',
          guardrailTable(facts.evenings.checks),
          verdict(facts.evenings.passed),
        ]),
    '## How this was made',
    bullets([
      ...notes,
      `Usual monthly revenue: ${dollars(facts.revenue.monthlyUsd)}, the median of the last complete months.`,
      'Score: 60 % revenue at risk, 25 % demand, 15 % distance from the objectives; problems that are over fade.',
    ]),
  ])
}

const page = (blocks: readonly string[]): string => `${blocks.filter((block) => block !== '').join('\n\n')}\n`
const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')
const verdict = (passed: boolean): string => (passed ? 'All of them hold.' : '**Not all of them hold.**')

function actionSections(report: Report): readonly string[] {
  const actions = actionsOf(report)
  const hidden = hiddenReason(report)
  const sections = actions.flatMap(({ gap, what, title, todo }, index) => [
    `## ${index + 1}. ${title}`,
    what.answer.narrative.text.trim(),
    `**Do:** ${todo}`,
    ...what.answer.caveats,
    `Score ${gap.score.toFixed(3)} · confidence ${percentOf(gap.confidence)} · ${dollars(gap.atRiskUsd)} at risk`,
  ])
  return [
    ...(sections.length === 0
      ? ['## No action is recommended', 'Nothing measured is certain enough to act on.']
      : sections),
    ...(hidden === null ? [] : [`_${hidden}_`]),
  ]
}

function dataHealthLines(report: Report): readonly string[] {
  const { compliance } = report.facts
  const failing = failingChecks(report)
  const others = findingsOfHealth(report).filter(({ id }) => id === 'null-spikes' || id === 'write-gaps')
  return [
    `${compliance.passed} of ${compliance.checks} objectives are met (${percentOf((compliance.slo_compliance_pct ?? 0) / 100)}).`,
    failing.length === 0
      ? 'No guardrail fails.'
      : `Failing guardrails:\n\n${bullets(failing.map(({ table: name, ...check }) => missText(name, check)))}`,
    healthTable(report),
    ...others.map(({ answer }) => answer.narrative.text),
  ]
}

function healthTable({ facts, config }: Report): string {
  const { slos } = config.report
  const cell = (name: SloMetric, value: number | null): string => {
    const shown = shownMetric(name, value)
    return value === null || value <= slos[name] ? shown : `**${shown}**`
  }
  const rows = facts.tables
    .filter(({ kind }) => kind === 'fact')
    .map(({ table: name, metrics }) => [name, ...SLO_METRICS.map((slo) => cell(slo, metrics[slo]))])
  return table(['Table', ...SLO_METRICS.map((name) => METRIC_WORDS[name].label)], rows)
}

const guardrailTable = (checks: readonly Check[]): string =>
  table(
    ['Guardrail', 'Figure', 'Objective', ''],
    checks.map(({ metric: name, value, threshold, rule, passed }) => [
      guardrailWords(name).label,
      shownGuardrail(name, value),
      `at ${rule === 'max' ? 'most' : 'least'} ${shownGuardrail(name, threshold)}`,
      passed ? 'holds' : '**fails**',
    ]),
  )

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

/** `themes.md`: what people ask for, with examples. */
export function themesMarkdown(report: Report): string {
  const { demand, classified, facts } = report
  const { from, to } = windowOf(facts)
  const asked = demand.themes.filter(({ share }) => share > 0).toSorted((a, b) => b.share - a.share)
  return page([
    `# ${ARCHETYPE_NAMES[facts.archetype]}: what people ask for`,
    `${from} to ${to}.`,
    bullets(report.notes),
    asked.length === 0
      ? 'themes skipped: nobody asked for anything that could be read.'
      : table(
          ['Need', 'Share', ...SOURCES.map((source) => SOURCE_NAMES[source]), 'Where'],
          asked.map((theme) => [
            THEME_WORDS[theme.theme].label,
            percentOf(theme.share),
            ...SOURCES.map((source) => percentOf(theme.bySource[source])),
            placesOf(theme),
          ]),
        ),
    ...asked.map((theme) => {
      const open = theme.items.filter(({ met, source }) => met === false || source === 'nlq').slice(0, 3)
      const lines = open.map(({ source, example }) => `> ${example} (${SOURCE_NAMES[source]})`)
      return lines.length === 0 ? '' : `## ${THEME_WORDS[theme.theme].label}\n\n${lines.join('\n>\n')}`
    }),
    classified === null ? '' : `Parse errors left out: ${demand.parseErrors}.`,
  ])
}
