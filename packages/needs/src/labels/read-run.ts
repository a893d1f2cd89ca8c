import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SOURCES, type Source } from '../config/dnr-config.ts'
import { needsError } from '../errors.ts'

/** What `run.json` beside `preds` tells of a run; null where it does not. */
export interface RunFacts {
  /** SHA-256 of each file of communications that it read, by name. */
  readonly files: Readonly<Record<string, string>> | null
  /** How many items were in its window, labelled or not. */
  readonly items: Readonly<Record<Source, number>> | null
}

/** @throws `needs/broken-file` */
export async function readRun(preds: string): Promise<RunFacts> {
  const path = join(dirname(preds), 'run.json')
  const run = existsSync(path) ? await readObject(path) : {}
  const sources = asObject(run['sources'])
  const counts = SOURCES.map((source) => [source, asObject(sources?.[source])?.['items']] as const)
  return {
    files: asTexts(run['files']),
    items: counts.every(([, count]) => typeof count === 'number')
      ? (Object.fromEntries(counts) as Record<Source, number>)
      : null,
  }
}

/** The hashes of the communications that labels are of, from `labels.json` beside them; null where it is not there. */
export async function readLabelled(folder: string): Promise<RunFacts['files']> {
  const path = join(folder, 'labels.json')
  return existsSync(path) ? asTexts((await readObject(path))['files']) : null
}

type Entry = Readonly<Record<string, unknown>>

async function readObject(path: string): Promise<Entry> {
  try {
    const value = asObject(JSON.parse(await readFile(path, 'utf8')))
    if (value) return value
  } catch {}
  throw needsError('broken-file', { path })
}

const asObject = (value: unknown): Entry | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entry) : null

function asTexts(value: unknown): Readonly<Record<string, string>> | null {
  const entry = asObject(value)
  return entry && Object.values(entry).every((each) => typeof each === 'string')
    ? (entry as Record<string, string>)
    : null
}
