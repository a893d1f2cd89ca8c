import type { Grant } from '@numize/access'
import type { Rows } from '@numize/engines'
import type { Compiled, Explanation } from '@numize/semantic'

interface Shown {
  readonly rows: Rows
  /** What is told of groups that were left out; empty where none was. */
  readonly hidden: Pick<Explanation, 'hiddenGroups'>
}

/** Runs a compiled plan and takes the number of groups it left out off its rows. */
export async function shownRows(
  compiled: Compiled,
  grant: Grant,
  run: (sql: string) => Promise<Rows>,
): Promise<Shown> {
  const rows = await run(compiled.stages.at(-1)?.sql ?? '')
  if (compiled.hiddenSql === undefined) return { rows, hidden: {} }
  const [first] = rows.rows.length > 0 ? rows.rows : (await run(compiled.hiddenSql)).rows
  const shown = {
    ...rows,
    columns: rows.columns.slice(0, -1),
    rows: rows.rows.map((row) => row.slice(0, -1)),
  }
  return { rows: shown, hidden: hiddenGroups(Number(first?.at(-1) ?? 0), grant) }
}

function hiddenGroups(groups: number, { policies, visible }: Grant): Shown['hidden'] {
  const { size, entity } = policies.minGroup ?? { size: 1, entity: null }
  if (groups === 0) return {}
  const named = visible.semanticModels.find(
    ({ primaryEntity }) => entity !== null && primaryEntity === entity,
  )
  const of = entity === null ? 'rows' : (named?.label ?? `different ${entity.replaceAll('_', ' ')}s`)
  return { hiddenGroups: { groups, size, of } }
}
