import { didYouMean, nearestNames } from '@numize/base'
import { ARCHETYPES, isTimeZone, QUALITIES, SCALES, TRAJECTORIES } from '../options.ts'
import { isDay } from '../window.ts'
import type { DnrConfig } from './dnr-config.ts'

/** What a setting may be: `expected` completes "… must be …". */
export interface Rule {
  readonly expected: string
  readonly allows: (value: unknown) => boolean
  /** Reads the text of an environment variable; what it cannot read it gives back, for `allows` to refuse. */
  readonly fromText: (text: string) => unknown
  readonly choices?: readonly string[]
}

export type RuleTree<T = DnrConfig> = {
  readonly [K in keyof T]: T[K] extends readonly unknown[] | string | number | boolean | null
    ? Rule
    : RuleTree<T[K]>
}

const toNumber = (text: string): unknown =>
  text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

const number = (low: number, high: number): Rule => ({
  expected: `a number from ${low} to ${high}`,
  allows: (value) => isNumber(value) && value >= low && value <= high,
  fromText: toNumber,
})

const whole = (low: number, high: number): Rule => ({
  expected: `a whole number from ${low} to ${high}`,
  allows: (value) => Number.isSafeInteger(value) && Number(value) >= low && Number(value) <= high,
  fromText: toNumber,
})

const oneOf = (choices: readonly string[]): Rule => ({
  expected:
    choices.length === 1 ? `${choices[0]}` : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`,
  allows: (value) => typeof value === 'string' && choices.includes(value),
  fromText: (text) => text,
  choices,
})

const someOf = (choices: readonly string[]): Rule => ({
  expected: `a list of ${choices.join(', ')}`,
  allows: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((each) => choices.includes(String(each))),
  fromText: (text) => text.split(',').map((each) => each.trim()),
  choices,
})

const text = (expected: string, allows: (value: string) => boolean = (value) => value !== ''): Rule => ({
  expected,
  allows: (value) => typeof value === 'string' && allows(value),
  fromText: (given) => given,
})

const flag: Rule = {
  expected: 'true or false',
  allows: (value) => typeof value === 'boolean',
  fromText: (given) => ({ true: true, '1': true, false: false, '0': false })[given.toLowerCase()] ?? given,
}

const address: Rule = {
  expected: 'null, or an address that begins with http:// or https://',
  allows: (value) => value === null || (typeof value === 'string' && /^https?:\/\/\S+$/.test(value)),
  fromText: (given) => (given === '' || given === 'null' ? null : given),
}

const folder = text('the name of a folder')
const percent = number(0, 100)
const share = number(0, 1)

/** A rule for every setting. */
export const CONFIG_RULES: RuleTree = {
  paths: { data: folder, comms: folder, reports: folder, meta: folder },
  warehouse: {
    archetypes: someOf(ARCHETYPES),
    scale: oneOf(SCALES),
    quality: oneOf(QUALITIES),
    trajectory: oneOf(TRAJECTORIES),
    tz: text('an IANA time zone such as America/Los_Angeles', isTimeZone),
    months: whole(1, 60),
    seed: whole(0, Number.MAX_SAFE_INTEGER),
    until: text('a day such as 2026-10-31', isDay),
  },
  comms: {
    slack_threads: whole(0, 100_000),
    email_threads: whole(0, 100_000),
    nlq: whole(0, 100_000),
    sample_policy: oneOf(['event_aware', 'uniform']),
    seed: whole(0, Number.MAX_SAFE_INTEGER),
  },
  classification: {
    engine: oneOf(['llm', 'deterministic']),
    provider: text('the name of a provider'),
    model: text('the name of a model'),
    base_url: address,
    temperature: number(0, 2),
    max_output_tokens: whole(1, 4096),
    concurrency: whole(1, 64),
    api_cap_usd: number(0, 1000),
    prefilter_threshold: share,
    env_key_var: text('the name of an environment variable', (value) => /^[A-Za-z_]\w*$/.test(value)),
  },
  entities: {
    provider: text('the name of a provider'),
    model: text('the name of a model'),
    api_cap_usd: number(0, 1000),
  },
  report: {
    scoring_weights: { revenue: share, demand: share, severity: share },
    slos: {
      key_null_pct: percent,
      fk_orphan_pct: percent,
      dup_keys_pct: percent,
      p95_ingest_lag_min: number(0, 525_600),
    },
    window_days: whole(1, 1826),
    demand_base_weights: { nlq: share, slack: share, email: share },
    demand_weight_caps: { min: share, max: share },
    revenue_norm: oneOf(['median_3m']),
    invoice_aggregates: {
      enabled: flag,
      slos: {
        missing_pct: { max: percent },
        on_time_pct: { min: percent },
        dup_key_pct: { max: percent },
        p95_payment_lag_min: { max: number(0, 525_600) },
      },
    },
    marketplace: {
      evening_window: {
        start_hour: whole(0, 23),
        end_hour: whole(1, 24),
        min_share_pct: percent,
        min_days_pct: percent,
      },
    },
  },
  budget: { mode: oneOf(['sample_to_fit']), safety_margin: number(0, 0.9), coverage_floor_pct: percent },
  cache: { enabled: flag, dir: folder },
}

const isRule = (node: object): node is Rule => 'allows' in node

/** Dotted paths of every setting with their rules. */
export const SETTINGS: ReadonlyMap<string, Rule> = new Map(leavesOf('', CONFIG_RULES))

function leavesOf(path: string, node: object): readonly (readonly [string, Rule])[] {
  if (isRule(node)) return [[path, node]]
  return Object.entries(node).flatMap(([key, child]) =>
    leavesOf(path === '' ? key : `${path}.${key}`, child as object),
  )
}

/** Is it a group of settings, such as `report.slos`? */
export const isGroup = (path: string): boolean =>
  [...SETTINGS.keys()].some((setting) => setting.startsWith(`${path}.`))

/** What is wrong with one value of one setting, as the end of a sentence; null where nothing is. */
export function faultOf(path: string, value: unknown): string | null {
  const rule = SETTINGS.get(path)
  if (!rule) {
    if (isGroup(path)) return `${path} is a group of settings, not one: give it settings of its own`
    return `${path} is not a setting.${didYouMean(nearestPaths(path))}`
  }
  if (rule.allows(value)) return null
  const near =
    rule.choices && typeof value === 'string' ? didYouMean(nearestNames(value, rule.choices, 1)) : ''
  return `${path} must be ${rule.expected}, not ${told(value)}${near === '' ? '' : `.${near}`}`
}

/** The same name under another group first, then names that look like it. */
function nearestPaths(path: string): readonly string[] {
  const last = path.split('.').at(-1) ?? path
  const namesakes = [...SETTINGS.keys()].filter((setting) => setting.endsWith(`.${last}`))
  if (namesakes.length > 0) return namesakes.slice(0, 3)
  const groups = new Set([...SETTINGS.keys()].flatMap(prefixesOf))
  return nearestNames(path, groups, 1)
}

const prefixesOf = (path: string): readonly string[] =>
  path.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'))

const told = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60)
