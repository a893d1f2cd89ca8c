import type { Dimension } from '../model.ts'
import type { TableProfile } from '../profile.ts'
import { plainWords, type Vocabulary } from './words.ts'

const GENERIC: ReadonlySet<string> = new Set('date time timestamp datetime day d month ds'.split(' '))
const EVENTS: ReadonlySet<string> = new Set(
  'order ordered purchase purchased transaction sale sold event occurred placed payment visit visited posted booked booking invoice'.split(
    ' ',
  ),
)
const CREATED: ReadonlySet<string> = new Set(
  'created create creation added registered registration signup joined join opened hired inserted submitted reported received'.split(
    ' ',
  ),
)
const STARTED: ReadonlySet<string> = new Set(
  'start started begin from effective open first issue issued sent'.split(' '),
)
/** What settles a row that began before. */
const SETTLED: ReadonlySet<string> = new Set('paid settled resolved delivered completed finished'.split(' '))
const UNFIT: ReadonlySet<string> = new Set(
  'updated update modified loaded ingested synced deleted end ended expiry expiration expires birth birthday dob death due close closed last cancelled canceled verified read to'.split(
    ' ',
  ),
)

/** The time an event of this table is counted by; null where only unfit ones (birth dates, update marks) exist. */
export function defaultTimeDimension(
  times: readonly Dimension[],
  columns: ReadonlyMap<string, string>,
  table: TableProfile,
  vocabulary: Vocabulary,
): string | null {
  const tableWords = plainWords(table.relation.name, vocabulary)
  const known = times.map((time, index) => {
    const column = columns.get(time.name) ?? time.name
    const words = plainWords(column, vocabulary)
    return { name: time.name, index, score: meaning(words, tableWords), empty: emptiness(column, table) }
  })
  const alwaysKnown = known.some((one) => one.empty <= HARDLY_EMPTY && one.score >= FIT)
  const rule = alwaysKnown ? BESIDE_KNOWN : ALONE
  const scored = known.map((one) => ({
    ...one,
    score: one.score - (one.empty > rule.emptiness ? rule.penalty : 0),
  }))
  const best = scored.toSorted((a, b) => b.score - a.score || a.index - b.index)[0]
  return best && best.score > 0 ? best.name : null
}

/** A date that can stand for its row at all. */
const FIT = 3
const HARDLY_EMPTY = 0.02
/** Rows without the date would be in no period: any date every row has counts for more. */
const BESIDE_KNOWN = { emptiness: HARDLY_EMPTY, penalty: 3.2 }
const ALONE = { emptiness: 0.2, penalty: 2.3 }

function emptiness(column: string, table: TableProfile): number {
  const profile = table.columns.find(({ name }) => name === column)
  return profile && table.rowCount > 0 ? profile.nulls / table.rowCount : 0
}

function meaning(words: readonly string[], tableWords: readonly string[]): number {
  const said = words.filter((word) => word !== 'at' && word !== 'on')
  if (said.some((word) => UNFIT.has(word))) return said.includes('birth') || said.includes('death') ? 0 : 0.5
  if (said.every((word) => GENERIC.has(word) || tableWords.includes(word))) return 6
  if (said.some((word) => EVENTS.has(word))) return 5
  if (said.some((word) => CREATED.has(word))) return 4
  if (said.some((word) => STARTED.has(word))) return 3.5
  return said.some((word) => SETTLED.has(word)) ? 2.9 : FIT
}
