import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { asCallerError, checkTarget, workFolder } from '../replace-folder.ts'
import { type CommsOptions, checkCommsOptions } from './comms-options.ts'
import type { Comms } from './comms-rows.ts'
import { type CommsEffects, type ComposedComms, composeComms } from './compose-comms.ts'
import type { Spend } from './llm/write-by-llm.ts'
import { BUCKET_MIX, RELEVANCE_MIX, ROLE_MIX, THEME_MIX } from './mixes.ts'
import { readWarehouseFacts, type WarehouseFacts } from './read-oracle.ts'
import { writeComms } from './write-comms.ts'

export interface GeneratedComms {
  readonly out: string
  readonly meta: string
  readonly counts: CommsCounts
  /** `llm` where a model wrote at least one text. */
  readonly engine: 'llm' | 'grammar'
  readonly spend: Spend
  /** How many items the grammar wrote. */
  readonly byGrammar: number
}

export interface CommsCounts {
  readonly slack_threads: number
  readonly slack_messages: number
  readonly email_messages: number
  readonly nlq: number
  readonly users: number
}

/** Raised when the same settings give other bytes. */
const COMMS_VERSION = 2
const MARK = 'comms.json'

/**
 * Writes `slack_messages`, `email_messages`, `comms_users`, `nlq` (Parquet) and `comms.json` into `out`, and the labels
 * of each into `meta`. All of it is written beside its place and moved in at the end; the same options give the same
 * bytes.
 * @throws the errors of `checkCommsOptions` and `readWarehouseFacts`, `needs/not-a-folder`, `needs/foreign-folder`,
 * `needs/cannot-write`, `needs/disk-full`
 */
export async function generateComms(
  options: CommsOptions,
  effects: CommsEffects = {},
): Promise<GeneratedComms> {
  checkCommsOptions(options)
  const out = resolve(options.out)
  const meta = resolve(options.meta)
  checkTarget(out, MARK)
  const facts = await readWarehouseFacts(options)
  const work = workFolder(out)
  try {
    const made = await composeComms(options, facts, effects)
    await mkdir(join(work, 'out'), { recursive: true })
    await mkdir(join(work, 'meta'), { recursive: true })
    await writeComms(made.comms, { comms: join(work, 'out'), meta: join(work, 'meta') })
    await writeFile(join(work, 'out', MARK), `${JSON.stringify(described(options, facts, made), null, 2)}\n`)
    await writeFile(
      join(work, 'meta', 'labels.json'),
      `${JSON.stringify(await labelled(options, join(work, 'out')), null, 2)}\n`,
    )
    effects.signal?.throwIfAborted()
    await moveIn(work, { out, meta })
    const { comms, engine, spend, grammarIds } = made
    const byGrammar = Object.values(grammarIds).reduce((sum, ids) => sum + ids.length, 0)
    return { out, meta, counts: countsOf(comms), engine, spend, byGrammar }
  } catch (error) {
    effects.signal?.throwIfAborted()
    throw asCallerError(error, out)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function described(
  options: CommsOptions,
  { window, timeZone, events }: WarehouseFacts,
  made: ComposedComms,
): object {
  const { archetype, slack, email, nlq, seed, samplePolicy, sql } = options
  const { comms, engine, spend, grammarIds } = made
  return {
    version: COMMS_VERSION,
    archetype,
    settings: { slack, email, nlq, seed, samplePolicy, sql },
    window: { from: window.start, end: window.end, timeZone },
    counts: countsOf(comms),
    engine,
    spend,
    /** Where a model wrote: the items it did not write. */
    grammarIds: engine === 'llm' ? grammarIds : null,
    sql: made.sql,
    mixes: { roles: ROLE_MIX, buckets: BUCKET_MIX, relevance: RELEVANCE_MIX, themes: THEME_MIX },
    events,
  }
}

/** `labels.json`: the communications that the labels beside it are of, so that no run is scored on others. */
async function labelled({ archetype }: CommsOptions, out: string): Promise<object> {
  const names = ['slack_messages', 'email_messages', 'nlq']
  const hashes = names.map(async (name) => {
    const bytes = await readFile(join(out, `${name}.parquet`))
    return [name, createHash('sha256').update(bytes).digest('hex')] as const
  })
  return { version: COMMS_VERSION, archetype, files: Object.fromEntries(await Promise.all(hashes)) }
}

const countsOf = ({ slack, email, nlq, users, truth }: Comms): CommsCounts => ({
  slack_threads: truth.slack.length,
  slack_messages: slack.length,
  email_messages: email.length,
  nlq: nlq.length,
  users: users.length / 2,
})

/** The labels join what else is in `meta`; each file is replaced in one step, `out` last. */
async function moveIn(work: string, { out, meta }: { out: string; meta: string }): Promise<void> {
  await mkdir(meta, { recursive: true })
  for (const name of readdirSync(join(work, 'meta'))) await rename(join(work, 'meta', name), join(meta, name))
  await rm(out, { recursive: true, force: true })
  await rename(join(work, 'out'), out)
}
