/** BigQuery's reserved words, and the ones that read badly as names. */
const reserved = new Set(
  `all and any array as asc assert_rows_modified at between by case cast collate contains create cross cube current
  date datetime default define desc distinct else end enum escape except exclude exists extract false fetch following
  for from full group grouping groups hash having if ignore in inner intersect interval into is join lateral left like
  limit lookup merge natural new no not null nulls of on or order outer over partition preceding proto qualify range
  recursive respect right rollup rows select set some struct tablesample then time timestamp to treat true unbounded
  union unnest using when where window with within`.split(/\s+/),
)

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/

const escapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\\': '\\\\',
  "'": "\\'",
  '`': '\\`',
}
const escaped = (text: string, quote: "'" | '`'): string =>
  text
    .replaceAll('\0', '')
    .replace(/[\n\r\\'`]/g, (found) =>
      (found === "'" || found === '`') && found !== quote ? found : (escapes[found] ?? ''),
    )

/** Backslash and quote are escaped by a backslash, and a line break never stands bare in a text. */
export const quoteString = (value: string): string => `'${escaped(value, "'")}'`

export const quoteIdentifier = (name: string): string =>
  plainName.test(name) && !reserved.has(name.toLowerCase()) ? name : inBackticks(name)

/** `project.dataset.table`: more than one part stands in one pair of backticks, as BigQuery's own console writes it. */
export const quotePath = (parts: readonly string[]): string =>
  parts.length === 1 ? quoteIdentifier(parts[0] ?? '') : inBackticks(parts.join('.'))

const inBackticks = (text: string): string => `\`${escaped(text, '`')}\``
