import { poisson } from '@numize/statistics'
import type { Facets, Prose } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { countOf, groupsPlan } from './plans.ts'
import { sayShare, sentence } from './say.ts'

const COUNT = { kind: 'count' } as const
const LEAST_WORDS = 8
const MOST_POINTS = 12
const LEAST_ROWS = 10
/** Times the rows of the word behind it that a plain word must have; of identifiers of one kind, their even part. */
const STANDS_OUT = 1.3
const IDENTIFIER = /^(?=.*\d)(?=.*\p{L})[\p{L}\d][\p{L}\d_-]{2,}$/u

const STOP_WORDS = new Set(
  'about after all and any are been but can cannot could did does for from get had has have her here him his how into its just more most not now off one only our out over per she should some such than that the their them then there these they this those through under until upon very was were what when where which while who will with within without would you your due via'.split(
    ' ',
  ),
)

/** Words and identifiers that recur in a text; members of the table's columns are told elsewhere. */
export function words(facets: Facets, part: Part): Tested[] {
  const known = new Set(
    facets.categories.flatMap(({ members }) => members.map((member) => member.toLowerCase())),
  )
  return facets.proses.flatMap((prose) => {
    const rows = rowsOfWords(prose, part).filter(({ label }) => !known.has(label.toLowerCase()))
    return [...identifiers(prose, rows, facets, part), ...plainWord(prose, rows, facets, part)]
  })
}

/** In how many rows each word stands, by its lower case, with the way it is mostly written. */
function rowsOfWords({ texts }: Prose, { rows }: Part): Point[] {
  const counted = new Map<string, { shown: string; rows: number }>()
  for (const row of rows)
    for (const word of new Set(texts[row]?.match(/[\p{L}\d][\p{L}\d_-]*/gu) ?? [])) {
      const key = word.toLowerCase()
      const known = counted.get(key)
      if (known) known.rows++
      else counted.set(key, { shown: word, rows: 1 })
    }
  return [...counted.values()]
    .map(({ shown, rows: value }) => ({ label: shown, value, rows: value }))
    .toSorted((a, b) => b.value - a.value)
}

/** Rows whose text holds the word anywhere, as the plan's filter reads it. */
function rowsHolding(word: string, { texts }: Prose, { rows }: Part): number {
  const sought = word.toLowerCase()
  return rows.reduce((sum, row) => sum + (texts[row]?.toLowerCase().includes(sought) ? 1 : 0), 0)
}

function identifiers(prose: Prose, all: readonly Point[], facets: Facets, part: Part): Tested[] {
  const kinds = new Map<string, Point[]>()
  for (const point of all) {
    if (!IDENTIFIER.test(point.label)) continue
    const kind = point.label.toLowerCase().replace(/\d+/g, '#')
    kinds.set(kind, [...(kinds.get(kind) ?? []), point])
  }
  return [...kinds.values()].flatMap((points) => {
    const [top] = points
    if (!top || top.value < LEAST_ROWS) return []
    const even = points.reduce((sum, { value }) => sum + value, 0) / Math.max(2, points.length)
    const pValue = Math.min(1, points.length * poisson(even).survival(top.value - 1))
    const share = top.value / part.rows.length
    return [
      found(prose, points, facets, {
        part,
        pValue,
        effect: top.value > 2 * even ? share : 0,
      }),
    ]
  })
}

function plainWord(prose: Prose, all: readonly Point[], facets: Facets, part: Part): Tested[] {
  const points = all.filter(
    ({ label }) => label.length > 2 && !/\d/.test(label) && !STOP_WORDS.has(label.toLowerCase()),
  )
  const [top, ...others] = points
  if (!top || others.length < LEAST_WORDS || top.value < LEAST_ROWS) return []
  const behind = others.slice(0, LEAST_WORDS).reduce((sum, { value }) => sum + value, 0) / LEAST_WORDS
  const share = top.value / part.rows.length
  const pValue = Math.min(1, points.length * poisson(behind).survival(top.value - 1))
  const effect = top.value > STANDS_OUT * behind ? 0.5 * share : 0
  return [found(prose, points, facets, { part, pValue, effect })]
}

interface Strength {
  readonly pValue: number
  readonly effect: number
}

function found(
  prose: Prose,
  points: readonly Point[],
  { table }: Facets,
  { part, pValue, effect }: Strength & { readonly part: Part },
): Tested {
  const top = points[0]!
  const where = [
    { kind: 'text', field: { dimension: prose.ref }, match: 'contains', value: top.label } as const,
  ]
  return {
    pValue,
    effect,
    topic: `words of ${prose.ref}${/\d/.test(top.label) ? ', identifiers' : ''}`,
    columns: [prose.ref, ...part.members.map(({ ref }) => ref)],
    measure: 'count',
    standsOut: null,
    write: () => {
      const shown = points.slice(0, MOST_POINTS).map((point): Point => {
        const value = rowsHolding(point.label, prose, part)
        return { ...point, value, rows: value }
      })
      const value = shown[0]!.value
      return {
        kind: 'word',
        members: [{ ref: prose.ref, member: top.label }, ...part.members],
        value,
        unit: COUNT,
        direction: 'higher',
        text: sentence(
          `"${top.label}" stands in the ${prose.label.toLowerCase()} of ${value} ${table.noun}${part.said}, ${sayShare(value / part.rows.length)}`,
        ),
        points: shown,
        plan: groupsPlan([countOf(table)], [], part, where),
      }
    },
  }
}
