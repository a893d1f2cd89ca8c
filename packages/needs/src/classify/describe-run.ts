import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DnrConfig } from '../config/dnr-config.ts'
import type { DataEvent } from '../report/find-data-events.ts'
import { COMMS_FILES } from '../threads/comms-schema.ts'
import type { KnownTable } from './entities/dictionary.ts'
import { lexiconHash } from './lexicon/weigh-text.ts'

/** Raised when the same inputs give other labels. */
const FORMAT = 1

export interface RunInputs {
  readonly archetype: string
  readonly comms: string
  readonly window: { readonly from: string; readonly until: string } | null
  readonly config: DnrConfig
  readonly events: readonly DataEvent[]
  readonly tables: readonly KnownTable[]
  /** The model that labels; null for our own classifier. */
  readonly model: string | null
}

/** Everything that decides the labels of a run, and nothing else: its hash names the run. */
export async function describeRun(inputs: RunInputs): Promise<Readonly<Record<string, unknown>>> {
  const { classification, entities, budget, comms } = inputs.config
  const files = await Promise.all(
    Object.keys(COMMS_FILES).map(async (name) => [
      name,
      await hashOfFile(join(inputs.comms, `${name}.parquet`)),
    ]),
  )
  return {
    format: FORMAT,
    archetype: inputs.archetype,
    model: inputs.model,
    lexicon: lexiconHash(),
    files: Object.fromEntries(files),
    window: inputs.window,
    events: inputs.events,
    tables: inputs.tables,
    settings: {
      classification: { ...classification, base_url: null, env_key_var: null },
      entities,
      budget,
      seed: comms.seed,
    },
  }
}

async function hashOfFile(path: string): Promise<string | null> {
  if (!existsSync(path)) return null
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
