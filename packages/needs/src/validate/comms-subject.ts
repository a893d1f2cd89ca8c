import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { COMMS_COLUMNS } from '../comms/write-comms.ts'
import type { DnrConfig } from '../config/dnr-config.ts'
import { type Database, openDatabase } from '../database.ts'
import { quote } from '../draw.ts'
import { needsError } from '../errors.ts'
import { readJson } from './subject.ts'

/** Communications under test: a view for each file, labels too where the oracle has them. */
export interface CommsSubject extends AsyncDisposable {
  readonly db: Database
  readonly folder: string
  readonly meta: string
  readonly stamp: CommsStamp
  readonly hasLabels: boolean
  readonly config: DnrConfig
}

/** What `comms.json` is read for. */
export interface CommsStamp {
  readonly version?: number
  readonly engine?: string
  readonly settings?: {
    readonly slack?: number
    readonly email?: number
    readonly nlq?: number
    readonly seed?: number
    readonly samplePolicy?: string
  }
  /** `end` is the day after the last; days are of the zone. */
  readonly window?: { readonly from: string; readonly end: string; readonly timeZone: string }
  readonly spend?: { readonly capUsd: number; readonly spentUsd: number }
  readonly mixes?: Readonly<Record<'roles' | 'buckets' | 'themes', Readonly<Record<string, number>>>> & {
    readonly relevance: Readonly<Record<string, Readonly<Record<string, number>>>>
  }
  readonly events?: readonly { readonly id: string; readonly kind: string; readonly day: string }[]
}

export const LABEL_FILES = ['slack_labels', 'email_labels', 'nlq_labels'] as const

/** Null where the folder holds no `comms.json`. @throws `needs/broken-file` */
export async function openComms(
  folder: string,
  { meta, config, threads }: { meta: string; config: DnrConfig; threads: number },
): Promise<CommsSubject | null> {
  if (!existsSync(join(folder, 'comms.json'))) return null
  const stamp = readJson(join(folder, 'comms.json')) as CommsStamp
  const hasLabels = LABEL_FILES.every((name) => existsSync(join(meta, `${name}.parquet`)))
  const db = await openDatabase(':memory:', threads)
  try {
    for (const name of Object.keys(COMMS_COLUMNS)) await addView(db, folder, name)
    if (hasLabels) for (const name of LABEL_FILES) await addView(db, meta, name)
  } catch (error) {
    await db[Symbol.asyncDispose]()
    throw error
  }
  return {
    db,
    folder,
    meta,
    stamp,
    hasLabels,
    config,
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  }
}

async function addView(db: Database, folder: string, name: string): Promise<void> {
  const path = join(folder, `${name}.parquet`)
  if (!existsSync(path)) throw needsError('missing-table', { path, table: name })
  await db.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet(${quote(path)})`).catch(() => {
    throw needsError('broken-file', { path })
  })
}
