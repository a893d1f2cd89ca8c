import { type Sentence, stemsOf } from './words.ts'

/**
 * Concepts and the ways to say them: phrases parted by semicolons, each a row of words. `a|b` is either word, `_` up
 * to three words of any kind, `__` up to twelve, `$` the end of the sentence. Words stand for all their forms.
 */
export type ConceptTable = Readonly<Record<string, string>>

/** Where a concept was said in a sentence. */
export interface Hit {
  readonly concept: string
  readonly at: number
  readonly words: number
}

export type ConceptFinder = (sentence: Pick<Sentence, 'stems'>) => readonly Hit[]

interface Phrase {
  readonly concept: string
  readonly slots: readonly (ReadonlySet<string> | '_' | '__' | '$')[]
}

const MOST_BETWEEN = { _: 3, __: 12 }

/** Finds every concept of a table in a sentence, in one pass over its words. The table is read when it is first used. */
export function conceptFinder(table: ConceptTable): ConceptFinder {
  let phrases: ReadonlyMap<string, readonly Phrase[]> | null = null
  return ({ stems }) => {
    phrases ??= phrasesByFirstWord(table)
    const hits: Hit[] = []
    for (const [at, word] of stems.entries())
      for (const phrase of phrases.get(word) ?? []) {
        const end = endOf(phrase.slots, 1, stems, at + 1)
        if (end !== null) hits.push({ concept: phrase.concept, at, words: end - at })
      }
    return hits
  }
}

function phrasesByFirstWord(table: ConceptTable): ReadonlyMap<string, readonly Phrase[]> {
  const byFirst = new Map<string, Phrase[]>()
  for (const [concept, phrases] of Object.entries(table))
    for (const phrase of phrases.split(';').map((one) => readPhrase(concept, one))) {
      const [first] = phrase.slots
      for (const word of first instanceof Set ? first : []) {
        const known = byFirst.get(word)
        if (known) known.push(phrase)
        else byFirst.set(word, [phrase])
      }
    }
  return byFirst
}

function readPhrase(concept: string, written: string): Phrase {
  const slots: Phrase['slots'] = written
    .trim()
    .split(/\s+/)
    .flatMap<Phrase['slots'][number]>((slot) =>
      slot === '_' || slot === '__' || slot === '$' ? [slot] : readSlot(slot),
    )
  if (!(slots[0] instanceof Set)) throw new Error(`no word in a phrase of ${concept}: "${written}"`)
  return { concept, slots }
}

/** One word or its alternatives; a word such as `cannot` is read as two. */
const readSlot = (slot: string): readonly ReadonlySet<string>[] =>
  slot.includes('|')
    ? [new Set(slot.split('|').flatMap(stemsOf))]
    : stemsOf(slot).map((word) => new Set([word]))

/** One past the last word of a phrase that is said from `from` on; null where it is not. */
function endOf(slots: Phrase['slots'], slot: number, stems: readonly string[], from: number): number | null {
  const wanted = slots[slot]
  if (wanted === undefined) return from
  if (wanted === '$') return from >= stems.length ? from : null
  if (wanted instanceof Set) {
    const word = stems[from]
    return word !== undefined && wanted.has(word) ? endOf(slots, slot + 1, stems, from + 1) : null
  }
  for (let skipped = 0; skipped <= MOST_BETWEEN[wanted as '_' | '__']; skipped++) {
    const end = endOf(slots, slot + 1, stems, from + skipped)
    if (end !== null) return end
  }
  return null
}
