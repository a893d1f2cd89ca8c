import type { Classified, EntityMention } from '../../classify/classified.ts'
import { type DnrConfig, SOURCES, type Source, THEMES, type Theme } from '../../config/dnr-config.ts'
import { sourceWeights } from './source-weights.ts'

/** What people ask for, by theme and table. Shares are 0 to 1. */
export interface Demand {
  readonly weights: Readonly<Record<Source, number>>
  readonly themes: readonly ThemeDemand[]
  /** Of the sources, by weight: how much of what was kept got a label. */
  readonly coverage: number
  readonly parseErrors: number
}

export interface ThemeDemand {
  readonly theme: Theme
  /** Weighted over the sources; the themes add up to 1 where anything was labelled. */
  readonly share: number
  /** Within each source; null where it has no labelled need. */
  readonly bySource: Readonly<Record<Source, number | null>>
  /** Least share of a source over the greatest; 0 where only one source speaks. */
  readonly agreement: number
  readonly items: readonly DemandItem[]
  readonly tables: readonly TableDemand[]
}

/** Items that name no table are shared out like those that do; `table` is null where none does. */
export interface TableDemand {
  readonly table: string | null
  readonly share: number
  /** Weighted mean confidence of the labels. */
  readonly classConf: number
  /** Weighted mean confidence of the table's mentions; 0 without any. */
  readonly entityConf: number
  readonly mentions: number
}

/** A need that someone wrote down: a positive thread, or a question. */
export interface DemandItem {
  readonly source: Source
  readonly id: string
  readonly ts: string
  readonly theme: Theme
  readonly confidence: number
  /** Part of all labelled needs of its source, 0 to 1. */
  readonly part: number
  readonly met: boolean | null
  readonly example: string
}

/** Parse errors and irrelevant threads are no demand; the weights of items are the post-stratified ones they came with. */
export function demandOf(
  classified: Classified,
  report: DnrConfig['report'],
  tables: readonly string[],
): Demand {
  const { sources, mentions } = classified
  const weights = sourceWeights(
    { slack: sources.slack.kept, email: sources.email.kept, nlq: sources.nlq.kept },
    report,
  )
  const items = itemsOf(classified)
  const speaking = SOURCES.filter((source) => items.some((item) => item.source === source))
  const heard = speaking.reduce((sum, source) => sum + weights[source], 0)
  const effective = (source: Source): number => (heard === 0 ? 0 : weights[source] / heard)
  const mentioned = mentionsByItem(mentions, new Set(tables))
  return {
    weights,
    themes: THEMES.map((theme) => {
      const own = items.filter((item) => item.theme === theme)
      const shareIn = (source: Source) =>
        speaking.includes(source)
          ? own.reduce((sum, item) => sum + (item.source === source ? item.part : 0), 0)
          : null
      const bySource = { slack: shareIn('slack'), email: shareIn('email'), nlq: shareIn('nlq') }
      const share = speaking.reduce((sum, source) => sum + effective(source) * (bySource[source] ?? 0), 0)
      return {
        theme,
        share,
        bySource,
        agreement: agreementOf(Object.values(bySource).filter((part) => part !== null)),
        items: own,
        tables: tablesOf(own, { share, effective, mentioned }),
      }
    }),
    coverage: SOURCES.reduce((sum, source) => sum + weights[source] * sources[source].coverage, 0),
    parseErrors: SOURCES.reduce((sum, source) => sum + sources[source].parseErrors, 0),
  }
}

function itemsOf({ threads, questions }: Classified): readonly DemandItem[] {
  const needs = [
    ...threads.flatMap(({ threadId: id, theme, relevance, ...rest }) =>
      relevance === 'positive' && theme !== null ? [{ ...rest, id, theme }] : [],
    ),
    ...questions.map(({ queryId: id, ...rest }) => ({ ...rest, id, source: 'nlq' as const, met: null })),
  ]
  const totals = new Map<Source, number>()
  for (const { source, weight } of needs) totals.set(source, (totals.get(source) ?? 0) + weight)
  return needs.map(({ source, id, ts, theme, confidence, weight, met, example }) => ({
    source,
    id,
    ts,
    theme,
    confidence,
    part: weight / (totals.get(source) || 1),
    met,
    example,
  }))
}

function agreementOf(shares: readonly number[]): number {
  const most = Math.max(...shares)
  return shares.length < 2 || most === 0 ? 0 : Math.min(...shares) / most
}

const keyOf = (source: Source, id: string): string => `${source} ${id}`

/** Best confidence of each known table that an item mentions. */
function mentionsByItem(
  mentions: readonly EntityMention[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const items = new Map<string, Map<string, number>>()
  for (const { source, itemId, table, confidence } of mentions) {
    if (!known.has(table)) continue
    const key = keyOf(source, itemId)
    const tables = items.get(key) ?? new Map<string, number>()
    items.set(key, tables.set(table, Math.max(tables.get(table) ?? 0, confidence)))
  }
  return items
}

interface Attribution {
  readonly share: number
  readonly effective: (source: Source) => number
  readonly mentioned: ReadonlyMap<string, ReadonlyMap<string, number>>
}

interface Tally {
  weight: number
  confidence: number
  entity: number
  mentions: number
}

/** An item that names several tables counts for each in proportion to how sure its mention is. */
function tablesOf(
  items: readonly DemandItem[],
  { share, effective, mentioned }: Attribution,
): readonly TableDemand[] {
  const tallies = new Map<string, Tally>()
  const everything = { weight: 0, confidence: 0 }
  for (const { source, id, part, confidence } of items) {
    const weight = part * effective(source)
    everything.weight += weight
    everything.confidence += weight * confidence
    const named = mentioned.get(keyOf(source, id)) ?? new Map<string, number>()
    const sureness = [...named.values()].reduce((sum, each) => sum + each, 0)
    for (const [table, sure] of named) {
      if (sureness === 0) continue
      const own = (weight * sure) / sureness
      const tally = tallies.get(table) ?? { weight: 0, confidence: 0, entity: 0, mentions: 0 }
      tallies.set(table, {
        weight: tally.weight + own,
        confidence: tally.confidence + own * confidence,
        entity: tally.entity + own * sure,
        mentions: tally.mentions + 1,
      })
    }
  }
  const attributed = [...tallies.values()].reduce((sum, { weight }) => sum + weight, 0)
  if (attributed === 0)
    return items.length === 0
      ? []
      : [
          {
            table: null,
            share,
            classConf: ratio(everything.confidence, everything.weight),
            entityConf: 0,
            mentions: 0,
          },
        ]
  return [...tallies]
    .map(([table, { weight, confidence, entity, mentions }]) => ({
      table,
      share: (share * weight) / attributed,
      classConf: confidence / weight,
      entityConf: entity / weight,
      mentions,
    }))
    .toSorted((a, b) => b.share - a.share || a.table.localeCompare(b.table))
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
