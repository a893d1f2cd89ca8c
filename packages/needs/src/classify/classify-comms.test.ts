import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@numize/base'
import { openProviderServer, type ProviderServer, type Received, type Scripted } from '@numize/llm/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '../config/default-config.ts'
import type { DnrConfig } from '../config/dnr-config.ts'
import { openDatabase } from '../database.ts'
import { writeWarehouse } from '../report/testing.ts'
import { openWarehouse, type Warehouse } from '../report/warehouse/open-warehouse.ts'
import { emailRow, questionRow, slackRow, writeComms } from '../threads/testing.ts'
import { type ClassifyOptions, classifyComms } from './classify-comms.ts'
import { handMadeQuestions, handMadeThreads } from './hand-made/read-hand-made.ts'

const root = mkdtempSync(join(tmpdir(), 'classify-'))
const comms = join(root, 'comms')
let server: ProviderServer
let warehouse: Warehouse

beforeAll(async () => {
  server = await openProviderServer()
  await writeWarehouse(join(root, 'warehouse'), 'neobank', {})
  warehouse = await openWarehouse(join(root, 'warehouse'), { timeZone: 'America/Los_Angeles', threads: 1 })
  const [slack, email] = [handMadeThreads().slice(0, 55), handMadeThreads().slice(90, 100)]
  await writeComms(comms, {
    slack_messages: slack.flatMap(({ root: text, replies }, at) => [
      slackRow(`t${at}`, text, { ts: `2026-10-${String(1 + (at % 28)).padStart(2, '0')} 17:00:00` }),
      ...replies.map((reply, nth) =>
        slackRow(`t${at}`, reply, {
          message_id: `t${at}-r${nth}`,
          reply_to: `t${at}-m1`,
          ts: `2026-10-${String(1 + (at % 28)).padStart(2, '0')} 18:0${nth}:00`,
        }),
      ),
    ]),
    email_messages: email.map(({ root: text }, at) => emailRow(`e${at}`, 'A mail', text)),
    comms_users: [{ source: 'slack', user_id: 'u1', role: 'exec' }],
    nlq: handMadeQuestions()
      .slice(0, 10)
      .map(({ text, sql }, at) => questionRow(`q${at}`, text, sql)),
  })
})
afterAll(async () => {
  await warehouse[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  rmSync(root, { recursive: true })
})
/** Each test has a cache of its own. */
let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'run-'))
})

interface Given {
  readonly classification?: Partial<DnrConfig['classification']>
  readonly entities?: Partial<DnrConfig['entities']>
  readonly options?: Partial<ClassifyOptions>
  readonly signal?: AbortSignal
}

const classify = ({ classification, entities, options, signal }: Given = {}) =>
  classifyComms(
    {
      comms,
      warehouse,
      dataEvents: [],
      runs: join(cwd, 'runs'),
      window: null,
      useLlm: true,
      config: {
        ...DEFAULT_CONFIG,
        classification: { ...DEFAULT_CONFIG.classification, base_url: `${server.url}/v1`, ...classification },
        entities: { ...DEFAULT_CONFIG.entities, api_cap_usd: 0, ...entities },
      },
      ...options,
    },
    {
      signal: signal ?? new AbortController().signal,
      progress: () => {},
      clock: fixedClock('2026-11-01T00:00:00Z'),
      env: { OPENAI_API_KEY: 'sk-secret' },
      cwd,
    },
  )

const NEED = '{"relevance":"positive","theme":"duplicates_dedup","confidence":0.9}'
const QUESTION = '{"theme":"freshness_ingest_lag","confidence":0.8}'
const ENTITIES =
  '{"tables":[{"name":"dim_card","confidence":0.9}],"columns":[{"table":"dim_card","column":"card_id","confidence":0.7},{"table":"made_up","column":"x","confidence":1}]}'
const kindOf = ({ text }: Received): 'thread' | 'question' | 'entities' =>
  text.includes('<thread>') ? 'thread' : text.includes('<question>') ? 'question' : 'entities'
const good = (asked: Received): Scripted => ({
  text: { thread: NEED, question: QUESTION, entities: ENTITIES }[kindOf(asked)],
  inputTokens: 500,
  outputTokens: 20,
})
const each = (500 * 0.15 + 20 * 0.6) / 1e6

const hashesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)

const tableOf = async (path: string): Promise<readonly (readonly unknown[])[]> => {
  await using db = await openDatabase(':memory:', 1)
  return await db.rows(`SELECT * FROM read_parquet('${path}')`)
}

describe('without a model', () => {
  const byWords = { options: { useLlm: false } }
  it('labels everything for nothing, and writes the folder of the run', async () => {
    const { engine, threads, questions, mentions, sources, budget, folder } = await classify(byWords)
    expect(engine).toBe('deterministic')
    expect([threads.length, questions.length]).toEqual([65, 10])
    expect(sources.slack).toMatchObject({ items: 55, kept: 55, labelled: 55, coverage: 1, partial: null })
    expect(budget).toMatchObject({ actualUsd: 0, calls: 0, stoppedEarly: false })
    expect(mentions.map(({ table }) => table)).toContain('fact_card_transaction')
    expect(await tableOf(join(folder, 'preds', 'slack.parquet'))).toHaveLength(55)
    expect(await tableOf(join(folder, 'preds', 'email.parquet'))).toHaveLength(10)
    expect(await tableOf(join(folder, 'preds', 'nlq.parquet'))).toHaveLength(10)
    expect(await tableOf(join(folder, 'prefilter.parquet'))).toHaveLength(65)
    expect(await tableOf(join(folder, 'entities.parquet'))).toHaveLength(mentions.length)
    expect(JSON.parse(readFileSync(join(folder, 'budget.json'), 'utf8'))).toMatchObject(budget)
    expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({ archetype: 'neobank' })
  })
  it('gives the same folder and the same bytes again, and another for other settings', async () => {
    const first = await classify(byWords)
    const before = hashesIn(first.folder)
    const second = await classify(byWords)
    expect(second).toEqual(first)
    expect(hashesIn(second.folder)).toEqual(before)
    const other = await classify({ ...byWords, classification: { prefilter_threshold: 0.5 } })
    expect(other.runId).not.toBe(first.runId)
    expect(readdirSync(join(cwd, 'runs'))).toHaveLength(2)
  })
  it('is what happens where there is no key, too', async () => {
    server.script(good)
    const { engine } = await classify({ classification: { base_url: null, env_key_var: 'NO_SUCH_KEY' } })
    expect(engine).toBe('deterministic')
    expect(server.received).toHaveLength(0)
  })
  it('labels only what lies in the window', async () => {
    const window = { from: '2026-10-05T00:00:00Z', until: '2026-10-07T00:00:00Z' }
    const { threads, questions } = await classify({ options: { useLlm: false, window } })
    expect(threads.length).toBeGreaterThan(10)
    expect(threads.every(({ ts }) => ts >= window.from && ts < window.until)).toBe(true)
    expect(questions).toHaveLength(0)
  })
  it('tells what was met, and shows a need in one sentence', async () => {
    const folder = join(cwd, 'comms')
    const reply = (text: string) => ({ message_id: 'm2', reply_to: 't-m1', ts: '2026-10-05 18:00:00', text })
    const said = 'Good morning all. The invoices table has duplicate rows since Monday. [file: rows.csv]'
    const metBy = async (text: string) => {
      await writeComms(folder, {
        slack_messages: [slackRow('t', said), { ...slackRow('t', ''), ...reply(text) }],
      })
      const [thread] = (await classify({ options: { useLlm: false, comms: folder } })).threads
      return thread
    }
    expect(await metBy('fixed and merged, please check')).toMatchObject({
      met: true,
      theme: 'duplicates_dedup',
      example: 'The invoices table has duplicate rows since Monday.',
    })
    expect((await metBy('no owner yet, it sits in the backlog'))?.met).toBe(false)
    expect((await metBy('which page are you on?'))?.met).toBeNull()
  })
})

describe('with a model', () => {
  it('takes its labels and entities, within the concurrency, and accounts for every call', async () => {
    server.script((asked) => ({ ...good(asked), delayMs: 2 }))
    const { engine, threads, questions, mentions, budget } = await classify({
      entities: { api_cap_usd: 0.1 },
    })
    expect(engine).toBe('llm')
    expect(new Set(threads.map(({ theme }) => theme))).toEqual(new Set(['duplicates_dedup']))
    expect(new Set(questions.map(({ theme }) => theme))).toEqual(new Set(['freshness_ingest_lag']))
    expect(mentions.filter(({ table }) => table === 'made_up')).toEqual([])
    expect(mentions).toContainEqual({
      source: 'slack',
      itemId: 't0',
      table: 'dim_card',
      column: 'card_id',
      confidence: 0.7,
    })
    expect(budget.calls).toBe(server.received.length)
    expect(budget.actualUsd).toBeCloseTo(75 * each, 9)
    expect(budget.actualUsd + budget.entitiesActualUsd).toBeCloseTo(budget.calls * each, 9)
    expect(server.mostAtOnce()).toBeLessThanOrEqual(5)
    expect(server.received[0]?.body).toMatchObject({ temperature: 0, max_tokens: 64, model: 'gpt-4o-mini' })
  })
  it('asks nothing twice: the second run is answered by the cache, and leaves the same bytes', async () => {
    server.script(good)
    const both = { entities: { api_cap_usd: 0.1 } }
    const first = await classify(both)
    const before = hashesIn(first.folder)
    server.script({ status: 500 })
    const second = await classify(both)
    expect(server.received).toHaveLength(0)
    expect(second).toEqual(first)
    expect(hashesIn(second.folder)).toEqual(before)
  })
  it('mends JSON once, and counts what cannot be mended', async () => {
    server.script(
      { text: `Sure! \`\`\`json\n${NEED}\n\`\`\`` },
      { text: "{'relevance': 'negative', 'theme': None, 'confidence': 0.7,}" },
      { text: '{"relevance":"positive","theme":"duplicates_dedup"' },
      { text: 'I cannot say' },
      { text: '{"relevance":"maybe","theme":null}' },
      good,
    )
    const { sources, threads } = await classify({ classification: { concurrency: 1 } })
    expect(sources.slack).toMatchObject({ sampled: 55, labelled: 53, parseErrors: 2, partial: null })
    expect(threads.slice(0, 3).map(({ relevance }) => relevance)).toEqual([
      'positive',
      'negative',
      'positive',
    ])
  })
  it('stops a source after 50 unreadable replies in a row; the others go on', async () => {
    server.script((asked) => (kindOf(asked) === 'thread' ? { text: 'hm' } : good(asked)))
    const { sources } = await classify({ classification: { concurrency: 1 } })
    expect(sources.slack).toMatchObject({ labelled: 0, parseErrors: 50 })
    expect(sources.slack.partial).toMatch(/50 replies in a row/)
    expect(sources.email).toMatchObject({ labelled: 0, parseErrors: 10 })
    expect(sources.nlq).toMatchObject({ labelled: 10, parseErrors: 0, partial: null })
  })
  it('asks again when the provider is busy, and marks a source partial where it fails for good', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0' } }
    server.script(busy, busy, good)
    const { sources } = await classify({ classification: { concurrency: 1 } })
    expect(sources.slack).toMatchObject({ labelled: 55, partial: null })
    cwd = mkdtempSync(join(root, 'run-'))
    server.script((asked) =>
      asked.text.includes('A mail') ? { status: 503, headers: { 'retry-after': '0' } } : good(asked),
    )
    const failing = await classify()
    expect(failing.sources.email.labelled).toBe(0)
    expect(failing.sources.email.partial).toMatch(/could not be reached or failed/)
    expect(failing.sources.slack.labelled).toBe(55)
    expect(failing.sources.nlq.labelled).toBe(10)
  })
  it('sends nothing more once a key is not accepted', async () => {
    server.script({ status: 401 })
    const { sources } = await classify({ classification: { concurrency: 1 } })
    expect(sources.slack.partial).toMatch(/did not accept the key/)
    expect(server.received.length).toBeLessThanOrEqual(6)
  })
})

describe('the cap', () => {
  it('is fitted by a sample that stands for the rest', async () => {
    server.script(good)
    const cap = 60 * each
    const { budget, sources, threads } = await classify({ classification: { api_cap_usd: cap } })
    expect(budget.estimateUsd).toBeLessThanOrEqual(0.75 * cap)
    expect(budget.actualUsd).toBeLessThanOrEqual(cap)
    expect(budget.stoppedEarly).toBe(false)
    expect(sources.slack.sampled).toBeLessThan(55)
    expect(sources.slack.coverage).toBeCloseTo(sources.slack.labelled / 55, 9)
    expect(threads.some(({ weight }) => weight > 1.5)).toBe(true)
  })
  it('is never exceeded, however much more the replies cost than was estimated', async () => {
    server.script((asked) => ({ ...good(asked), inputTokens: 1_500, outputTokens: 64 }))
    for (const cap of [0.0002, 0.001, 0.004]) {
      cwd = mkdtempSync(join(root, 'run-'))
      const { budget, folder } = await classify({
        classification: { api_cap_usd: cap },
        entities: { api_cap_usd: cap / 2 },
      })
      expect(budget.actualUsd).toBeLessThanOrEqual(cap)
      expect(budget.entitiesActualUsd).toBeLessThanOrEqual(cap / 2)
      expect(existsSync(join(folder, 'budget.json'))).toBe(true)
    }
  })
  it('of 0 sends nothing', async () => {
    server.script(good)
    const { budget, sources, mentions } = await classify({
      classification: { api_cap_usd: 0 },
      entities: { api_cap_usd: 0 },
    })
    expect(server.received).toHaveLength(0)
    expect(budget).toMatchObject({ actualUsd: 0, stoppedEarly: true })
    expect(sources.slack).toMatchObject({ sampled: 0, labelled: 0, coverage: 0 })
    expect(mentions.length).toBeGreaterThan(0)
  })
})

describe('what goes wrong', () => {
  it('in one file is told of its source', async () => {
    const folder = join(cwd, 'comms')
    await writeComms(folder, { slack_messages: [slackRow('t', 'duplicate rows in fact_order')] })
    writeFileSync(join(folder, 'nlq.parquet'), 'broken')
    const { sources, threads } = await classify({ options: { comms: folder, useLlm: false } })
    expect(threads).toHaveLength(1)
    expect(sources.nlq).toMatchObject({ items: 0, partial: 'nlq.parquet is damaged or no Parquet file' })
  })
  it('by Ctrl-C leaves no folder, and keeps the replies that were paid', async () => {
    const controller = new AbortController()
    server.script((asked) => {
      if (server.received.length === 40) controller.abort()
      return good(asked)
    })
    await expect(classify({ signal: controller.signal })).rejects.toBeDefined()
    expect(existsSync(join(cwd, 'runs'))).toBe(false)
    server.script(good)
    const { budget } = await classify()
    expect(budget.cachedCalls).toBeGreaterThan(20)
    expect(budget.calls).toBe(server.received.length)
  })
})
