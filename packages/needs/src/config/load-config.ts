import { DEFAULT_CONFIG } from './default-config.ts'
import type { DnrConfig } from './dnr-config.ts'

/** Some of the settings, for what was said on the command line. */
export type PartialConfig<T = DnrConfig> = {
  readonly [K in keyof T]?: T[K] extends readonly unknown[] | string | number | boolean | null
    ? T[K]
    : PartialConfig<T[K]>
}

export interface ConfigSources {
  /** `--config`; without one, `configs/default.yaml` of `cwd` where it exists. */
  readonly file?: string
  readonly cwd: string
  /** `DNR_CLASSIFICATION_API_CAP_USD` is `classification.api_cap_usd`. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly flags?: PartialConfig
}

/** The settings, in the spec's order: defaults < YAML < environment < flags. */
export async function loadConfig(sources: ConfigSources): Promise<DnrConfig> {
  return merge(DEFAULT_CONFIG, sources.flags ?? {}) as DnrConfig
}

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (!isTree(base) || !isTree(over)) return over
  const keys = new Set([...Object.keys(base), ...Object.keys(over)])
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], over[key])]))
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
