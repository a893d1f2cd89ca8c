import { stat } from 'node:fs/promises'
import type { CsvFormat } from '@numize/engines'
import { fail } from '../errors.ts'
import { firstBytes } from './file-kind.ts'
import { sniffCsv } from './sniff-csv.ts'
import { utf8Text } from './utf8-text.ts'

export interface CsvRelation {
  readonly kind: 'csv'
  readonly path: string
  readonly shownAs: string
  readonly format: CsvFormat
  readonly warnings: readonly string[]
}

const SAMPLE_BYTES = 512 * 1024

/**
 * A delimited file made ready for the engine: in UTF-8, its form known.
 * @throws `sources/empty-file`, `sources/not-text`
 */
export async function csvRelation(path: string, kind: 'csv' | 'tsv', copy: string): Promise<CsvRelation> {
  const text = await utf8Text(path, copy)
  const sample = firstBytes(text.path, SAMPLE_BYTES)
  const isWhole = (await stat(text.path)).size <= sample.length
  const sniffed = sniffCsv(new TextDecoder().decode(sample), isWhole, kind === 'tsv' ? '\t' : null)
  if (!sniffed) throw fail('empty-file', { path })
  return {
    kind: 'csv',
    path: text.path,
    shownAs: path,
    format: sniffed.format,
    warnings: [
      ...(text.warning ? [text.warning] : []),
      ...sniffed.warnings.map((warning) => `${path}: ${warning}`),
    ],
  }
}
