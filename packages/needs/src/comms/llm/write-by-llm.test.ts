import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NumizeError } from '@numize/base'
import { openProviderServer, type ProviderServer, type Received, type Scripted } from '@numize/llm/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../database.ts'
import { readLabels } from '../../labels/read-labels.ts'
import type { CommsOptions, LlmSettings } from '../comms-options.ts'
import { estimateComms } from '../estimate-comms.ts'
import { generateComms } from '../generate-comms.ts'
import type { LlmTexts } from './write-by-llm.ts'

const folder = mkdtempSync(join(tmpdir(), 'comms-llm-'))
let server: ProviderServer
beforeAll(async () => {
  server = await openProviderServer()
  mkdirSync(join(folder, 'data'))
  const head = { archetype: 'marketplace', until: '2026-10-31', months: 18, timeZone: 'America/Los_Angeles' }
  writeFileSync(join(folder, 'data', 'warehouse.json'), JSON.stringify(head))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server[Symbol.asyncDispose]()
})

const ENV = { OPENAI_API_KEY: 'sk-secret' }
const NOW = { 'retry-after': '0' }
/** Twelve threads, four e-mails, and twenty questions in two requests. */
const REQUESTS = 18
const TOKENS = { inputTokens: 500, outputTokens: 100 }
const EACH = (500 * 0.15 + 100 * 0.6) / 1e6

const options = (name: string, llm: Partial<LlmSettings> = {}): CommsOptions => ({
  archetype: 'marketplace',
  slack: 12,
  email: 4,
  nlq: 20,
  seed: 5,
  samplePolicy: 'uniform',
  warehouse: join(folder, 'data'),
  meta: join(folder, name, 'meta'),
  out: join(folder, name, 'comms'),
  sql: 'keep',
  llm: {
    provider: 'openai',
    model: 'gpt-4o-mini',
    baseUrl: `${server.url}/v1`,
    keyVariable: 'OPENAI_API_KEY',
    capUsd: 1,
    concurrency: 5,
    cacheDir: join(folder, name, 'cache'),
    ...llm,
  },
})

interface Situation {
  readonly speakers?: readonly string[]
  readonly sender?: string
  readonly questions?: readonly unknown[]
}

/** What was asked for, read from the request as a model would. */
function situationOf({ body }: Received): Situation {
  const turns = body['messages'] as readonly { readonly role: string; readonly content: string }[]
  return JSON.parse(turns.find(({ role }) => role === 'user')?.content ?? '{}')
}

const replyTo = (request: Received, word = 'written'): string => {
  const { speakers, sender, questions } = situationOf(request)
  if (speakers) return JSON.stringify({ messages: speakers.map((_, at) => `${word} by the model ${at}`) })
  if (sender) return JSON.stringify({ subject: `${word} subject`, body: `${word} by the model` })
  return JSON.stringify({ questions: questions?.map((_, at) => `${word} by the model ${at}`) })
}

const writer = (request: Received): Extract<Scripted, { text: string }> => ({
  text: replyTo(request),
  ...TOKENS,
})

interface CommsJson {
  readonly engine: string
  readonly spend: LlmTexts['spend']
  readonly grammarIds: LlmTexts['grammarIds'] | null
}
const jsonOf = ({ out }: CommsOptions): CommsJson => JSON.parse(readFileSync(join(out, 'comms.json'), 'utf8'))

async function textsOf({ out }: CommsOptions): Promise<readonly string[]> {
  const db = await openDatabase(':memory:', 1)
  const file = (name: string): string => `'${join(out, `${name}.parquet`)}'`
  const rows = await db.rows(
    `SELECT text FROM ${file('slack_messages')} UNION ALL SELECT body_text FROM ${file('email_messages')} UNION ALL SELECT query_text FROM ${file('nlq')}`,
  )
  await db[Symbol.asyncDispose]()
  return rows.map(([text]) => String(text))
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'written',
    (error: unknown) => (error instanceof NumizeError ? error.code : String(error)),
  )

describe('a model that writes', () => {
  it('writes every text, at most five at once, and each call is counted with its price', async () => {
    server.script((request) => ({ ...writer(request), delayMs: 30 }))
    const given = options('all')
    const { engine, byGrammar } = await generateComms(given, { env: ENV })
    expect({ engine, byGrammar }).toEqual({ engine: 'llm', byGrammar: 0 })
    expect((await textsOf(given)).every((text) => text.startsWith('written by the model'))).toBe(true)
    const { spend, grammarIds } = jsonOf(given)
    expect(spend).toMatchObject({ calls: REQUESTS, cachedCalls: 0, unreadable: 0, failed: 0, overBudget: 0 })
    expect(spend.spentUsd).toBeCloseTo(REQUESTS * EACH, 12)
    expect(grammarIds).toEqual({ slack: [], email: [], nlq: [] })
    expect(server.mostAtOnce()).toBeLessThanOrEqual(5)
    expect(server.mostAtOnce()).toBeGreaterThan(1)
  })
  it('is told the need and the roles, and that there are no people', async () => {
    server.script(writer)
    await generateComms(options('told'), { env: ENV })
    const thread = server.received.find((request) => situationOf(request).speakers)
    expect(thread?.text).toContain('use no names of people')
    expect(situationOf(thread ?? ({ body: {} } as Received))).toHaveProperty('relevance')
    expect(server.received.some(({ text }) => text.includes('sk-secret'))).toBe(false)
  })
  it('leaves the labels as they are without it', async () => {
    server.script(writer)
    const [with_, without] = [options('labels'), { ...options('plain'), llm: null }]
    await generateComms(with_, { env: ENV })
    await generateComms(without, { env: ENV })
    expect(await readLabels(with_.meta)).toEqual(await readLabels(without.meta))
    expect(jsonOf(without)).toMatchObject({ engine: 'grammar', spend: { calls: 0, spentUsd: 0 } })
  })
  it('is not asked where the environment has no key', async () => {
    server.script(writer)
    const given = options('no-key', { baseUrl: null })
    await generateComms(given, { env: {} })
    expect(server.received).toHaveLength(0)
    expect(jsonOf(given).engine).toBe('grammar')
  })
  it('is estimated without being asked', async () => {
    server.script(writer)
    const estimate = await estimateComms(options('estimate'), { env: ENV })
    expect(estimate).toMatchObject({ requests: REQUESTS, capUsd: 1, events: 0 })
    expect(estimate.estimateUsd).toBeGreaterThan(0)
    expect(server.received).toHaveLength(0)
  })
})

describe('what goes wrong on the way', () => {
  it('is asked for once more where it is no JSON, or holds an address; then the grammar writes', async () => {
    const tries = new Map<string, number>()
    server.script((request) => {
      const key = JSON.stringify(situationOf(request))
      const nth = (tries.get(key) ?? 0) + 1
      tries.set(key, nth)
      const { speakers, sender } = situationOf(request)
      if (speakers) return nth === 1 ? { text: 'Sure! Here it is', ...TOKENS } : writer(request)
      if (sender)
        return nth === 1 ? { text: replyTo(request, 'mail me@corp.com'), ...TOKENS } : writer(request)
      return { text: '{"questions": ["only one"]}', ...TOKENS }
    })
    const given = options('repaired')
    await generateComms(given, { env: ENV })
    const { spend, grammarIds } = jsonOf(given)
    expect(spend).toMatchObject({ calls: 2 * REQUESTS, unreadable: REQUESTS + 2 })
    expect(spend.spentUsd).toBeCloseTo(2 * REQUESTS * EACH, 12)
    expect(grammarIds?.nlq).toHaveLength(20)
    expect(grammarIds).toMatchObject({ slack: [], email: [] })
    expect((await textsOf(given)).some((text) => text.includes('@'))).toBe(false)
  })
  it('is tried again where the provider is busy or broken, and every call counts', async () => {
    server.script(
      { status: 429, headers: NOW },
      { status: 500, headers: NOW },
      { status: 429, headers: NOW },
      writer,
    )
    const given = options('busy')
    await generateComms(given, { env: ENV })
    expect(jsonOf(given).spend).toMatchObject({ calls: REQUESTS + 3, failed: 0 })
    expect(jsonOf(given).spend.spentUsd).toBeCloseTo(REQUESTS * EACH, 12)
  })
  it('is left to the grammar where the provider stays broken', async () => {
    server.script({ status: 503, headers: NOW })
    const given = options('broken')
    const { engine, byGrammar } = await generateComms(given, { env: ENV })
    expect({ engine, byGrammar }).toEqual({ engine: 'grammar', byGrammar: 36 })
    expect(jsonOf(given).spend).toMatchObject({ failed: REQUESTS, spentUsd: 0 })
  })
  it('is told at once where the key is wrong, and nothing is written', async () => {
    server.script({ status: 401 })
    const given = options('bad-key')
    expect(await codeOf(generateComms(given, { env: ENV }))).toBe('llm/bad-key')
    expect(existsSync(given.out)).toBe(false)
    expect(server.received.length).toBeLessThanOrEqual(5)
  })
})

describe('the cap', () => {
  it('is never passed; what it does not pay for is the grammar, and a later run pays for that only', async () => {
    server.script((request) => ({ ...writer(request), delayMs: 3 }))
    const capUsd = 0.0024
    const first = options('capped', { capUsd })
    await generateComms(first, { env: ENV })
    const { spend, grammarIds } = jsonOf(first)
    const paid = server.received.length
    expect(spend.spentUsd).toBeLessThanOrEqual(capUsd)
    expect(spend.spentUsd).toBeCloseTo(paid * EACH, 12)
    expect(spend.calls).toBe(paid)
    expect(paid).toBeGreaterThan(0)
    expect(spend.overBudget).toBe(REQUESTS - paid)
    const left = Object.values(grammarIds ?? {}).flat()
    expect(left.length).toBeGreaterThan(0)

    await generateComms(first, { env: ENV })
    expect(jsonOf(first).spend.cachedCalls).toBeGreaterThanOrEqual(paid)

    server.script(writer)
    const second = options('capped', { capUsd: 1 })
    await generateComms(second, { env: ENV })
    expect(jsonOf(second).spend.calls + jsonOf(second).spend.cachedCalls).toBe(REQUESTS)
    expect(jsonOf(second).grammarIds).toEqual({ slack: [], email: [], nlq: [] })
    expect(server.received.length).toBeLessThan(REQUESTS)

    server.script(writer)
    await generateComms(second, { env: ENV })
    expect(server.received).toHaveLength(0)
    expect(jsonOf(second).spend).toMatchObject({ calls: 0, spentUsd: 0, cachedCalls: REQUESTS })
  })
  it('of 0 sends nothing', async () => {
    server.script(writer)
    const given = options('zero', { capUsd: 0 })
    await generateComms(given, { env: ENV })
    expect(server.received).toHaveLength(0)
    expect(jsonOf(given)).toMatchObject({ engine: 'grammar', spend: { calls: 0, overBudget: REQUESTS } })
  })
})

describe('a run that is stopped', () => {
  it('leaves nothing in place, keeps what was paid for, and goes on from there', async () => {
    const stop = new AbortController()
    let replied = 0
    server.script((request) => {
      if (++replied === 8) stop.abort()
      return writer(request)
    })
    const given = options('stopped')
    expect(await codeOf(generateComms(given, { env: ENV, signal: stop.signal }))).toMatch(/abort/i)
    expect(existsSync(given.out)).toBe(false)
    expect(readdirSync(join(folder, 'stopped'))).toEqual(['cache'])
    server.script(writer)
    await generateComms(given, { env: ENV })
    const { spend } = jsonOf(given)
    expect(spend.cachedCalls).toBeGreaterThan(0)
    expect(spend.calls + spend.cachedCalls).toBe(REQUESTS)
    expect(spend.calls).toBeLessThan(REQUESTS)
  })
})
