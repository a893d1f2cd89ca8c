import type { Notable, Tested } from './notable.ts'

/** What a finding keeps of its weight beside one already chosen. */
const SAME_TOPIC = 0.3
const SAME_COLUMNS = 0.55
const SAME_KIND = 0.88

/** The strongest findings first, each weighed down by how much of it the ones before it have told. */
export function diverse(found: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = []
  const left = new Map(found.map((one) => [one, one.effect]))
  while (chosen.length < most && left.size > 0) {
    const [best] = [...left].reduce((top, one) => (one[1] > top[1] ? one : top))
    chosen.push(best)
    left.delete(best)
    for (const [one, weight] of left) left.set(one, weight * keeps(one, best))
  }
  return chosen
}

export interface Candidate extends Tested {
  readonly adjusted: number
}

function keeps(one: Candidate, chosen: Candidate): number {
  const topic = one.topic === chosen.topic ? SAME_TOPIC : 1
  const columns = one.columns.every((column) => chosen.columns.includes(column)) ? SAME_COLUMNS : 1
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
