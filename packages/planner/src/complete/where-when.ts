import type { CatalogIndex } from '../index/catalog-index.ts'
import { rowColumns } from '../index/row-columns.ts'
import type { Column } from '../index/thing.ts'
import { concepts } from '../lexicon/concepts.ts'
import { columnLabel, listed } from '../readings/labels.ts'
import type { Frame, Group, Words } from '../structure/frame.ts'
import { lemma } from '../text/inflect.ts'
import { spelledOut, wordsOf } from '../text/words-of.ts'
import { type Meaning, oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { subjectOf } from './subject.ts'

/** "Where is …", "when was …" of rows that tell it in several columns (city and address, year and month): which is asked. */
export const whereAndWhen: Completion = (frame, index) => {
  const { groups, wants, items } = frame
  const head = subjectOf(frame)
  const asks = frame.asks ?? askedBeside(frame)
  if (asks === null || wants.length > 0 || head === null || frame.choice) return [frame]
  const found = asks === 'when' ? timesOf(index, head) : placesOf(index, head)
  if (found.length < 2) return [frame]
  const word = items.find(({ text }) => text.toLowerCase().startsWith(asks)) ?? items[0]
  if (!word) return [frame]
  const opens = word === items[0]
  if (groups.some((group) => !opens || !isSubject(group, found))) return [frame]
  const clauses = frame.asks === null ? frame.clauses.slice(0, 1) : frame.clauses
  const said: Words = { text: word.text, span: word.span }
  const owner = opens ? [] : rowColumns(index, head)
  const shown = (columns: readonly Column[]): Meaning => ({
    label: listed(columns.map((column) => columnLabel(index, column))),
    frame: {
      ...frame,
      asks: null,
      clauses,
      groups: [...owner, ...columns].map((column) => asGroup(said, column)),
    },
  })
  return oneOf(frame, said, [...found.map((column) => shown([column])), shown(found)])
}

/** "When was the census held?", where the census is a column: what is asked of, not what is to be shown. */
const isSubject = ({ target, shown }: Group, found: readonly Column[]): boolean =>
  shown &&
  target.kind === 'column' &&
  found.every(({ model, name }) => model === target.column.model && name !== target.column.name)

/** "… and where they take place", with nothing else said behind it. */
function askedBeside({ items, conditions, entities }: Frame): Frame['asks'] {
  const at = items.findIndex(
    (item, where) =>
      item.kind === 'operator' &&
      /^(where|when)$/i.test(item.text) &&
      items[where - 1]?.kind === 'operator' &&
      /\band\b/i.test(items[where - 1]?.text ?? ''),
  )
  const item = items[at]
  const rest = [...conditions, ...entities].filter(({ span }) => item && span[0] > item.span[0])
  if (!item || rest.length > 0) return null
  return /^where$/i.test(item.text) ? 'where' : 'when'
}

const asGroup = ({ text, span }: Words, column: Column): Group => ({
  text,
  span,
  target: { kind: 'column', column },
  shown: true,
})

const MOST = 3

const places: ReadonlySet<string> = new Set(
  concepts.find(({ words }) => words.includes('location'))?.members ?? [],
)
const itself: ReadonlySet<string> = new Set(['location', 'place', 'venue', 'hometown', 'position'])

/** Columns of places of the rows, else of the nearest rows they lead to; none where one column is called just so. */
function placesOf(index: CatalogIndex, head: string): readonly Column[] {
  const near = [...index.schema.models.keys()]
    .map((model) => ({ model, hops: index.graph.distance(head, model) }))
    .filter(({ hops }) => hops !== null && hops <= 2)
    .toSorted((a, b) => (a.hops ?? 0) - (b.hops ?? 0))
  for (const { model } of near) {
    const named = columnsOf(index, model).map((one) => ({ ...one, last: one.words.at(-1) ?? '' }))
    if (named.some(({ words }) => words.some((word) => itself.has(word)))) return []
    const found = named.filter(({ words, last }) => places.has(last) || places.has(words[0] ?? ''))
    if (found.length > 0) return found.slice(0, MOST).map(({ column }) => column)
  }
  return []
}

const units: ReadonlySet<string> = new Set(['date', 'time', 'year', 'month', 'day'])

/** Columns that tell parts of one moment: `start_year` and `start_month`. */
function timesOf(index: CatalogIndex, head: string): readonly Column[] {
  const timed = columnsOf(index, head).filter(({ words }) => units.has(words.at(-1) ?? ''))
  const whose = (words: readonly string[]): string => words.slice(0, -1).join(' ')
  const [first] = timed
  const alike = timed.filter(({ words }) => first && whose(words) === whose(first.words))
  return alike.length === timed.length ? alike.slice(0, MOST).map(({ column }) => column) : []
}

const columnsOf = ({ schema }: CatalogIndex, model: string) =>
  (schema.models.get(model)?.dimensions ?? [])
    .filter(({ extras }) => extras.hidden !== true)
    .map(({ name }) => ({
      column: { kind: 'dimension', model, name } as const satisfies Column,
      words: spelledOut(wordsOf(name)).map(lemma),
    }))
