import { type DnrConfig, THEMES, type Theme } from '../../config/dnr-config.ts'
import type { Demand, ThemeDemand } from '../demand/theme-demand.ts'
import { dayNumber } from '../warehouse/zone-days.ts'
import type { Evidence } from './evidence.ts'
import type { Revenue } from './measure-revenue.ts'
import {
  type ConfidenceParts,
  confidenceOf,
  daysSincePeak,
  revenueImpactOf,
  type ScoreParts,
  scoreOf,
} from './score.ts'

/** A need (a theme) at a place (a table): what is missing, how much hangs on it, how sure we are. */
export interface Gap {
  readonly theme: Theme
  /** Null where those who ask name no table and nothing measured points at one. */
  readonly table: string | null
  readonly score: number
  readonly parts: ScoreParts
  readonly confidence: number
  readonly confidenceParts: ConfidenceParts
  /** US dollars, over the window. */
  readonly atRiskUsd: number
  /** Worst first. */
  readonly evidence: readonly Evidence[]
  /** Items that name the table. */
  readonly mentions: number
}

export interface GapFacts {
  readonly demand: Demand
  readonly evidence: readonly Evidence[]
  readonly revenue: Revenue
  /** Local days, both included. */
  readonly window: { readonly from: number; readonly to: number }
  readonly weights: DnrConfig['report']['scoring_weights']
}

/** Every theme at every table that is asked for, or over an objective there; best score first. */
export function findGaps(facts: GapFacts): readonly Gap[] {
  return THEMES.flatMap((theme) => {
    const asked = facts.demand.themes.find((each) => each.theme === theme)
    return placesOf(theme, asked, facts.evidence).map((place) => gapAt(theme, place, { asked, facts }))
  }).toSorted((a, b) => b.score - a.score || nameOf(a).localeCompare(nameOf(b)))
}

const nameOf = ({ theme, table }: Gap): string => `${theme} ${table ?? ''}`

interface Place {
  readonly table: string | null
  readonly share: number
  readonly classConf: number
  readonly entityConf: number
  readonly mentions: number
}

/** Where nobody names a table, the demand is shared by the tables that miss an objective of the theme. */
function placesOf(
  theme: Theme,
  asked: ThemeDemand | undefined,
  evidence: readonly Evidence[],
): readonly Place[] {
  const failing = [
    ...new Set(
      evidence.filter((each) => each.theme === theme && each.severity > 0).map(({ table }) => table),
    ),
  ]
  const [first] = asked?.tables ?? []
  if (first?.table === null && failing.length > 0)
    return failing.map((table) => ({ ...first, table, share: first.share / failing.length }))
  const named = asked?.tables ?? []
  const unasked = failing.filter((table) => !named.some((place) => place.table === table))
  return [
    ...named,
    ...unasked.map((table) => ({ table, share: 0, classConf: 0, entityConf: 0, mentions: 0 })),
  ]
}

function gapAt(
  theme: Theme,
  place: Place,
  { asked, facts }: { readonly asked: ThemeDemand | undefined; readonly facts: GapFacts },
): Gap {
  const { demand, revenue, window, weights } = facts
  const evidence = facts.evidence
    .filter((each) => each.theme === theme && each.table === place.table)
    .toSorted((a, b) => b.severity - a.severity)
  const atRiskUsd =
    revenue.atRisk.find((each) => each.theme === theme && each.table === place.table)?.usd ?? 0
  const worst = evidence[0]
  const windowDays = window.to - window.from + 1
  const parts = {
    revenueImpact: revenueImpactOf(atRiskUsd, revenue.monthlyUsd, windowDays),
    demand: place.share,
    healthSeverity: worst?.severity ?? 0,
    daysSincePeak: daysSincePeak(
      worst === undefined ? askedByDay(asked, window.to) : worst.series,
      windowDays,
    ),
  }
  const confidenceParts = {
    classConf: place.classConf,
    entityConf: place.entityConf,
    coverage: demand.coverage,
    agreement: asked?.agreement ?? 0,
  }
  return {
    theme,
    table: place.table,
    score: scoreOf(parts, weights),
    parts,
    confidence: confidenceOf(confidenceParts),
    confidenceParts,
    atRiskUsd,
    evidence,
    mentions: place.mentions,
  }
}

const DEMAND_DAYS = 92

/** Without a measured figure the peak is that of what people wrote: weight per day over three months. */
function askedByDay(asked: ThemeDemand | undefined, to: number): readonly number[] {
  const days = Array.from({ length: DEMAND_DAYS }, () => 0)
  for (const { ts, part } of asked?.items ?? []) {
    const index = dayNumber(ts.slice(0, 10)) - (to - DEMAND_DAYS + 1)
    if (index >= 0 && index < DEMAND_DAYS) days[index] = (days[index] ?? 0) + part
  }
  return days
}
