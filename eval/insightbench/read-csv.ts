import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ScanColumn, ScanTable } from '@numize/insights'
import type { Cell, DataType } from '@numize/semantic'

/** A CSV file as a table of typed columns. */
export function readCsv(path: string): ScanTable {
  const [header = [], ...records] = parse(readFileSync(path, 'utf8'))
  const columns = header.map((name, at): ScanColumn => {
    const texts = records.map((record) => record[at] ?? '')
    const type = typeOf(texts)
    const cells = texts.map((text) => cellOf(text, type))
    return { ref: name, label: name.replaceAll('_', ' '), type, unit: null, cells }
  })
  return { root: basename(path, '.csv'), noun: 'rows', columns, rows: records.length }
}

/** RFC 4180. */
function parse(text: string): string[][] {
  const records: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    records.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end?.endsWith('\n')) records.push([])
  }
  return records.filter((record) => record.length > 1)
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/

function typeOf(texts: readonly string[]): DataType {
  const told = texts.filter((text) => text !== '')
  const all = (test: (text: string) => boolean): boolean => told.length > 0 && told.every(test)
  if (all((text) => /^-?\d{1,15}$/.test(text))) return 'integer'
  if (all((text) => text.trim() !== '' && Number.isFinite(Number(text)))) return 'double'
  if (all((text) => DATE.test(text))) return 'date'
  if (all((text) => DATE.test(text) || MOMENT.test(text))) return 'timestamp'
  return all((text) => /^(?:true|false)$/i.test(text)) ? 'boolean' : 'string'
}

function cellOf(text: string, type: DataType): Cell {
  if (text === '') return null
  if (type === 'integer' || type === 'double') return Number(text)
  return type === 'boolean' ? text.toLowerCase() === 'true' : text
}
