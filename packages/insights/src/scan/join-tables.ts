import type { ScanColumn, ScanTable } from './table.ts'

/** The part of a column's values that must be found among the other table's keys. */
const FOUND = 0.8

/**
 * Adds the columns of a second table to the rows that name one of its rows: by the text column whose values are found in
 * a column of the second table that is different in each of its rows. Gives the table as it is where none is.
 */
export function joinTables(table: ScanTable, other: ScanTable): ScanTable {
  const link = linkOf(table, other)
  if (!link) return table
  const rowOf = new Map(link.key.cells.map((cell, at) => [cell, at]))
  const rows = link.from.cells.map((cell) => rowOf.get(cell) ?? -1)
  const taken = new Set(table.columns.map(({ ref }) => ref))
  const added = other.columns
    .filter(({ ref, type }) => ref !== link.key.ref && !(type === 'string' && taken.has(ref)))
    .map(
      (column): ScanColumn => ({
        ...column,
        ref: taken.has(column.ref) ? `${other.root}__${column.ref}` : column.ref,
        label: `${link.from.label} ${column.label.toLowerCase()}`,
        cells: rows.map((row) => (row < 0 ? null : (column.cells[row] ?? null))),
        joined: true,
      }),
    )
  return { ...table, columns: [...table.columns, ...added] }
}

interface Link {
  readonly from: ScanColumn
  readonly key: ScanColumn
}

function linkOf(table: ScanTable, other: ScanTable): Link | null {
  const keys = other.columns.filter(
    ({ type, cells }) => type === 'string' && new Set(cells).size === cells.length && cells.length > 1,
  )
  const links = table.columns
    .filter(({ type }) => type === 'string')
    .flatMap((from) => keys.map((key) => ({ from, key, found: foundShare(from, key) })))
  const best = links.toSorted((a, b) => b.found - a.found)[0]
  return best && best.found >= FOUND ? best : null
}

function foundShare(from: ScanColumn, key: ScanColumn): number {
  const known = new Set(key.cells)
  const told = from.cells.filter((cell) => cell !== null && cell !== '')
  return told.length === 0 ? 0 : told.filter((cell) => known.has(cell)).length / told.length
}
