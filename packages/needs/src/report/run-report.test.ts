import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@numize/base'
import { checkProse } from '@numize/blocks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { generateComms } from '../comms/generate-comms.ts'
import { DEFAULT_CONFIG } from '../config/default-config.ts'
import { dnrProgram } from '../dnr-program.ts'
import { generateWarehouse } from '../generate-warehouse.ts'
import { DEFAULTS } from '../options.ts'
import { composeReport, type Report } from './compose-report.ts'
import { drawSvg } from './figures/draw-figure.ts'
import { figuresOf } from './figures/report-figures.ts'
import { type Finding, LEFT_OUT, resultOf } from './findings/finding.ts'
import { guardrailWords } from './findings/health-findings.ts'
import { measureFacts } from './measure-facts.ts'
import { dataHealth } from './output/data-health-json.ts'
import { execSummary } from './output/exec-summary-json.ts'
import { themes } from './output/themes-json.ts'
import { REPORT_SCHEMAS } from './schema/report-schemas.ts'
import { writeWarehouse } from './testing.ts'
import { classifiedOf } from './testing-classified.ts'
import { smallMarketplace, smallNeobank } from './testing-small.ts'
import { openWarehouse } from './warehouse/open-warehouse.ts'

const root = mkdtempSync(join(tmpdir(), 'report-'))
afterAll(() => rmSync(root, { recursive: true }))

const ARCHETYPES = ['neobank', 'marketplace'] as const
const quiet = { signal: new AbortController().signal, progress: () => undefined }

async function dnr(
  args: readonly string[],
  rest: { readonly signal?: AbortSignal; readonly onProgress?: (line: string) => void } = {},
) {
  const printed: string[] = []
  let exitCode = 0
  await dnrProgram({
    print: (line) => void printed.push(line),
    progress: rest.onProgress ?? (() => undefined),
    signal: rest.signal ?? quiet.signal,
    env: {},
    clock: fixedClock('2026-11-21T12:00:00Z'),
    cwd: root,
    exit: (code) => {
      exitCode = code
    },
  }).parseAsync([...args], { from: 'user' })
  return { printed, exitCode }
}

const read = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'))
const hashes = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return `${path.slice(folder.length)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
    })
    .toSorted()

beforeAll(async () => {
  for (const archetype of ARCHETYPES) {
    const [warehouse, meta] = [join(root, 'data', archetype), join(root, 'meta', archetype)]
    await generateWarehouse({
      ...DEFAULTS,
      archetype,
      scale: 'tiny',
      out: warehouse,
      meta,
      database: false,
      staging: false,
    })
    await generateComms({
      archetype,
      slack: 240,
      email: 60,
      nlq: 120,
      seed: 43,
      samplePolicy: 'event_aware',
      sql: 'keep',
      warehouse,
      meta,
      out: join(root, 'comms', archetype),
    })
  }
}, 120_000)

describe.each(ARCHETYPES)('the report of a small %s', (archetype) => {
  it('has every file, each JSON as its schema says, and the same bytes twice', async () => {
    const args = ['run-report', '--archetype', archetype, '--no-llm', '--window', '365d']
    const { printed, exitCode } = await dnr([...args, '--strict'])
    expect(exitCode).toBe(0)
    expect(printed.join('\n')).toMatch(/objectives are met/)
    const out = join(root, 'reports', archetype)
    for (const name of ['data_health', 'themes', 'exec_summary'] as const)
      expect(REPORT_SCHEMAS[name].safeParse(read('reports', archetype, `${name}.json`)).error).toBeUndefined()
    expect(readFileSync(join(out, 'exec_summary.pdf')).subarray(0, 8).toString()).toBe('%PDF-1.7')
    expect(readdirSync(join(out, 'figures')).length).toBeGreaterThanOrEqual(4)
    expect(readFileSync(join(out, 'exec_summary.md'), 'utf8')).toMatch(
      archetype === 'neobank' ? /### Invoice Aggregates/ : /### Marketplace Evening Coverage/,
    )
    const before = hashes(out)
    await dnr(args)
    expect(hashes(out)).toEqual(before)
  }, 120_000)

  it('says of the labels that a language model was left out, and that they are our own', () => {
    expect(read('reports', archetype, 'themes.json')).toMatchObject({
      status: 'themes labelled',
      engine: 'deterministic',
      llm: { skipped: true, reason: expect.stringContaining('themes skipped') },
    })
  })

  it('shows different themes, sure enough, in sentences that its own tables bear out', () => {
    const summary = read('reports', archetype, 'exec_summary.json') as {
      actions: { theme: string; confidence: number }[]
      findings: Finding[]
    }
    expect(summary.actions.length).toBeGreaterThan(0)
    expect(new Set(summary.actions.map(({ theme }) => theme)).size).toBe(summary.actions.length)
    expect(summary.actions.every(({ confidence }) => confidence >= 0.55)).toBe(true)
    const known = [
      'missing_pct',
      'on_time_pct',
      'dup_key_pct',
      'p95_payment_lag_min',
      'overall_share_pct',
      'days_pct',
    ]
    for (const { answer, columns, rows } of summary.findings) {
      expect(answer.caveats).not.toContain(LEFT_OUT)
      const context = known.map((name) => guardrailWords(name).label)
      expect(checkProse(answer.narrative.text, resultOf(columns, rows), { context }).problems).toEqual([])
    }
  })
})

describe('what can go wrong', () => {
  const neobank = ['run-report', '--archetype', 'neobank', '--no-llm']

  it('goes on without communications, hides what nobody asked for, and is not enough for --strict', async () => {
    const { printed, exitCode } = await dnr([...neobank, '--comms', 'nowhere', '--out', 'alone', '--strict'])
    expect(exitCode).toBe(1)
    expect(printed.join('\n')).toMatch(/No communications were read/)
    expect(read('alone', 'exec_summary.json')).toMatchObject({
      actions: [],
      hidden_actions: { highest_confidence: 0 },
    })
    expect(read('alone', 'themes.json')).toMatchObject({ status: 'themes skipped', engine: null })
    expect((await dnr([...neobank, '--comms', 'nowhere', '--out', 'alone'])).exitCode).toBe(0)
  })

  it('goes on without one source, and says so', async () => {
    const comms = join(root, 'two-sources')
    mkdirSync(comms)
    for (const name of ['slack_messages', 'comms_users', 'email_messages'])
      writeFileSync(
        join(comms, `${name}.parquet`),
        readFileSync(join(root, 'comms', 'neobank', `${name}.parquet`)),
      )
    const { printed } = await dnr([...neobank, '--comms', comms, '--out', 'partial'])
    expect(printed.join('\n')).toMatch(/Questions is read in part: nlq\.parquet is not there/)
  })

  it.each([
    ['no folder', (): string => 'nothing-here', /there is no warehouse in/],
    ['an empty folder', (): string => mkdtempSync(join(root, 'empty-')), /there is no warehouse in/],
    [
      'a table that is no Parquet',
      () => damaged('fact_card_transaction', 'not parquet'),
      /fact_card_transaction\.parquet cannot be read/,
    ],
    ['a table that is missing', () => damaged('dim_card', null), /the warehouse has no dim_card/],
    ['a table cut short', () => damaged('fact_card_transaction', 'cut'), /cannot be read/],
  ])('tells of %s in one sentence', async (_, folder, sentence) => {
    await expect(dnr([...neobank, '--warehouse', folder(), '--out', 'broken'])).rejects.toThrow(sentence)
    expect(existsSync(join(root, 'broken'))).toBe(false)
  })

  it('leaves the old report where it is stopped, and nothing beside it', async () => {
    await dnr([...neobank, '--out', 'kept/neobank'])
    const before = hashes(join(root, 'kept'))
    const stop = new AbortController()
    const stopped = dnr([...neobank, '--window', '60d', '--out', 'kept/neobank'], {
      signal: stop.signal,
      onProgress: (line) => {
        if (line.startsWith('drawing')) stop.abort()
      },
    })
    await expect(stopped).rejects.toThrow(/abort/i)
    expect(hashes(join(root, 'kept'))).toEqual(before)
    expect(readdirSync(join(root, 'kept'))).toEqual(['neobank'])
  })

  it('keeps what validate wrote beside the report, and refuses a folder of others', async () => {
    const qc = join(root, 'kept', 'neobank', 'qc')
    mkdirSync(qc)
    writeFileSync(join(qc, 'validate.md'), 'fine')
    await dnr([...neobank, '--out', 'kept/neobank'])
    expect(readFileSync(join(qc, 'validate.md'), 'utf8')).toBe('fine')
    writeFileSync(join(mkdtempSync(join(root, 'mine-')), 'notes.txt'), 'keep')
    const mine = readdirSync(root).find((name) => name.startsWith('mine-')) ?? ''
    await expect(dnr([...neobank, '--out', mine])).rejects.toMatchObject({ code: 'needs/foreign-folder' })
  })

  it('writes nothing when only asked what it would do', async () => {
    const { printed } = await dnr([...neobank, '--out', 'planned', '--window', '7d', '--dry-run'])
    expect(printed.join('\n')).toMatch(
      /the last 7 days of data\/neobank[\s\S]*costs nothing[\s\S]*nothing was written/,
    )
    expect(existsSync(join(root, 'planned'))).toBe(false)
  })

  it('knows a window of no days for a mistake', async () => {
    await expect(dnr([...neobank, '--window', '0d'])).rejects.toThrow(/from 1 to 730/)
  })

  function damaged(table: string, content: string | null): string {
    const from = join(root, 'data', 'neobank')
    const folder = mkdtempSync(join(root, 'damaged-'))
    for (const name of readdirSync(from).filter((each) => /\.(?:parquet|json)$/.test(each)))
      writeFileSync(join(folder, name), readFileSync(join(from, name)))
    const path = join(folder, `${table}.parquet`)
    const whole = readFileSync(path)
    if (content === null) rmSync(path)
    else
      writeFileSync(
        path,
        content === 'cut'
          ? Buffer.concat([whole.subarray(0, 4), Buffer.alloc(whole.length / 2), whole.subarray(-40_000)])
          : content,
      )
    return folder
  }
})

describe.each(ARCHETYPES)('golden files of a hand-made %s', (archetype) => {
  let report: Report

  beforeAll(async () => {
    const folder = join(root, `small-${archetype}`)
    await writeWarehouse(folder, archetype, archetype === 'neobank' ? smallNeobank() : smallMarketplace())
    await using warehouse = await openWarehouse(folder, { timeZone: 'America/Los_Angeles', threads: 1 })
    const facts = await measureFacts(warehouse, { config: DEFAULT_CONFIG, windowDays: 30 }, quiet)
    const table = archetype === 'neobank' ? 'fact_card_transaction' : 'fact_order'
    report = composeReport(
      facts,
      classifiedOf({
        threads: [
          { threadId: 'a', weight: 2, met: false },
          { threadId: 'b', source: 'email', theme: 'duplicates_dedup', met: true },
        ],
        questions: [{ queryId: 'q' }, { queryId: 'r', theme: 'freshness_ingest_lag' }],
        mentions: [
          { source: 'slack', itemId: 'a', table, column: null, confidence: 0.9 },
          { source: 'nlq', itemId: 'q', table, column: null, confidence: 0.8 },
        ],
      }),
      { config: DEFAULT_CONFIG, notes: ['Hand-made.'] },
    )
  })

  it.each([
    ['data_health', dataHealth],
    ['themes', themes],
    ['exec_summary', execSummary],
  ] as const)('%s.json', async (name, write) => {
    const value = write(report)
    expect(REPORT_SCHEMAS[name].safeParse(JSON.parse(JSON.stringify(value))).error).toBeUndefined()
    await expect(`${JSON.stringify(brief(value), null, 1)}\n`).toMatchFileSnapshot(
      `golden/${archetype}/${name}.json`,
    )
  })

  it('the figures, as drawings', async () => {
    const drawn = await Promise.all(
      figuresOf(report).map(async (figure) => {
        const svg = await drawSvg(figure)
        expect(svg).toMatch(/<svg[^>]* role="img"><title>[^<]+<\/title><desc>[^<]+<\/desc>/)
        return [figure.name, createHash('sha256').update(svg).digest('hex')] as const
      }),
    )
    await expect(`${JSON.stringify(Object.fromEntries(drawn), null, 1)}\n`).toMatchFileSnapshot(
      `golden/${archetype}/figures.json`,
    )
  })
})

/** Without what only repeats: days, charts, the rows behind the findings. */
const brief = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      Array.isArray(part) && ['daily', 'rows', 'columns', 'open', 'citations'].includes(key)
        ? `${part.length} ${key}`
        : key === 'chart' && part !== null
          ? 'a chart'
          : part,
    ),
  )

it.each(Object.entries(REPORT_SCHEMAS))('publishes the schema of %s.json', async (name, schema) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', reused: 'ref' })
  const published = {
    $schema,
    $id: `https://numize.dev/schemas/dnr/${name}.schema.json`,
    title: `${name}.json`,
    ...rest,
  }
  await expect(`${JSON.stringify(published, null, 2)}\n`).toMatchFileSnapshot(
    `../../schemas/${name}.schema.json`,
  )
})
