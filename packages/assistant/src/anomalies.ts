import { type AnomalyRules, type MetricScan, type Snooze, scanMetrics } from '@numize/insights'
import type { Reply } from './conversation.ts'
import type { AheadTools } from './one-metric.ts'

export type AnomalyTools = AheadTools & { readonly snoozes: () => Promise<readonly Snooze[]> }

/** What a question for unusual days wants; what it does not say is left out. */
export interface AnomalyQuestion {
  readonly days?: number
  readonly rules?: AnomalyRules
}

const OPENING =
  /^(?:please )?(?:(?:show|list|find|give)(?: me)? |(?:are|were) there |what are |is there )?(?:the |all |any |some )*(?:anomal(?:y|ies)|unusual (?:days|changes|metrics)|alerts)\b/i
const DAYS = /\b(?:last|past|previous) (\d{1,3}) (day|week|month)s?\b/i
const CHANGE =
  /\bchange[sd]?\b.*?\b(?:above|over|beyond|of more than|more than|by|of)\b\s*(\d{1,3}) ?(?:%|percent)/i
const DROP =
  /\b(?:drop|fall|decline)s?\b.*?\b(?:above|over|beyond|of more than|more than|by|of)\b\s*(\d{1,3}) ?(?:%|percent)/i
const LENGTHS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 }
const MOST_DAYS = 730

/** Null of a question for anything else. */
export function anomalyQuestion(question: string): AnomalyQuestion | null {
  const text = question.trim()
  if (!OPENING.test(text)) return null
  const [, count, unit = 'day'] = DAYS.exec(text) ?? []
  const change = CHANGE.exec(text)?.[1]
  const drop = DROP.exec(text)?.[1]
  const rules = {
    ...(change === undefined ? {} : { change: Number(change) / 100 }),
    ...(drop === undefined ? {} : { drop: Number(drop) / 100 }),
  }
  const length = LENGTHS[unit.toLowerCase()] ?? 1
  return {
    ...(count === undefined ? {} : { days: Math.min(MOST_DAYS, Math.max(1, Number(count) * length)) }),
    ...(Object.keys(rules).length === 0 ? {} : { rules }),
  }
}

/** Days on which a metric was unlike the days it should be like, where that is asked; null of other questions. */
export async function tellAnomalies(question: string, tools: AnomalyTools): Promise<Reply | null> {
  const asked = anomalyQuestion(question)
  if (!asked) return null
  const { catalog, fetch, situation } = tools
  const snoozes = await tools.snoozes()
  const scan = await scanMetrics({ catalog, fetch, today: situation.now, snoozes, ...asked })
  return { status: 'told', title: titleOf(scan), items: wordsOf(scan), sql: null, anomalies: scan }
}

function titleOf({ anomalies, rules, since, until, series }: MetricScan): string {
  const looked = `${series} series of days from ${since} to before ${until}`
  return anomalies.length + rules.length === 0 ? `Nothing unusual in ${looked}` : `Unusual in ${looked}`
}

const wordsOf = ({ anomalies, holidays = [], rules, snoozed }: MetricScan): readonly string[] => [
  ...anomalies.map(({ text }) => text),
  ...holidays.map((text) => `A holiday: ${text}`),
  ...rules.map(({ text }) => text),
  ...(snoozed === 0 ? [] : [`${snoozed} more ${snoozed === 1 ? 'is' : 'are'} snoozed.`]),
]
