import type { CatalogIndex } from '../index/catalog-index.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import { fieldsOf, labelOfRef } from './fields.ts'
import { dropParts, type State } from './state.ts'

const LEAD = String.raw`^\s*(?:now\s+|please\s+|and\s+|but\s+)*`
const REMOVE = '(?:remove|drop|clear|delete|forget|ignore|lose|take away|lift|reset)'
const forms: readonly RegExp[] = [
  new RegExp(
    `${LEAD}${REMOVE}\\s+(?:the\\s+)?(?:filters?|conditions?)\\s+(?:on|for|of|by)\\s+(?:the\\s+)?(.+?)\\s*[.!?]*$`,
    'i',
  ),
  new RegExp(`${LEAD}${REMOVE}\\s+(?:the\\s+)?(.+?)(?:\\s+(?:filters?|conditions?))?\\s*[.!?]*$`, 'i'),
  new RegExp(
    `${LEAD}(?:for\\s+|across\\s+|with\\s+|in\\s+)?(?:any|all|every)\\s+(?:the\\s+)?(.+?)\\s*[.!?]*$`,
    'i',
  ),
]

/** The state without the filters on what is named ("remove the country filter", "any country"); null where none is meant. */
export function removeFilter(question: string, state: State, index: CatalogIndex): State | null {
  for (const form of forms) {
    const named = form.exec(question)?.[1]
    const less = named === undefined ? null : without(state, keyOf(wordsOf(named)), index)
    if (less) return less
  }
  return null
}

function without(state: State, key: string, index: CatalogIndex): State | null {
  const gone = state.plan.where.filter((filter) =>
    fieldsOf(filter).every((field) => namesOf(field, index).includes(key)),
  )
  const said = state.kept.filter((part) => part.kind === 'filter' && keyOf(wordsOf(part.text)) === key)
  const labels = [
    ...gone.flatMap(fieldsOf),
    ...fieldsSaid(
      said.map(({ reading }) => reading),
      state,
      index,
    ),
  ].map((field) => labelOfRef(index, field))
  if (labels.length === 0) return null
  const where = state.plan.where.filter(
    (filter) => !fieldsOf(filter).some((field) => labels.includes(labelOfRef(index, field))),
  )
  return dropParts(
    { ...state, plan: { ...state.plan, where } },
    (part) => part.kind === 'filter' && labels.some((label) => part.reading.startsWith(`${label} is`)),
  )
}

/** Fields of the filters whose readings these are. */
const fieldsSaid = (readings: readonly string[], { plan }: State, index: CatalogIndex): readonly string[] =>
  plan.where
    .flatMap(fieldsOf)
    .filter((field) => readings.some((reading) => reading.startsWith(`${labelOfRef(index, field)} is`)))

/** What a field is called: its own name, its label, and the name with the entity it belongs to. */
function namesOf(field: string, index: CatalogIndex): readonly string[] {
  const parts = field.split('__')
  const own = parts.at(-1) ?? field
  return [
    keyOf(spelledOut(wordsOf(own))),
    keyOf(wordsOf(own)),
    keyOf(wordsOf(labelOfRef(index, field))),
    keyOf(wordsOf(parts.slice(-2).join(' '))),
  ]
}
