import type { CatalogIndex } from '../index/catalog-index.ts'
import { nounsOf } from '../index/nouns.ts'
import type { Evidence } from '../index/thing.ts'
import { concepts } from '../lexicon/concepts.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'

/** How well a column fits a general noun: by the last words of its name, or by some of them. */
const BY_LAST = 0.6
const BY_PART = 0.5

/** Columns, and names of rows, that a general noun ("location", "qualifications") may stand for. */
export function conceptEvidence(lemma: string, { schema }: CatalogIndex): readonly Evidence[] {
  const members = concepts.filter(({ words }) => words.includes(lemma)).flatMap((one) => one.members)
  if (members.length === 0) return []
  const fit = (words: readonly string[]): number => {
    const key = ` ${keyOf(words)} `
    if (members.some((one) => key.endsWith(` ${one} `))) return BY_LAST
    return members.some((one) => key.includes(` ${one} `)) ? BY_PART : 0
  }
  const found = new Map<string, Evidence>()
  const add = (model: string, name: string, quality: number): void => {
    const thing = { kind: 'dimension', model, name } as const
    if (quality > (found.get(`${model}.${name}`)?.quality ?? 0))
      found.set(`${model}.${name}`, { thing, quality, source: 'concept' })
  }
  for (const model of schema.models.values()) {
    for (const { name, extras } of model.dimensions)
      if (extras.hidden !== true) add(model.name, name, fit(spelledOut(wordsOf(name))))
    const [display] = schema.display(model.name)
    if (display?.kind === 'dimension') add(model.name, display.name, Math.max(0, ...nounsOf(model).map(fit)))
  }
  return [...found.values()]
}
