import type { Model } from '@numize/semantic'
import { lemma } from '../text/inflect.ts'
import { verbStem } from '../text/word-form.ts'
import { spelledOut, wordsOf } from '../text/words-of.ts'
import { nounsOf } from './nouns.ts'

/** Stems of the words keys are called by besides what they point to: `lost_in_battle` is said as "lost" and "loses". */
export function linkWordsOf(model: Model): ReadonlySet<string> {
  const nouns = new Set(
    model.semanticModels.flatMap((one) =>
      [one.name, one.primaryEntity ?? '', one.label ?? ''].flatMap(stems),
    ),
  )
  const said = model.semanticModels.flatMap(({ entities }) =>
    entities
      .filter(({ kind }) => kind === 'foreign')
      .flatMap(({ expr, extras, role }) => [expr, role ?? '', ...(extras.synonyms ?? [])].flatMap(stems)),
  )
  const named = said.filter((word) => word.length > 2 && !nouns.has(word) && !endings.has(word))
  return new Set([...named, ...doingsOf(model)])
}

/** What doers do: `painters` "painted". */
const doingsOf = ({ semanticModels }: Model): readonly string[] =>
  semanticModels
    .flatMap((one) => nounsOf(one).map((noun) => lemma(noun.at(-1) ?? '')))
    .filter((noun) => /^[a-z]{3,}(er|or)$/.test(noun))
    .map(verbStem)

const stems = (name: string): string[] => spelledOut(wordsOf(name)).map(verbStem)

const endings = new Set(
  ['id', 'code', 'number', 'name', 'key', 'cast', 'bigint', 'varchar', 'try'].map(verbStem),
)
