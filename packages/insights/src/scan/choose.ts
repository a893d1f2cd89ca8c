import type { Notable, Tested } from './notable.ts'

/** What a finding keeps of its weight beside one already chosen. */
const SAME_TOPIC = 0.4
const SAME_COLUMNS = 0.55
const SAME_COLUMNS_OTHER_MATTER = 0.8
const SAME_KIND = 0.94

/** The strongest findings first, each weighed down by how much of it the ones before it have told. */
export function diverse(found: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = []
  const left = new Map(found.map((one) => [one, one.effect]))
  while (chosen.length < most && left.size > 0) {
    const [best] = [...left].reduce((top, one) => (one[1] > top[1] ? one : top))
    chosen.push({ ...best, weight: left.get(best)! })
    left.delete(best)
    for (const [one, weight] of left) left.set(one, weight * keeps(one, best))
  }
  return chosen
}

export interface Candidate extends Tested {
  readonly adjusted: number
  /** Its effect, less what findings before it have told. */
  readonly weight?: number
}

function keeps(one: Candidate, chosen: Candidate): number {
  const topic = one.topic === chosen.topic ? SAME_TOPIC : 1
  const within = one.columns.every((column) => chosen.columns.includes(column))
  const columns = !within ? 1 : one.topic === chosen.topic ? SAME_COLUMNS : SAME_COLUMNS_OTHER_MATTER
  const kind = one.measure === chosen.measure ? SAME_KIND : 1
  return topic * columns * kind
}

export const written = ({ write, adjusted, effect, columns, measure }: Candidate): Notable => ({
  ...write(),
  columns: [...new Set(columns)],
  measure,
  effect,
  confidence: Math.round((1 - adjusted) * 1e4) / 1e4,
})
