import type { Cell, Result, ResultColumn } from '@numize/semantic'

const MOST_COLUMNS = 40

const isGroup = ({ role }: ResultColumn): boolean =>
  role === 'time' || role === 'dimension' || role === 'entity'

/**
 * The same rows with the members of the last group as columns; null where there are not two groups and one figure,
 * or too many members for a reader.
 */
export function pivoted(result: Result): Result | null {
  const groups = result.columns.flatMap((column, at) => (isGroup(column) ? [at] : []))
  const figures = result.columns.flatMap((column, at) => (isGroup(column) ? [] : [at]))
  const [figure] = figures
  const last = groups.at(-1)
  if (groups.length < 2 || figures.length !== 1 || figure === undefined || last === undefined) return null
  const members = [...new Set(result.rows.map((row) => row[last] ?? null))]
  if (members.length > MOST_COLUMNS) return null
  const kept = groups.slice(0, -1)
  const lines = new Map<string, Cell[]>()
  for (const row of result.rows) {
    const key = kept.map((at) => row[at] ?? null)
    const id = JSON.stringify(key)
    const line = lines.get(id) ?? [...key, ...members.map(() => null)]
    line[kept.length + members.indexOf(row[last] ?? null)] = row[figure] ?? null
    lines.set(id, line)
  }
  const [shown] = result.columns.slice(figure, figure + 1)
  return {
    ...result,
    rows: [...lines.values()],
    rowCount: lines.size,
    columns: [
      ...kept.flatMap((at) => result.columns[at] ?? []),
      ...members.flatMap((member, at) =>
        shown
          ? [{ ...shown, name: `${shown.name} ${at}`, label: member === null ? 'Not known' : String(member) }]
          : [],
      ),
    ],
  }
}
