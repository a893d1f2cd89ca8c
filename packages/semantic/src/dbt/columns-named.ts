import type { DbtColumn, DbtNode } from './dbt-project.ts'

const UNSAID: Omit<DbtColumn, 'name'> = {
  nativeType: null,
  type: null,
  description: null,
  tags: [],
  meta: {},
  extras: {},
}

/** The columns a table has, in its order, with what the author said of each, found whatever its case. */
export function columnsNamed(node: DbtNode, names: readonly string[]): readonly DbtColumn[] {
  const said = new Map(node.columns.map((column) => [column.name.toLowerCase(), column]))
  return names.map((name) => ({ ...UNSAID, ...said.get(name.toLowerCase()), name }))
}
