import { extname } from 'node:path'
import { fail } from '../errors.ts'

export const UPLOAD_FORMATS = ['csv', 'tsv', 'json', 'parquet', 'excel'] as const
export type UploadFormat = (typeof UPLOAD_FORMATS)[number]

const BY_EXTENSION: Readonly<Record<string, UploadFormat>> = {
  '.csv': 'csv',
  '.txt': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
  '.jsonl': 'json',
  '.ndjson': 'json',
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.xlsx': 'excel',
  '.xlsm': 'excel',
}

/** Marks at the beginning of files that are no text. */
const MARKS: readonly (readonly [what: string, mark: string])[] = [
  ['a zip archive', 'PK\x03\x04'],
  ['an empty zip archive', 'PK\x05\x06'],
  ['a Parquet file', 'PAR1'],
  ['packed with gzip', '\x1f\x8b'],
  ['packed with zstd', '\x28\xb5\x2f\xfd'],
  ['packed with xz', '\xfd7zXZ'],
  ['packed with bzip2', 'BZh'],
  ['a RAR archive', 'Rar!'],
  ['a 7-Zip archive', "7z\xbc\xaf'"],
  ['an old Excel file', '\xd0\xcf\x11\xe0'],
  ['a PDF', '%PDF'],
  ['a program', '\x7fELF'],
  ['a program', 'MZ\x90'],
  ['a SQLite database', 'SQLite format 3'],
  ['a picture', '\x89PNG'],
  ['a picture', '\xff\xd8\xff'],
]
const MARK_OF: Partial<Record<UploadFormat, string>> = { excel: 'PK\x03\x04', parquet: 'PAR1' }

/**
 * What a file that is sent in is, by its name, which its first bytes must bear out.
 * @throws `sources/upload-type`, `sources/upload-mark`, `sources/empty-file`
 */
export function uploadFormat(name: string, head: Buffer): UploadFormat {
  if (head.length === 0) throw fail('empty-file', { path: name })
  const format = BY_EXTENSION[extname(name).toLowerCase()]
  const text = head.toString('latin1')
  const [is] = MARKS.find(([, mark]) => text.startsWith(mark)) ?? []
  if (!format) throw fail('upload-type', { name, is: is ?? null })
  const mark = MARK_OF[format]
  if (mark === undefined ? is !== undefined : !text.startsWith(mark))
    throw fail('upload-mark', { name, is: is ?? 'of another kind' })
  return format
}
