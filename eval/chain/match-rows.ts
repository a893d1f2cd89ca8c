/** A cell of gold or of an answer. */
export type Value = string | number | boolean | null

export interface Gold {
  readonly rows: readonly (readonly Value[])[]
  readonly ordered: boolean
}

/**
 * Whether an answer holds the gold: every gold column is matched by a different column of the answer with the same
 * values, row by row consistently (as a multiset of rows); extra columns are allowed, order counts only where asked.
 */
export function matchesGold(gold: Gold, answer: readonly (readonly Value[])[]): boolean {
  if (gold.rows.length !== answer.length) return false
  const width = gold.rows[0]?.length ?? 0
  if (answer.length === 0 || width === 0) return gold.rows.length === 0
  const columns = answer[0]?.length ?? 0
  const goldKeys = Array.from({ length: width }, (_, at) =>
    columnKey(gold.rows.map((row) => row[at] ?? null)),
  )
  const keys = Array.from({ length: columns }, (_, at) => columnKey(answer.map((row) => row[at] ?? null)))
  const options = goldKeys.map((key) => keys.flatMap((other, at) => (other === key ? [at] : [])))
  return assign(options, [], (chosen) => sameRows(gold, answer, chosen))
}

function assign(
  options: readonly (readonly number[])[],
  chosen: readonly number[],
  accept: (chosen: readonly number[]) => boolean,
): boolean {
  if (chosen.length === options.length) return accept(chosen)
  return (options[chosen.length] ?? []).some(
    (at) => !chosen.includes(at) && assign(options, [...chosen, at], accept),
  )
}

function sameRows(
  { rows, ordered }: Gold,
  answer: readonly (readonly Value[])[],
  chosen: readonly number[],
): boolean {
  const gold = rows.map((row) => row.map(canonical).join('\u0001'))
  const mine = answer.map((row) => chosen.map((at) => canonical(row[at] ?? null)).join('\u0001'))
  if (!ordered) return gold.toSorted().join('\u0002') === mine.toSorted().join('\u0002')
  return gold.join('\u0002') === mine.join('\u0002')
}

const columnKey = (values: readonly Value[]): string => values.map(canonical).toSorted().join('\u0001')

/** Numbers to five significant digits beyond the fifth, booleans and midnight timestamps by value, text as it is. */
export function canonical(value: Value): string {
  if (value === null) return '∅'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  const text = String(value).trim()
  if (/^[tf]$/i.test(text)) return text.toLowerCase() === 't' ? 'true' : 'false'
  const plain = text.replace(/(\d{2}:\d{2}:\d{2}(?:\.\d+)?)\+00(?::00)?$/, '$1').replace('T', ' ')
  if (/^\d{4}-\d\d-\d\d( 00:00:00(\.0+)?)?$/.test(plain)) return plain.slice(0, 10)
  const number = Number(text)
  return text !== '' && Number.isFinite(number) ? String(Number(number.toPrecision(6))) : plain
}
