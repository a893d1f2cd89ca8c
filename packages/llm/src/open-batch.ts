import type { Batch } from './batch.ts'
import { type Environment, namedProvider } from './choose-provider.ts'
import { diskCache, noCache } from './reply-cache.ts'
import { withKey } from './with-key.ts'

export interface BatchSettings {
  /** `openai`, `anthropic`, `google` or `compatible`. */
  readonly provider: string
  readonly model: string
  /** Of an OpenAI-compatible endpoint (it makes the provider `compatible`); null is the provider's own. */
  readonly baseUrl: string | null
  /** The environment variable that holds the key; null is the provider's own. */
  readonly keyVariable: string | null
  readonly temperature: number
  readonly capUsd: number
  /** Of one attempt; default 15,000. */
  readonly timeoutMs?: number
  /** Default 2. */
  readonly retries?: number
}

export interface BatchPlace {
  readonly env: Environment
  /** Where replies are kept; null keeps none. */
  readonly cacheDir: string | null
}

/**
 * A model for many short requests under a cap, or null where the environment has no key for it: then nothing leaves
 * the machine. The SDKs are only loaded where there is one.
 * @throws `llm/unknown-provider`, `llm/bad-base-url`, `llm/no-price`, `secrets/…`
 */
export async function openBatch(settings: BatchSettings, place: BatchPlace): Promise<Batch | null> {
  const provider = namedProvider(settings, place.env)
  if (!provider) return null
  const { createBatch } = await import('./batch.ts')
  return createBatch(
    await withKey(provider, place.env),
    {
      capUsd: settings.capUsd,
      timeoutMs: settings.timeoutMs ?? 15_000,
      retries: settings.retries ?? 2,
      temperature: settings.temperature,
    },
    place.cacheDir === null ? noCache : diskCache(place.cacheDir),
  )
}
