import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateComms } from '../comms/generate-comms.ts'
import { DEFAULT_CONFIG } from '../config/default-config.ts'
import { generateWarehouse } from '../generate-warehouse.ts'
import { ARCHETYPES, type Archetype, DEFAULTS } from '../options.ts'
import { type Validation, validate } from './validate.ts'
import { asLines, writeValidation } from './write-validation.ts'

const root = mkdtempSync(join(tmpdir(), 'needs-validate-'))
afterAll(() => rmSync(root, { recursive: true }))

const foldersOf = (archetype: string) => ({
  warehouse: join(root, 'data', archetype),
  comms: join(root, 'comms', archetype),
  meta: join(root, 'meta', archetype),
  runs: join(root, 'runs'),
  report: join(root, 'reports', archetype),
})

const validated = (archetype: string): Promise<Validation> =>
  validate(foldersOf(archetype), {
    config: DEFAULT_CONFIG,
    threads: 1,
    signal: new AbortController().signal,
    onProgress: () => {},
  })

const failures = ({ checks }: Validation) => checks.filter(({ status }) => status === 'failed')

async function generate(archetype: Archetype): Promise<void> {
  const { warehouse, comms, meta } = foldersOf(archetype)
  await generateWarehouse(
    { ...DEFAULTS, archetype, scale: 'tiny', out: warehouse, meta, database: false, staging: false },
    { threads: 1 },
  )
  await generateComms({
    archetype,
    warehouse,
    meta,
    out: comms,
    slack: 400,
    email: 200,
    nlq: 200,
    seed: 43,
    samplePolicy: 'event_aware',
    sql: 'keep',
  })
}

beforeAll(async () => {
  for (const archetype of ARCHETYPES) await generate(archetype)
}, 120_000)

describe.each(ARCHETYPES)('%s', (archetype) => {
  it('passes every gate that a small warehouse has the rows for', async () => {
    const validation = await validated(archetype)
    // rates of few subscribers, listings and orders a day are chance
    const chance = new Set(['quality', 'taxonomy', 'monetization', 'guardrails'])
    expect(failures(validation).filter(({ group }) => !chance.has(group))).toEqual([])
    const quality = failures(validation).filter(
      ({ group, name }) => group === 'quality' && /lag|gap/.test(name),
    )
    expect(quality).toEqual([])
    expect(new Set(validation.checks.map(({ group }) => group)).size).toBe(15)
  })

  it('writes what it found, as JSON and as a page', async () => {
    const validation = await validated(archetype)
    const out = join(root, 'qc', archetype)
    await writeValidation(out, validation)
    expect(JSON.parse(readFileSync(join(out, 'validate.json'), 'utf8'))).toEqual(validation)
    expect(readFileSync(join(out, 'validate.md'), 'utf8')).toContain('## Data quality')
    expect(asLines(validation).at(-1)).toMatch(/^\d+ checks passed, \d+ failed, \d+ could not be made$/)
  })
})

describe('what is wrong is found', () => {
  const spoil = (file: string, change: (path: string) => void) => {
    const path = join(root, file)
    const before = readFileSync(path)
    change(path)
    return () => writeFileSync(path, before)
  }

  it('rows that are not those of the seed', async () => {
    const restore = spoil('data/neobank/warehouse.json', (path) => {
      const stamp = JSON.parse(readFileSync(path, 'utf8')) as object
      writeFileSync(path, JSON.stringify({ ...stamp, seed: 7 }))
    })
    const found = failures(await validated('neobank')).filter(({ group }) => group === 'reproducibility')
    restore()
    expect(found).toHaveLength(1)
    expect(found[0]?.measured).toContain('fact_card_transaction')
  })

  it('a half-written table, in one sentence', async () => {
    const restore = spoil('data/marketplace/fact_order.parquet', (path) => truncateSync(path, 5000))
    const found = failures(await validated('marketplace'))
    restore()
    expect(found.map(({ name }) => name)).toEqual(['the warehouse can be read'])
    expect(found[0]?.measured).toContain('fact_order.parquet')
    expect(found[0]?.measured.split('\n')).toHaveLength(1)
  })

  it('a warehouse that was not written to its end', async () => {
    const restore = spoil('data/neobank/warehouse.json', (path) => rmSync(path))
    const found = failures(await validated('neobank'))
    restore()
    expect(found.map(({ name }) => name)).toContain('the warehouse is finished')
  })

  it('labels that are not those of the seed', async () => {
    const other = readFileSync(join(root, 'meta/neobank/nlq_labels.parquet'))
    const restore = spoil('meta/marketplace/nlq_labels.parquet', (path) => writeFileSync(path, other))
    const found = failures(await validated('marketplace')).filter(({ group }) => group === 'reproducibility')
    restore()
    expect(found.map(({ measured }) => measured)).toEqual(['others in nlq_labels'])
  })

  it('broken communications, and more spent than the cap', async () => {
    const restore = spoil('comms/marketplace/nlq.parquet', (path) => writeFileSync(path, 'PAR1'))
    const broken = failures(await validated('marketplace')).filter(({ group }) => group === 'comms')
    restore()
    expect(broken.map(({ measured }) => measured)).toEqual([expect.stringContaining('nlq.parquet')])
    const undo = spoil('comms/marketplace/comms.json', (path) => {
      const stamp = JSON.parse(readFileSync(path, 'utf8')) as object
      writeFileSync(path, JSON.stringify({ ...stamp, spend: { capUsd: 1, spentUsd: 1.01 } }))
    })
    const spent = failures(await validated('marketplace')).filter(({ group }) => group === 'spend')
    undo()
    expect(spent.map(({ name }) => name)).toEqual(['to write communications'])
  })

  it('refuses a folder that is not there', async () => {
    await expect(validated('nothing')).rejects.toMatchObject({ code: 'needs/no-warehouse' })
  })
})

it('reads a report where there is one', async () => {
  const { report } = foldersOf('neobank')
  mkdirSync(join(report, 'figures'), { recursive: true })
  const action = { theme: 'duplicates_dedup', confidence: 0.5 }
  for (const name of ['exec_summary.md', 'data_health.csv', 'themes.json', 'figures/health.png'])
    writeFileSync(join(report, name), '')
  writeFileSync(join(report, 'exec_summary.json'), JSON.stringify({ actions: [action, action] }))
  writeFileSync(join(report, 'data_health.json'), '{"invoice_aggregates": {"metrics": {}, "checks": []}}')
  const { checks } = await validated('neobank')
  const told = checks.filter(({ group }) => group === 'report')
  expect(told.map(({ name, status, measured }) => `${name}: ${status}, ${measured}`)).toEqual([
    'files: failed, missing: themes.md',
    'figures: passed, 1',
    'actions: passed, 2',
    'actions of a theme that another has: failed, 1',
    'least confidence of an action: failed, 0.5',
    'guardrails in data_health.json: failed, missing: aggregates_by_table.fact_subscription_invoice, invoice_aggregates.passed',
  ])
})
