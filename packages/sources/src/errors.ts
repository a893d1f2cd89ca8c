import { errorTable, NumizeError } from '@numize/base'
import type { ZipFault } from './uploads/check-zip.ts'

const WORKBOOK: Readonly<Record<ZipFault, string>> = {
  damaged: 'is damaged, or no .xlsx file. Open it in Excel and save it again.',
  encrypted: 'is locked with a password. Save it without one.',
  'too-large': 'unpacks to more than is taken. Save its sheet as CSV and send that.',
  'too-many': 'has more parts than a workbook needs. Save its sheet as CSV and send that.',
}

/** Every way data a person points at cannot be read. */
const errors = {
  'no-file': (f: { path: string; lookedIn: string }) =>
    `There is no such file or folder: ${f.path} (looked in ${f.lookedIn}). Check the path.`,
  'no-data': (f: { path: string }) =>
    `The folder ${f.path} holds no data files. Numize reads CSV, TSV, JSON, Parquet, SQLite and DuckDB files.`,
  'unsupported-type': (f: { path: string; advice: string }) =>
    `Files of the type of ${f.path} are not read. ${f.advice}`,
  'empty-file': (f: { path: string }) => `The file ${f.path} is empty. Write data to it, or leave it out.`,
  'not-text': (f: { path: string }) =>
    `The file ${f.path} is not a text file, in spite of its name. Check its type, or save it again as CSV in UTF-8.`,
  'not-sqlite': (f: { path: string }) =>
    `The file ${f.path} is not a SQLite file, or it is encrypted. Decrypt it, or export its tables to CSV.`,
  'sqlite-damaged': (f: { path: string; table: string }) =>
    `The SQLite file ${f.path} is damaged${f.table ? ` at table ${f.table}` : ''}. Recover it with "sqlite3 FILE .recover" and try again.`,
  'sqlite-busy': (f: { path: string }) =>
    `The SQLite file ${f.path} is being written by another program. Close it there, or point at a copy.`,
  'no-tables': (f: { path: string }) => `The file ${f.path} holds no tables. Check that it is the right one.`,
  'not-readable': (f: { path: string; reason: string }) =>
    `The file ${f.path} cannot be read: ${f.reason}. Check its rights and the disk.`,
  'closed-address': (f: { problem: string }) =>
    `This address ${f.problem}: write scheme://login:\${secret:NAME}@host:port/database; whoever runs the server may set more in a project of their own.`,
  'bad-address': (f: { address: string; problem: string; form: string }) =>
    `The address ${f.address} ${f.problem}. Write ${f.form}.`,
  'no-readable-tables': (f: { server: string; login: string; schema: string; some: boolean }) =>
    f.some
      ? `Your login cannot read any table of ${f.server}: GRANT SELECT ON ALL TABLES IN SCHEMA ${f.schema} TO ${f.login}`
      : `The database ${f.server} shows no tables to the login ${f.login}. Check the database and the schema.`,
  'no-rights': (f: { server: string; grant: string }) =>
    `Your login cannot read any table of ${f.server}: ${f.grant}`,
  'no-dataset-tables': (f: { server: string; datasetId: string; some: boolean }) =>
    f.some
      ? `Your login cannot read any table of ${f.server}: grant it roles/bigquery.dataViewer on dataset ${f.datasetId}.`
      : `The dataset ${f.server} shows no tables. Check the project and the dataset.`,
  'upload-type': (f: { name: string; is: string | null }) =>
    `Files of the type of ${f.name} are not taken${f.is === null ? '' : ` (it is ${f.is})`}. Send CSV, TSV, Excel (.xlsx), Parquet, JSON or NDJSON, unpacked.`,
  'upload-mark': (f: { name: string; is: string }) =>
    `${f.name} is not what its name says: it is ${f.is}. Send the file itself, by its own name.`,
  'upload-too-large': (f: { name: string; mostMb: number }) =>
    `${f.name} is larger than the ${f.mostMb} MB that are taken. Send it as Parquet, or in parts; whoever runs the server can raise NUMIZE_UPLOAD_MB.`,
  'uploads-full': () =>
    'There is no room for more files: remove some that are not needed, or ask whoever runs the server to raise NUMIZE_UPLOAD_TOTAL_MB.',
  'upload-kept': (f: { name: string }) =>
    `${f.name} was kept already. Send the file again to read it otherwise.`,
  'upload-not-read': (f: { name: string }) => `${f.name} was not read to its end yet. Wait until it is.`,
  'no-rows': (f: { name: string }) =>
    `${f.name} holds no rows below its header, so there is nothing to ask of it.`,
  workbook: (f: { name: string; fault: ZipFault }) => `The workbook ${f.name} ${WORKBOOK[f.fault]}`,
  'no-sheet': (f: { name: string; sheet: string | null }) =>
    f.sheet === null
      ? `The workbook ${f.name} has no sheet with cells in it.`
      : `The workbook ${f.name} has no sheet called ${f.sheet} with cells in it.`,
  'reader-died': (f: { name: string; wasStopped: boolean }) =>
    f.wasStopped
      ? `The reading of ${f.name} was stopped.`
      : `Reading ${f.name} took more memory or time than it may. Send it in parts, or as Parquet or CSV.`,
  'import-failed': (f: { path: string; reason: string }) =>
    `The file ${f.path} could not be loaded: ${f.reason}. Nothing was changed; try again.`,
} as const

export const fail = errorTable('sources', errors)

/** An error on its way between processes. */
export type Failure = {
  [K in keyof typeof errors]: { readonly what: K; readonly facts: Parameters<(typeof errors)[K]>[0] }
}[keyof typeof errors]

export const failed = ({ what, facts }: Failure) => fail(what, facts as never)

/** One of ours as it travels; null for any other. */
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof NumizeError) || !error.code.startsWith('sources/')) return null
  return { what: error.code.slice('sources/'.length), facts: error.facts } as Failure
}
