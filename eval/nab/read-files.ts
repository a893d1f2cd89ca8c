import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface LabelledSeries {
  /** Folder and file, as the windows name it. */
  readonly name: string
  /** Milliseconds since 1970, as if the timestamps were UTC. */
  readonly times: Float64Array
  readonly values: Float64Array
  /** First and last row of each anomaly window. */
  readonly windows: readonly (readonly [first: number, last: number])[]
}

/** Every labelled file under `data/`, in order of name. */
export function readFiles(folder: string): LabelledSeries[] {
  const windows = JSON.parse(readFileSync(join(folder, 'windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >
  return Object.keys(windows)
    .toSorted()
    .filter((name) => present(folder).has(name))
    .map((name) => readFile(folder, name, windows[name] ?? []))
}

function present(folder: string): Set<string> {
  const data = join(folder, 'data')
  return new Set(
    readdirSync(data).flatMap((group) => readdirSync(join(data, group)).map((file) => `${group}/${file}`)),
  )
}

function readFile(
  folder: string,
  name: string,
  labels: readonly (readonly [string, string])[],
): LabelledSeries {
  const rows = readFileSync(join(folder, 'data', name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
  const times = Float64Array.from(rows, (row) => timeOf(row.slice(0, row.indexOf(','))))
  const values = Float64Array.from(rows, (row) => Number(row.slice(row.indexOf(',') + 1)))
  const windows = labels.map(([from, to]) => {
    const [start, end] = [timeOf(from), timeOf(to)]
    return [times.findIndex((time) => time >= start), times.findLastIndex((time) => time <= end)] as const
  })
  return { name, times, values, windows }
}

const timeOf = (text: string): number => Date.parse(`${text.trim().replace(' ', 'T').slice(0, 19)}Z`)
