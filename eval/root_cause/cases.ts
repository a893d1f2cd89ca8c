import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** One labelled case: its rows by column name, and what its label says. */
export interface RootCase<L> {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly label: L
}

export interface Label {
  readonly case: string | number
  readonly causes: readonly (string | { readonly segment: string; readonly effect: string })[]
}

/** Cases of a set in the order of its labels. */
export async function readCases<L extends Label>(folder: string, set: string): Promise<RootCase<L>[]> {
  const labels = (await readFile(join(folder, `${set}.labels.jsonl`), 'utf8')).split('\n').filter(Boolean)
  const lines = gunzipSync(await readFile(join(folder, `${set}.csv.gz`)))
    .toString('utf8')
    .split(/\r?\n/)
  const [header, ...rest] = lines.filter(Boolean).map(fieldsOf)
  const rows = new Map<string, string[][]>()
  for (const [id = '', ...fields] of rest) {
    const own = rows.get(id)
    if (own) own.push(fields)
    else rows.set(id, [fields])
  }
  return labels.map((line) => {
    const label = JSON.parse(line) as L
    return { columns: header?.slice(1) ?? [], rows: rows.get(String(label.case)) ?? [], label }
  })
}

/** Fields of one line of CSV without line breaks inside quotes. */
function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map(([, field = '']) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field))
}

/** A conjunction written one way, whatever the order of its parts. */
export function written(segment: string | readonly { dimension: string; value: string }[]): string {
  const parts =
    typeof segment === 'string'
      ? segment.split('&')
      : segment.map(({ dimension, value }) => `${dimension}=${value}`)
  return parts.toSorted().join('&')
}

export function numbers({ columns, rows }: RootCase<unknown>, name: string): Float64Array {
  const at = columns.indexOf(name)
  return Float64Array.from(rows, (row) => Number(row[at]))
}

export function texts({ columns, rows }: RootCase<unknown>, name: string): string[] {
  const at = columns.indexOf(name)
  return rows.map((row) => row[at] ?? '')
}
