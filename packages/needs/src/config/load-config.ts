import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { needsError } from '../errors.ts'
import { type ConfigEntry, entriesOf, treeOf } from './config-entry.ts'
import { faultOf } from './config-rules.ts'
import { DEFAULT_CONFIG } from './default-config.ts'
import type { DnrConfig } from './dnr-config.ts'
import { environmentEntries } from './environment-entries.ts'
import { yamlEntries } from './yaml-entries.ts'

/** Some of the settings, for what was said on the command line; `undefined` = not said. */
export type PartialConfig<T = DnrConfig> = {
  readonly [K in keyof T]?:
    | (T[K] extends readonly unknown[] | string | number | boolean | null ? T[K] : PartialConfig<T[K]>)
    | undefined
}

export interface ConfigSources {
  /** `--config`, from `cwd`; without one, `configs/default.yaml` of `cwd` where it exists. */
  readonly file?: string | undefined
  readonly cwd: string
  /** `DNR_CLASSIFICATION_API_CAP_USD` is `classification.api_cap_usd`. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly flags?: PartialConfig
}

export const CONFIG_FILE = 'configs/default.yaml'

/**
 * The settings, in the spec's order: defaults < YAML < environment < flags.
 * @throws `needs/bad-config` with every problem and its place, `needs/no-config-file`
 */
export async function loadConfig(sources: ConfigSources): Promise<DnrConfig> {
  const yaml = await readYaml(sources)
  const env = environmentEntries(sources.env)
  const given = [...yaml.entries, ...env.entries, ...entriesOf(sources.flags ?? {}, () => 'flags')]
  const faults = given.flatMap(({ path, value, place }) => {
    const fault = faultOf(path, value)
    return fault === null ? [] : [`${place}: ${fault}`]
  })
  const problems = [...yaml.problems, ...env.problems, ...faults]
  if (problems.length > 0) throw needsError('bad-config', { problems })
  const config = treeOf([...entriesOf(DEFAULT_CONFIG, () => 'defaults'), ...given]) as unknown as DnrConfig
  const conflicts = conflictsOf(config, given)
  if (conflicts.length > 0) throw needsError('bad-config', { problems: conflicts })
  return config
}

async function readYaml({ file, cwd }: ConfigSources): Promise<ReturnType<typeof yamlEntries>> {
  const path = resolve(cwd, file ?? CONFIG_FILE)
  if (!existsSync(path)) {
    if (file === undefined) return { entries: [], problems: [] }
    throw needsError('no-config-file', { path })
  }
  const name = relative(cwd, path)
  return yamlEntries(await readFile(path, 'utf8'), name.startsWith('..') ? path : name)
}

/** Settings that are sound alone but not together; told at the place that set one of them last. */
function conflictsOf(config: DnrConfig, given: readonly ConfigEntry[]): readonly string[] {
  const { scoring_weights, demand_base_weights, demand_weight_caps, marketplace } = config.report
  const { start_hour, end_hour } = marketplace.evening_window
  const found: [string, string][] = []
  for (const [path, weights] of Object.entries({
    'report.scoring_weights': scoring_weights,
    'report.demand_base_weights': demand_base_weights,
  })) {
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
    if (Math.abs(total - 1) > 1e-6) found.push([path, `${path} must add up to 1, not ${+total.toFixed(6)}`])
  }
  if (demand_weight_caps.min > demand_weight_caps.max)
    found.push(['report.demand_weight_caps', 'report.demand_weight_caps.min must not be above its max'])
  if (demand_weight_caps.min * 3 > 1 || demand_weight_caps.max * 3 < 1)
    found.push([
      'report.demand_weight_caps',
      'report.demand_weight_caps must let three weights add up to 1: min at most 1/3, max at least 1/3',
    ])
  if (start_hour >= end_hour)
    found.push([
      'report.marketplace.evening_window',
      'report.marketplace.evening_window.start_hour must be before its end_hour',
    ])
  return found.map(([group, text]) => {
    const place = given.findLast(({ path }) => path.startsWith(`${group}.`))?.place ?? 'defaults'
    return `${place}: ${text}`
  })
}
