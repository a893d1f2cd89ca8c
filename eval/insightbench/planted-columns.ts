import type { MeasureKind, ScanTable } from '@numize/insights'
import type { Told } from './planted.ts'
import { type Figure, stringsIn } from './planted-figures.ts'
import { columnsNamed, isState, MOST_MEMBERS, membersIn, plain } from './table-words.ts'

const DURATION = /\b(?:ttr|duration|durations|time to \w+|\w+ time|periods?|tenure|delay)\b/i
const DATED = /\b(?:over time|trend|time windows?|month\w*|opened at|timeline|time period|purchase dates?)\b/i
const TIME_AXIS = /^(?:time|month-year|date|time window|time period|opened at|anomaly.*)$/i
const WORDS = /\b(?:keywords?|word_cloud|words?)\b/i
const BRACKETS = /\bbrackets?\b/i

interface Said {
  readonly told: Told
  readonly said: string
  readonly figures: readonly Figure[]
  readonly measures: readonly MeasureKind[]
}

/** For each axis the columns it may mean; where the first names none, the columns of the members spoken of. */
export function columnsOf({ told, said, figures, measures }: Said, table: ScanTable): (readonly string[])[] {
  const across = columnsAcross(told, table)
  const counts = !measures.includes('mean') && told.plotType !== 'scatter'
  const found = [across, counts ? [] : columnsUp(told, table)].filter((refs) => refs.length > 0)
  return across.length > 0 ? found : [...found, ...columnsOfMembers(said, figures, table)]
}

function columnsUp({ y, title, insight }: Told, table: ScanTable): readonly string[] {
  const named = columnsNamed(y.name, [], table)
  const about = y.name === '' ? `${title} ${insight}` : y.name
  return named.length === 0 && DURATION.test(about) ? timeColumns(table) : named
}

function columnsAcross({ x, title, plotType }: Told, table: ScanTable): readonly string[] {
  if (WORDS.test(`${x.name} ${plotType}`)) return proseColumns(table)
  const values = stringsIn(x.value)
  const named = columnsNamed(x.name, values, table)
  if (named.length > 0) return named
  if (BRACKETS.test(x.name)) return numberColumns(table)
  const described = x.name === '' ? [] : columnsNamed(x.description, values, table)
  if (described.length > 0) return described
  return TIME_AXIS.test(x.name) || DATED.test(title) ? timeColumns(table) : []
}

const numberColumns = ({ columns }: ScanTable): string[] =>
  columns.filter(({ type }) => type === 'integer' || type === 'double').map(({ ref }) => ref)

const timeColumns = ({ columns }: ScanTable): string[] =>
  columns.filter(({ type }) => type === 'date' || type === 'timestamp').map(({ ref }) => ref)

/** Text of several words in most rows. */
const proseColumns = ({ columns }: ScanTable): string[] =>
  columns
    .filter(
      ({ type, cells }) =>
        type === 'string' &&
        cells.filter((cell) => String(cell ?? '').split(' ').length > 2).length > cells.length / 2,
    )
    .map(({ ref }) => ref)

/** Columns that have one of the members told, or whose texts do. */
function columnsOfMembers(said: string, figures: readonly Figure[], table: ScanTable): (readonly string[])[] {
  const entries = new Map<string, string[]>()
  for (const { ref, type, cells } of table.columns) {
    if (type !== 'string' || isState(ref)) continue
    for (const member of membersIn(said, {
      ...table,
      columns: table.columns.filter((one) => one.ref === ref),
    }))
      if (new Set(cells).size <= MOST_MEMBERS) entries.set(member, [...(entries.get(member) ?? []), ref])
  }
  if (entries.size > 0) return [...entries.values()]
  const inTexts = proseColumns(table).filter((ref) =>
    table.columns
      .find((one) => one.ref === ref)
      ?.cells.some((cell) => figures.some(({ member }) => plain(String(cell)).includes(plain(member)))),
  )
  return inTexts.length > 0 ? [inTexts] : []
}
