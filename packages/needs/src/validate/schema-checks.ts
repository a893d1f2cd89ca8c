import type { TableContract } from '../report/warehouse/table-contract.ts'
import { type Check, holds, notChecked } from './check.ts'
import type { Subject } from './subject.ts'

type Kind = 'whole number' | 'timestamp' | 'date' | 'text'

/** Every table has the columns of the spec with types that its names promise, and the rows that were recorded. */
export async function schemaChecks(subject: Subject): Promise<readonly Check[]> {
  const checks: Check[] = []
  for (const contract of subject.warehouse.contracts) checks.push(await typesOf(subject, contract))
  return [...checks, recordedRows(subject)]
}

async function typesOf({ db }: Subject, { table, columns }: TableContract): Promise<Check> {
  const described = await db.rows(`DESCRIBE ${table}`)
  const types = new Map(described.map(([name, type]) => [String(name), String(type)]))
  const wrong = columns.filter((column) => kindOfType(types.get(column) ?? '') !== kindOfColumn(column))
  return holds('schema', `${table}: columns and types`, wrong.length === 0, {
    measured:
      wrong.length === 0
        ? `${columns.length} columns as they should be`
        : wrong.map((column) => `${column} is ${types.get(column) ?? 'missing'}`).join(', '),
    expected:
      wrong.length === 0
        ? `${columns.length} columns`
        : wrong.map((column) => `${column} a ${kindOfColumn(column)}`).join(', '),
  })
}

function kindOfColumn(column: string): Kind {
  if (/(_id|_cents|_bps)$/.test(column) || column === 'qty') return 'whole number'
  if (/_(at|time)$/.test(column)) return 'timestamp'
  return column === 'ds' || column.startsWith('period_') ? 'date' : 'text'
}

function kindOfType(type: string): Kind | null {
  if (/^U?(BIG|SMALL|TINY|HUGE)?INT(EGER)?$/.test(type)) return 'whole number'
  if (type === 'TIMESTAMP') return 'timestamp'
  if (type === 'DATE') return 'date'
  return type === 'VARCHAR' ? 'text' : null
}

function recordedRows({ stamp, counts }: Subject): Check {
  const name = 'rows as recorded when it was written'
  if (stamp.tables.length === 0) return notChecked('schema', name, 'warehouse.json does not tell the rows')
  const off = stamp.tables.flatMap((table) => {
    const found = counts.get(table.name)?.days.reduce((sum, { rows }) => sum + rows, 0)
    return found === undefined || found === table.rows
      ? []
      : [`${table.name} has ${found.toLocaleString('en-US')} of ${table.rows.toLocaleString('en-US')}`]
  })
  return holds('schema', name, off.length === 0, {
    measured: off.length === 0 ? 'all of them' : off.join(', '),
    expected: 'all of them',
  })
}
