const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/
/** Words that ClickHouse 26 reads otherwise than as a name somewhere a name may stand, and the ones that read badly. */
const reserved = new Set(
  `all and anti any apply array as asc ascending asof between both by case cast collate columns create cross cube
  current_date current_timestamp date day days default desc descending describe distinct div else end except exists
  explain extract false fetch final first following for format from full global group grouping having hour hours if
  ilike in inf inner insert intersect interval into is join key last leading left like limit materialized microsecond
  millisecond minute minutes mod month months nan nanosecond natural not null nulls offset on only or order outer
  outfile over overlay parallel paste partition preceding prewhere qualify quarter quarters range recursive replace
  respect right rollup row rows sample second seconds select semi sets settings show some start substring table then
  ties time timestamp to totals trailing trim true truncate unbounded union update user using values view week weeks
  when where window with within year years`.split(/\s+/),
)

/** A name in quotes is read like a text: its backslashes are doubled. */
export function quoteIdentifier(name: string): string {
  if (plainName.test(name) && !reserved.has(name.toLowerCase())) return name
  return `"${withoutNul(name).replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
}

/** Backslashes begin escapes in every text, so they are doubled. */
export const quoteString = (value: string): string =>
  `'${withoutNul(value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

const withoutNul = (text: string): string => text.replaceAll('\0', '')
