import type { Cell, Result, ResultColumn } from '@numize/semantic'

/** A figure that is not what it was. */
export interface Difference {
  /** What names the row: its groups, in order. */
  readonly groups: readonly { readonly column: ResultColumn; readonly cell: Cell }[]
  readonly column: ResultColumn
  /** null = unknown, or there was no such row. */
  readonly before: Cell
  readonly after: Cell
}

const GROUPS = new Set(['time', 'dimension', 'entity'])

/** Figures of the same Plan that differ, in the order of the later rows; rows that are gone come last. */
export function differences(before: Result, after: Result): readonly Difference[] {
  const old = new Map(before.rows.map((row) => [keyOf(row, before), row]))
  const figures = after.columns.flatMap((column, at) => {
    const was = before.columns.findIndex(({ name }) => name === column.name)
    return GROUPS.has(column.role) || was < 0 ? [] : [{ column, at, was }]
  })
  const changed = after.rows.flatMap((row) => {
    const key = keyOf(row, after)
    const known = old.get(key)
    old.delete(key)
    return figures.flatMap(({ column, at, was }) =>
      differing({
        groups: groupsOf(row, after),
        column,
        before: known?.[was] ?? null,
        after: row[at] ?? null,
      }),
    )
  })
  const gone = [...old.values()].flatMap((row) =>
    figures.flatMap(({ column, was }) =>
      differing({ groups: groupsOf(row, before), column, before: row[was] ?? null, after: null }),
    ),
  )
  return [...changed, ...gone]
}

const groupsOf = (row: readonly Cell[], { columns }: Result): Difference['groups'] =>
  columns.flatMap((column, at) => (GROUPS.has(column.role) ? [{ column, cell: row[at] ?? null }] : []))

const keyOf = (row: readonly Cell[], result: Result): string =>
  JSON.stringify(groupsOf(row, result).map(({ cell }) => cell))

const differing = (one: Difference): readonly Difference[] => (one.before === one.after ? [] : [one])
