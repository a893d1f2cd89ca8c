import type { CatalogIndex } from '../index/catalog-index.ts'
import { nounsOf } from '../index/nouns.ts'
import type { Schema } from '../index/schema.ts'
import type { Evidence, Thing } from '../index/thing.ts'
import { concepts } from '../lexicon/concepts.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'

/** How well a column fits a general noun: by the last words of its name, or by some of them. */
const BY_LAST = 0.6
const BY_PART = 0.5

/** Columns, and names of rows, that a general noun ("location", "qualifications") may stand for. */
export function conceptEvidence(lemma: string, { schema }: CatalogIndex): readonly Evidence[] {
  const members = concepts.filter(({ words }) => words.includes(lemma)).flatMap((one) => one.members)
  if (members.length === 0) return []
  const fit = (key: string): number => {
    if (members.some((one) => key.endsWith(` ${one} `))) return BY_LAST
    return members.some((one) => key.includes(` ${one} `)) ? BY_PART : 0
  }
  return columnsCalled(schema).flatMap(({ thing, keys }): Evidence[] => {
    const quality = Math.max(...keys.map(fit))
    return quality > 0 ? [{ thing, quality, source: 'concept' }] : []
  })
}

interface Called {
  readonly thing: Extract<Thing, { kind: 'dimension' }>
  /** Lemmas between blanks: its own name; of what names a row, also what the rows are called. */
  readonly keys: readonly string[]
}

const known = new WeakMap<Schema, readonly Called[]>()

/** Every column a reader may see, with what it is called; worked out once for a catalog. */
function columnsCalled(schema: Schema): readonly Called[] {
  const before = known.get(schema)
  if (before) return before
  const key = (words: readonly string[]): string => ` ${keyOf(words)} `
  const all = [...schema.models.values()].flatMap((model) => {
    const [display] = schema.display(model.name)
    return model.dimensions
      .filter(({ extras }) => extras.hidden !== true)
      .map(({ name }): Called => {
        const rows = display?.kind === 'dimension' && display.name === name ? nounsOf(model).map(key) : []
        return {
          thing: { kind: 'dimension', model: model.name, name },
          keys: [key(spelledOut(wordsOf(name))), ...rows],
        }
      })
  })
  known.set(schema, all)
  return all
}
