import type { Mask } from '../compiled.ts'
import type { AppliedPolicy, Explanation } from '../result.ts'

/** What a compilation gathers for the reader, each thing once. */
export interface Notes {
  readonly metrics: Map<string, Explanation['metrics'][number]>
  readonly columns: Map<string, Explanation['columns'][number]>
  readonly joins: Set<string>
  readonly filters: Map<string, Explanation['filters'][number]>
  readonly policies: Map<string, AppliedPolicy>
  /** Every relation of the model that is read, also where no column of it is named. */
  readonly relations: Set<string>
  /** Entities that facts are sampled by, by the fact's name. */
  readonly sampled: Map<string, string>
  /** Named queries whose column `_hidden` marks the groups that the answer leaves out as too small. */
  readonly hidden: string[]
}

export const newNotes = (): Notes => ({
  metrics: new Map(),
  columns: new Map(),
  joins: new Set(),
  filters: new Map(),
  policies: new Map(),
  relations: new Set(),
  sampled: new Map(),
  hidden: [],
})

export const noteFilter = (notes: Notes, text: string, from: 'plan' | 'metric' | 'policy'): void => {
  notes.filters.set(`${from} ${text}`, { text, from })
}

/** Of rows that do not exist for whoever asks. */
export function notePolicy(
  notes: Notes,
  { model, text }: { readonly model: string; readonly text: string },
): void {
  notes.policies.set(`row ${model} ${text}`, { kind: 'rowFilter', model, text })
  noteFilter(notes, text, 'policy')
}

/** Of a column that is not shown as it is. */
export function noteMask(notes: Notes, { model, dimension, mask }: Mask): void {
  const text = `${dimension} is masked (${mask})`
  notes.policies.set(`mask ${model}.${dimension}`, { kind: 'mask', model, text })
}

export const noteColumn = (notes: Notes, relation: string, column: string): void => {
  notes.columns.set(`${relation} ${column}`, { relation, column })
}

export const explanationOf = (notes: Notes, share?: number): Explanation => ({
  metrics: [...notes.metrics.values()],
  columns: [...notes.columns.values()],
  joins: [...notes.joins],
  filters: [...notes.filters.values()],
  policies: [...notes.policies.values()],
  ...(share !== undefined && notes.sampled.size > 0
    ? { sample: { share, by: [...notes.sampled].map(([model, entity]) => ({ model, entity })) } }
    : {}),
})
