import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Benchmarks, readBenchmarks } from '@numize/insights'
import { parse } from 'yaml'

const FILE = 'benchmarks.yml'
const MOST_BYTES = 2_000_000

/** The rows of a project's `benchmarks.yml` (or JSON in it); none where there is no such file, a fault where it cannot be read. */
export function readBenchmarksFile(projectDir: string): Benchmarks {
  const path = join(projectDir, FILE)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0) return { rows: [], faulty: [] }
  if (size > MOST_BYTES) return unreadable('is too large')
  try {
    return readBenchmarks(parse(readFileSync(path, 'utf8')))
  } catch {
    return unreadable('is not readable YAML')
  }
}

const unreadable = (why: string): Benchmarks => ({ rows: [], faulty: [{ row: 0, metric: null, why }] })
