import { type ColumnChoice, quoteName } from '@numize/engines'
import { type DataType, personalColumns } from '@numize/semantic'
import { openSource } from '../open-source.ts'
import { profileTables } from '../profile/profile-tables.ts'
import type { UploadRead } from './protocol.ts'
import type { ColumnPreview, Reading, UploadPreview } from './upload.ts'

const SAMPLE_ROWS = 50
const SAMPLE_COLUMNS = 200
const DEADLINE_MS = 120_000

/** What a person sees of a file that was read: its columns as they are now, its first rows. */
export async function previewOf(file: string, read: UploadRead, { chosen }: Reading): Promise<UploadPreview> {
  await using source = await openSource({ kind: 'files', path: file }, '/')
  const profiles = await profileTables(source)
  const [table] = source.tables
  const [profile] = profiles
  if (!table || !profile) throw new Error('a file that was read shows no table')
  const personal = new Map(personalColumns(profiles).map(({ column, because }) => [column, because]))
  const columns = profile.columns.map(
    ({ name, type, nulls, distinct }): ColumnPreview => ({
      name,
      type,
      choice: chosen[name] ?? choiceFor(type),
      nulls,
      distinct: Math.round(distinct),
      personal: personal.get(name) ?? null,
      misfits: read.misfits[name] ?? 0,
      almost: almostOf(read, name),
    }),
  )
  const shown = columns.slice(0, SAMPLE_COLUMNS).map(({ name }) => quoteName(name))
  const { rows } = await source.engine.run(
    `SELECT ${shown.join(', ')} FROM ${quoteName(table.name)} LIMIT ${SAMPLE_ROWS}`,
    { maxRows: SAMPLE_ROWS, deadlineMs: DEADLINE_MS },
  )
  const { emptyRows, rejectedRows, problems, warnings, sheets, sheet } = read
  const told = { emptyRows, rejectedRows, problems, warnings, sheets, sheet }
  return { table: table.name, rows: read.rows, columns, sample: rows, ...told }
}

function almostOf({ almost }: UploadRead, name: string): ColumnPreview['almost'] {
  const found = almost.find(({ column }) => column === name)
  return found ? { choice: found.choice, misfits: found.misfits } : null
}

const CHOICES: Partial<Record<DataType, ColumnChoice>> = {
  string: 'text',
  integer: 'number',
  decimal: 'number',
  double: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'date',
}
const choiceFor = (type: DataType): ColumnPreview['choice'] => CHOICES[type] ?? 'other'
