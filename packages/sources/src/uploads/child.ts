/** Reads one file that was sent in, in a process of its own, and writes it as Parquet. */
import { join } from 'node:path'
import { type Ingest, type Ingested, ingestTable } from '@numize/engines'
import { type Failure, failureOf } from '../errors.ts'
import { csvRelation } from '../files/csv-relation.ts'
import { utf8Text } from '../files/utf8-text.ts'
import { checkZip } from './check-zip.ts'
import type { ReadReply, ReadUpload } from './protocol.ts'
import { type Sheets, sheetToCsv } from './sheet-to-csv.ts'

process.once('message', (task: ReadUpload) => {
  void readUpload(task).then((reply) => process.send?.(reply, () => process.exit(0)))
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

/** Of a workbook, unpacked; what reads it takes some ten times as much. */
const MOST_UNPACKED = 150 * 1024 * 1024
const MOST_ENTRIES = 2000

async function readUpload(task: ReadUpload): Promise<ReadReply> {
  try {
    const sheets = task.format === 'excel' ? await sheetOf(task) : null
    if (sheets && 'what' in sheets) return { kind: 'failed', failure: sheets }
    const source = await sourceOf(task)
    const reply = await ingestTable({
      source: source.ingest,
      file: task.out,
      tempDir: task.tempDir,
      memoryLimitMb: task.memoryLimitMb,
      mostColumns: task.mostColumns,
      chosen: task.chosen,
    })
    if (reply.kind === 'failed') return { kind: 'refused', failure: reply.failure }
    const read = withErrors(reply.ingested, source, sheets)
    return { kind: 'read', read: { ...read, sheets: sheets?.names ?? [], sheet: sheets?.sheet ?? null } }
  } catch (error) {
    return { kind: 'failed', failure: shownTo(task, failureOf(error)) ?? failureAt(error, task) }
  }
}

async function sheetOf(task: ReadUpload): Promise<Sheets | Failure> {
  const { path, shownAs, sheet } = task
  const fault = await checkZip(path, { mostBytes: MOST_UNPACKED, mostEntries: MOST_ENTRIES })
  if (fault) return { what: 'workbook', facts: { name: shownAs, fault } }
  const written = await sheetToCsv(path, sheet, sheetCsv(task)).catch(() => 'damaged' as const)
  if (written === 'damaged') return { what: 'workbook', facts: { name: shownAs, fault: written } }
  return written ?? { what: 'no-sheet', facts: { name: shownAs, sheet } }
}

const sheetCsv = ({ tempDir }: ReadUpload): string => join(tempDir, 'sheet.csv')

interface Found {
  readonly ingest: Ingest['source']
  readonly warnings: readonly string[]
}

async function sourceOf(task: ReadUpload): Promise<Found> {
  const { format, path, shownAs, tempDir } = task
  const copy = join(tempDir, 'copy')
  if (format === 'parquet') return { ingest: { kind: 'parquet', path, shownAs }, warnings: [] }
  if (format === 'json') {
    const text = await utf8Text(path, copy)
    const warnings = text.warning ? [withoutPath(text.warning, path)] : []
    return { ingest: { kind: 'json', path: text.path, shownAs }, warnings }
  }
  const { warnings, ...csv } = await csvRelation(
    format === 'excel' ? sheetCsv(task) : path,
    format === 'tsv' ? 'tsv' : 'csv',
    copy,
  )
  return {
    ingest: { ...csv, shownAs },
    warnings: warnings.map((warning) => withoutPath(warning, csv.shownAs)),
  }
}

/** Its owner knows the file by its name alone. */
const withoutPath = (warning: string, path: string): string =>
  warning.startsWith(`${path}: `) ? warning.slice(path.length + 2) : warning

function shownTo({ shownAs }: ReadUpload, failure: Failure | null): Failure | null {
  const hasPath = failure?.facts !== undefined && 'path' in failure.facts
  return hasPath ? ({ ...failure, facts: { ...failure.facts, path: shownAs } } as Failure) : failure
}

/** Errors of Excel's are problems of their rows. */
function withErrors(read: Ingested, { ingest, warnings }: Found, sheets: Sheets | null): Ingested {
  const names = ingest.kind === 'csv' ? ingest.format.names : []
  const errors = (sheets?.errors ?? []).map(({ row, column }) => ({
    row,
    column: names[column] ?? null,
    problem: 'holds an error of Excel and is empty now',
  }))
  return {
    ...read,
    problems: [...read.problems, ...errors].toSorted((a, b) => a.row - b.row),
    warnings: [...warnings, ...read.warnings],
  }
}

function failureAt(error: unknown, { shownAs: path }: ReadUpload): Failure {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') return { what: 'import-failed', facts: { path, reason: 'the disk is full' } }
  return { what: 'import-failed', facts: { path, reason: 'it cannot be read' } }
}
