import { formatPeriod } from '@numize/blocks'
import { sayFigures } from './finding.ts'
import type { Change, ChangeReport, Finding, Verdict } from './report.ts'
import type { Found } from './search.ts'
import type { Unrest } from './unrest.ts'

/** Below this many times its usual unrest a change is called noise, unless segments stand out against the rest. */
const BEYOND_NOISE = 2.5
const SURE = 0.95

/** The verdict and its sentences. */
export function summarise(
  change: Change,
  unrest: Unrest | null,
  { findings, looked, leftOut = [] }: Found,
  runHashes: readonly string[],
): ChangeReport {
  const telling = findings.filter(
    ({ kind, confidence }) => kind !== 'broad' && kind !== 'calendar' && confidence >= SURE,
  )
  const verdict = verdictOf(change, unrest, telling, findings)
  const shown = verdict === 'noise' ? [] : findings
  return {
    change,
    verdict,
    headline: headline(change),
    summary: [
      ...reasons(verdict, unrest, shown, looked),
      ...(verdict === 'broad' ? sayLeftOut(leftOut) : []),
    ].join(' '),
    findings: shown,
    ruledOut: looked
      .filter((label) => !shown.some(({ text }) => text.toLowerCase().includes(label.toLowerCase())))
      .map((label) => `No ${label.toLowerCase()} moved unlike the rest.`),
    runHashes,
  }
}

const MOST_NAMED = 4

/** Where nothing explains a change, where was not looked is part of the answer. */
function sayLeftOut(labels: readonly string[]): string[] {
  if (labels.length === 0) return []
  const more = labels.length > MOST_NAMED ? ` and ${labels.length - MOST_NAMED} more` : ''
  return [`Not looked at, for their many values: ${labels.slice(0, MOST_NAMED).join(', ')}${more}.`]
}

function verdictOf(
  { before, after }: Change,
  unrest: Unrest | null,
  telling: readonly Finding[],
  findings: readonly Finding[],
): Verdict {
  if (before === null || after === null) return 'unknown'
  if (unrest !== null && unrest.times < BEYOND_NOISE && telling.length === 0) return 'noise'
  if (telling.length > 0) return 'explained'
  return findings.length > 0 || unrest === null || unrest.times >= BEYOND_NOISE ? 'broad' : 'noise'
}

function headline({ label, before, after, unit, period, previous }: Change): string {
  const now = formatPeriod({ start: period.start, end: period.end })
  const then = formatPeriod({ start: previous.start, end: previous.end }).replace(/^(?:in|on|from) /, '')
  if (after === null) return `${label} has no data in ${now}.`
  if (before === null) return `${label} has no data in ${then}, so there is no change to explain.`
  return `${label} ${sayFigures(before, after, unit)} ${now} against ${then}.`
}

function reasons(
  verdict: Verdict,
  unrest: Unrest | null,
  findings: readonly Finding[],
  looked: readonly string[],
): string[] {
  const usual = unrest && `${(unrest.usual * 100).toFixed(unrest.usual < 0.1 ? 1 : 0)} %`
  if (verdict === 'noise' && unrest)
    return [
      `That is within its usual unrest of about ${usual} from period to period over ${unrest.periods} periods, so no cause is named.`,
    ]
  if (verdict === 'explained') return findings.slice(0, 3).map(({ text }) => text)
  if (verdict !== 'broad') return ['There is nothing to compare.']
  const where = looked.length > 0 ? ` Looked at ${looked.join(', ')}.` : ''
  const common = findings
    .filter(({ kind }) => kind === 'broad' || kind === 'calendar')
    .map(({ text }) => text)
  const told =
    common.length > 0 ? common : ['No segment moved unlike the rest: the cause is not in these dimensions.']
  return [`${told.join(' ')}${where}`]
}
