import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { SETTINGS } from './config-rules.ts'
import { DEFAULT_CONFIG } from './default-config.ts'
import { variableOf } from './environment-entries.ts'
import { loadConfig, type PartialConfig } from './load-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'needs-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0

const load = (yaml: string | null, rest: { env?: Record<string, string>; flags?: PartialConfig } = {}) => {
  const cwd = join(folder, String(made++))
  mkdirSync(join(cwd, 'configs'), { recursive: true })
  if (yaml !== null) writeFileSync(join(cwd, 'configs/default.yaml'), yaml)
  return loadConfig({ cwd, env: {}, ...rest })
}

const problems = async (loading: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await loading.catch((thrown: unknown) => thrown)
  return error instanceof Error ? error.message.split('\n') : []
}

describe('precedence', () => {
  const yaml = 'comms:\n  nlq: 10\n  slack_threads: 20\n  email_threads: 30\n'

  it('has the defaults of the spec where nothing is said', async () => {
    expect(await load(null)).toEqual(DEFAULT_CONFIG)
    expect(await load('')).toEqual(DEFAULT_CONFIG)
    expect(await load('report:\n')).toEqual(DEFAULT_CONFIG)
  })

  it('puts the file over the defaults, the environment over the file, flags over all', async () => {
    const env = { DNR_COMMS_SLACK_THREADS: '21', DNR_COMMS_EMAIL_THREADS: '31', PATH: '/bin' }
    const config = await load(yaml, { env, flags: { comms: { email_threads: 32, seed: undefined } } })
    expect(config.comms).toEqual({
      ...DEFAULT_CONFIG.comms,
      nlq: 10,
      slack_threads: 21,
      email_threads: 32,
    })
  })

  it('reads lists, nulls and yes-or-no from the environment', async () => {
    const env = {
      DNR_WAREHOUSE_ARCHETYPES: 'marketplace',
      DNR_CLASSIFICATION_BASE_URL: 'http://localhost:1234/v1',
      DNR_CACHE_ENABLED: 'false',
      DNR_CLASSIFICATION_API_CAP_USD: '0',
    }
    const { warehouse, classification, cache } = await load(null, { env })
    expect(warehouse.archetypes).toEqual(['marketplace'])
    expect(classification).toMatchObject({ base_url: 'http://localhost:1234/v1', api_cap_usd: 0 })
    expect(cache.enabled).toBe(false)
  })

  it('follows anchors and aliases, and does not follow them in circles', async () => {
    const config = await load('comms:\n  seed: &n 7\nwarehouse:\n  seed: *n\n')
    expect(config.warehouse.seed).toBe(7)
    expect((await problems(load('comms: &c\n  nlq: 1\n  more: *c\n')))[0]).toContain('is not a setting')
  })
})

describe('what is wrong', () => {
  it('is told all at once, each with its line', async () => {
    expect(
      await problems(
        load(
          'comms:\n  nlq: many\n  slack_thread: 5\nwarehouse:\n  archetypes: [bank]\n  scale: evaluaton\n',
          {
            env: { DNR_CLASIFICATION_API_CAP_USD: '1', DNR_ENTITIES_API_CAP_USD: '-1' },
          },
        ),
      ),
    ).toEqual([
      'DNR_CLASIFICATION_API_CAP_USD: there is no such setting. Did you mean DNR_CLASSIFICATION_API_CAP_USD?',
      'configs/default.yaml:2: comms.nlq must be a whole number from 0 to 100000, not "many"',
      'configs/default.yaml:3: comms.slack_thread is not a setting. Did you mean comms.slack_threads?',
      'configs/default.yaml:5: warehouse.archetypes must be a list of neobank, marketplace, not ["bank"]',
      'configs/default.yaml:6: warehouse.scale must be tiny, demo or evaluation, not "evaluaton". Did you mean evaluation?',
      'DNR_ENTITIES_API_CAP_USD: entities.api_cap_usd must be a number from 0 to 1000, not -1',
    ])
  })

  it.each([
    ['slos: {key_null_pct: 1}', 'slos.key_null_pct is not a setting. Did you mean report.slos.key_null_pct?'],
    ['report: 3', 'report is a group of settings, not one: give it settings of its own'],
    ['warehouse: {until: 2026-02-30}', 'warehouse.until must be a day such as 2026-10-31, not "2026-02-30"'],
    ['just words', 'settings are "name: value" lines, in groups such as comms:'],
    ['report: {scoring_weights: {revenue: 0.7}}', 'report.scoring_weights must add up to 1, not 1.1'],
    [
      'report: {marketplace: {evening_window: {start_hour: 23, end_hour: 2}}}',
      'report.marketplace.evening_window.start_hour must be before its end_hour',
    ],
  ])('%s', async (yaml, told) => {
    expect(await problems(load(yaml))).toEqual([`configs/default.yaml:1: ${told}`])
  })

  it('is told of YAML that cannot be read, by its line', async () => {
    const [told] = await problems(load('comms:\n  nlq: 1\n nlq: [\n'))
    expect(told).toMatch(/^configs\/default\.yaml:\d+: /)
  })

  it('is told of a file that is not there', async () => {
    const [told] = await problems(loadConfig({ cwd: folder, env: {}, file: 'none.yaml' }))
    expect(told).toContain('there is no settings file')
  })
})

it('has a variable of its own for every setting, and defaults that its rules allow', () => {
  const variables = [...SETTINGS.keys()].map(variableOf)
  expect(new Set(variables).size).toBe(variables.length)
  const valueAt = (path: string) =>
    path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], DEFAULT_CONFIG)
  for (const [path, rule] of SETTINGS) expect([path, rule.allows(valueAt(path))]).toEqual([path, true])
})
