import { hashText } from '@numize/base'
import type { Source } from '../config/dnr-config.ts'

/** Something to be labelled. */
export interface Candidate {
  readonly source: Source
  readonly id: string
  readonly day: string
  readonly category: string
}

export interface SampleOptions {
  /** What one call costs at the p90 of tokens, in dollars, by source; 0 is free. */
  readonly costUsd: Readonly<Record<Source, number>>
  readonly capUsd: number
  /** Of the cap that stays unused, 0 to 1. */
  readonly safetyMargin: number
  /** Least share of each source, in percent; a source that misses it is labelled all the same. */
  readonly coverageFloorPct: number
  readonly seed: number
}

export interface Sample {
  /** The items to label, each with the number of items it stands for. */
  readonly weights: ReadonlyMap<string, number>
  /** What labelling the sample costs at the p90 of tokens, in dollars. */
  readonly estimateUsd: number
  readonly buckets: readonly Bucket[]
  /** Sources whose sample is below the floor. */
  readonly belowFloor: readonly Source[]
}

export interface Bucket {
  readonly source: Source
  readonly day: string
  readonly category: string
  readonly kept: number
  readonly sampled: number
}

export const sampleKey = ({ source, id }: Pick<Candidate, 'source' | 'id'>): string => `${source} ${id}`

/**
 * Chooses what fits the cap: a quota for each source in proportion to its items, then in each bucket (a day and a
 * category) one item first and the rest in proportion, at random by the seed. Each chosen item stands for the kept
 * ones of its bucket; a bucket without any is stood for by the others of its category.
 */
export function sampleToFit(candidates: readonly Candidate[], options: SampleOptions): Sample {
  const bySource = groupBy(candidates, ({ source }) => source)
  const quotas = quotasOf(bySource, options)
  const chosen = [...bySource].flatMap(([source, items]) =>
    choose(items, quotas.get(source) ?? 0, options.seed),
  )
  const sampled = groupBy(chosen, bucketKey)
  const kept = groupBy(candidates, bucketKey)
  const buckets = [...kept].map(([key, items]) => bucketOf(items, sampled.get(key)?.length ?? 0))
  return {
    weights: weightsOf(chosen, buckets),
    estimateUsd: chosen.reduce((sum, { source }) => sum + options.costUsd[source], 0),
    buckets,
    belowFloor: [...bySource]
      .filter(
        ([source, items]) => (quotas.get(source) ?? 0) < (items.length * options.coverageFloorPct) / 100,
      )
      .map(([source]) => source),
  }
}

function quotasOf(
  bySource: ReadonlyMap<Source, readonly Candidate[]>,
  { costUsd, capUsd, safetyMargin }: SampleOptions,
): ReadonlyMap<Source, number> {
  const needed = [...bySource].reduce((sum, [source, items]) => sum + items.length * costUsd[source], 0)
  const share = needed === 0 ? 1 : Math.min(1, (capUsd * (1 - safetyMargin)) / needed)
  return new Map([...bySource].map(([source, items]) => [source, Math.floor(items.length * share + 1e-9)]))
}

function choose(items: readonly Candidate[], quota: number, seed: number): readonly Candidate[] {
  if (quota >= items.length) return items
  const drawn = items.map((item) => ({ item, draw: hashText(`${seed} ${sampleKey(item)}`) }))
  const ranked = [...groupBy(drawn, ({ item }) => bucketKey(item)).values()].flatMap((bucket) =>
    bucket
      .toSorted((a, b) => (a.draw < b.draw ? -1 : 1))
      .map((one, rank) => ({ ...one, place: rank === 0 ? 0 : rank / bucket.length })),
  )
  return ranked
    .toSorted((a, b) => a.place - b.place || (a.draw < b.draw ? -1 : 1))
    .slice(0, quota)
    .map(({ item }) => item)
}

function weightsOf(chosen: readonly Candidate[], buckets: readonly Bucket[]): ReadonlyMap<string, number> {
  const byKey = new Map(buckets.map((bucket) => [bucketKey(bucket), bucket]))
  const raised = new Map(
    [...groupBy(buckets, strataKey)].map(([key, all]) => {
      const total = all.reduce((sum, { kept }) => sum + kept, 0)
      const seen = all.reduce((sum, { kept, sampled }) => sum + (sampled > 0 ? kept : 0), 0)
      return [key, seen === 0 ? 1 : total / seen]
    }),
  )
  return new Map(
    chosen.map((item) => {
      const bucket = byKey.get(bucketKey(item))
      const standsFor = bucket ? bucket.kept / bucket.sampled : 1
      return [sampleKey(item), standsFor * (raised.get(strataKey(item)) ?? 1)]
    }),
  )
}

type Placed = Pick<Candidate, 'source' | 'day' | 'category'>

const bucketKey = ({ source, day, category }: Placed): string => `${source} ${day} ${category}`
const strataKey = ({ source, category }: Placed): string => `${source} ${category}`

function bucketOf(items: readonly Candidate[], sampled: number): Bucket {
  const [first] = items
  if (!first) throw new Error('an empty bucket')
  return { source: first.source, day: first.day, category: first.category, kept: items.length, sampled }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const known = groups.get(key)
    if (known) known.push(item)
    else groups.set(key, [item])
  }
  return groups
}
