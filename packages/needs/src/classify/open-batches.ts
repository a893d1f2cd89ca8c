import { resolve } from 'node:path'
import { type Batch, openBatch } from '@numize/llm'
import type { DnrConfig } from '../config/dnr-config.ts'

/** The two models of a run, each under its own cap. */
export interface Batches {
  readonly labels: Batch
  readonly entities: Batch
}

export interface ModelPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder that the cache's relative path starts from. */
  readonly cwd: string
}

/** The models that the settings name; null where they name none, or the environment has no key. */
export async function openBatches(config: DnrConfig, { env, cwd }: ModelPlace): Promise<Batches | null> {
  const { classification, entities, cache } = config
  if (classification.engine === 'deterministic') return null
  const place = { env, cacheDir: cache.enabled ? resolve(cwd, cache.dir) : null }
  const common = {
    baseUrl: classification.base_url,
    keyVariable: classification.env_key_var,
    temperature: classification.temperature,
  }
  const labels = await openBatch(
    {
      ...common,
      provider: classification.provider,
      model: classification.model,
      capUsd: classification.api_cap_usd,
    },
    place,
  )
  const named = await openBatch(
    { ...common, provider: entities.provider, model: entities.model, capUsd: entities.api_cap_usd },
    place,
  )
  return labels && named ? { labels, entities: named } : null
}
