import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { fixedClock, NumizeError } from '@numize/base'
import type { Providers } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Environment } from './choose-provider.ts'
import type { Llm, LlmRequest } from './llm.ts'
import { openLlm } from './open-llm.ts'
import { openProviderServer, type ProviderServer } from './testing.ts'

const KEY = 'sk-very-secret'
let server: ProviderServer
beforeAll(async () => {
  server = await openProviderServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const request: LlmRequest = {
  rules: 'Propose.',
  turns: [{ role: 'user', text: 'revenue by month' }],
  schema: { type: 'object', properties: { plans: { type: 'array' } }, required: ['plans'] },
}
const GOOD = { text: '{"plans":[]}' }

const environments: Readonly<Record<string, (url: string) => Environment>> = {
  OpenAI: (url) => ({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${url}/v1` }),
  Anthropic: (url) => ({ ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: `${url}/v1` }),
  Google: (url) => ({ GOOGLE_GENERATIVE_AI_API_KEY: KEY, GOOGLE_GENERATIVE_AI_BASE_URL: `${url}/v1beta` }),
  compatible: (url) => ({
    NUMIZE_LLM_BASE_URL: `${url}/v1`,
    NUMIZE_LLM_API_KEY: KEY,
    NUMIZE_LLM_MODEL: 'qwen3',
  }),
}
const PATHS: Readonly<Record<string, string>> = {
  OpenAI: '/v1/responses',
  Anthropic: '/v1/messages',
  Google: '/v1beta/models/gemini-2.5-flash:generateContent',
  compatible: '/v1/chat/completions',
}
const names = Object.keys(environments)

async function open(name: string, settings: Partial<Providers> = {}, stateDir = fresh()): Promise<Llm> {
  const env = environments[name]?.(server.url) ?? {}
  const llm = await openLlm(
    { prefer: 'planner', budget: {}, ...(settings.price ? { model: 'gpt-99' } : {}), ...settings },
    { env, stateDir, clock: fixedClock('2026-11-21T12:00:00Z') },
  )
  if (!llm) throw new Error('no language model')
  return llm
}
const fresh = (): string => mkdtempSync(join(tmpdir(), 'numize-llm-'))
const spentIn = (dir: string): number =>
  JSON.parse(readFileSync(join(dir, 'llm-spending.json'), 'utf8')).spentUsd

async function failure(promise: Promise<unknown>): Promise<NumizeError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof NumizeError)) throw new Error(`no NumizeError: ${inspect(error)}`)
  return error
}

describe.each(names)('%s', (name) => {
  it('sends the question to its own address with its key, and reads the reply', async () => {
    server.script(GOOD)
    const session = (await open(name)).open()
    expect((await session.propose(request)).json).toEqual({ plans: [] })
    const [sent] = server.received
    expect(sent?.path).toBe(PATHS[name])
    expect(sent?.text).toContain('revenue by month')
    expect(JSON.stringify(sent?.headers)).toContain(KEY)
    expect(sent?.text).not.toContain(KEY)
    expect(sent?.text).toContain('plans')
  })
  it('asks again when the provider is busy, as late as it says', async () => {
    server.script(
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503, headers: { 'retry-after': '0' } },
      GOOD,
    )
    expect((await (await open(name)).open().propose(request)).json).toEqual({ plans: [] })
    expect(server.received).toHaveLength(3)
  })
  it('tells what went wrong without a word of the provider or the key', async () => {
    const body = `{"error":{"message":"wrong key ${KEY} for revenue by month"}}`
    server.script({ status: 401, body })
    const error = await failure((await open(name)).open().propose(request))
    expect(error.code).toBe('llm/bad-key')
    expect(inspect(error, { depth: 9 })).not.toMatch(/very-secret|revenue by month/)
    server.script({ status: 500, headers: { 'retry-after': '0' }, body })
    expect((await failure((await open(name)).open().propose(request))).code).toBe('llm/unavailable')
    expect(server.received).toHaveLength(3)
  })
  it('says when a reply is no JSON, is declined or is far too long', async () => {
    server.script({ text: 'SELECT * FROM users; -- sure, here you go' })
    expect((await failure((await open(name)).open().propose(request))).code).toBe('llm/malformed')
    server.script({ declined: true })
    expect((await failure((await open(name)).open().propose(request))).code).toBe('llm/declined')
    server.script({ text: JSON.stringify({ plans: ['x'.repeat(1_100_000)] }) })
    expect((await failure((await open(name)).open().propose(request))).code).toBe('llm/too-large')
  })
  it('gives up in time, and a cancelled question closes the connection', async () => {
    server.script({ silent: true })
    const late = await failure((await open(name, { budget: { seconds: 0.3 } })).open().propose(request))
    expect(late.code).toBe('llm/slow')
    await expect.poll(() => server.abandoned()).toBe(1)
    server.script({ silent: true })
    const controller = new AbortController()
    const waiting = failure((await open(name)).open({ signal: controller.signal }).propose(request))
    await expect.poll(() => server.received.length).toBe(1)
    controller.abort()
    expect((await waiting).code).toBe('llm/cancelled')
    await expect.poll(() => server.abandoned()).toBe(1)
  })
})

describe('JSON by a schema', () => {
  const sent = async (name: string): Promise<Readonly<Record<string, unknown>>> => {
    server.script(GOOD)
    await (await open(name)).open().propose(request)
    return server.received[0]?.body ?? {}
  }
  it('is asked of OpenAI as a format, not strict since plans contain plans', async () => {
    const format = { type: 'json_schema', strict: false, schema: request.schema }
    expect(await sent('OpenAI')).toMatchObject({ store: false, text: { format } })
  })
  it('is asked of Anthropic as the input of a tool', async () => {
    const body = await sent('Anthropic')
    expect(body).toMatchObject({ tool_choice: { type: 'any' } })
    expect(body['tools']).toMatchObject([{ name: 'json', input_schema: request.schema }])
  })
  it('is asked of Google and of local servers as JSON, with the schema in the rules', async () => {
    expect(await sent('Google')).toMatchObject({ generationConfig: { responseMimeType: 'application/json' } })
    const body = await sent('compatible')
    expect(body).toMatchObject({ response_format: { type: 'json_object' }, model: 'qwen3' })
    expect(JSON.stringify(body['messages'])).toContain(
      JSON.stringify(JSON.stringify(request.schema)).slice(1, -1),
    )
  })
})

describe('the budget', () => {
  const price = { inputUsd: 10, outputUsd: 100 }
  it('stops before anything is sent that could cost more than is left', async () => {
    server.script(GOOD)
    for (const budget of [{ questionUsd: 0.3 }, { dayUsd: 0.3 }]) {
      const error = await failure((await open('OpenAI', { price, budget })).open().propose(request))
      expect(error.code).toBe('llm/over-budget')
    }
    expect(server.received).toHaveLength(0)
  })
  it('is never exceeded, over questions, retries and restarts', async () => {
    server.script({ text: GOOD.text, inputTokens: 900, outputTokens: 7_900 })
    const dir = fresh()
    const budget = { questionUsd: 10, dayUsd: 4 }
    let answered = 0
    for (let at = 0; at < 8; at++) {
      const session = (await open('Anthropic', { price, budget }, dir)).open()
      answered += await session.propose(request).then(
        () => 1,
        () => 0,
      )
    }
    expect(answered).toBe(4)
    expect(server.received).toHaveLength(4)
    expect(spentIn(dir)).toBeCloseTo(4 * (900 * 10 + 7_900 * 100) * 1e-6, 9)
    expect(spentIn(dir)).toBeLessThanOrEqual(4)
  })
  it('holds for questions asked at once', async () => {
    server.script({ text: GOOD.text, inputTokens: 900, outputTokens: 7_900 })
    const dir = fresh()
    const llm = await open('Google', { price, budget: { questionUsd: 10, dayUsd: 2 } }, dir)
    await Promise.allSettled(Array.from({ length: 6 }, () => llm.open().propose(request)))
    expect(server.received).toHaveLength(2)
    expect(spentIn(dir)).toBeLessThanOrEqual(2)
  })
  it('counts a call whose bill is not known as the most it can cost, and a rejected one as nothing', async () => {
    const dir = fresh()
    server.script({ silent: true })
    await failure(
      (await open('OpenAI', { price, budget: { questionUsd: 2, seconds: 0.2 } }, dir))
        .open()
        .propose(request),
    )
    expect(spentIn(dir)).toBeGreaterThan(0.4)
    const other = fresh()
    server.script({ status: 400 })
    await failure(
      (await open('OpenAI', { price, budget: { questionUsd: 2 } }, other)).open().propose(request),
    )
    expect(spentIn(other)).toBe(0)
    const closed = await openProviderServer()
    await closed[Symbol.asyncDispose]()
    const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: closed.url }
    const place = { env, stateDir: other, clock: fixedClock('2026-11-21T12:00:00Z') }
    const nowhere = await openLlm(
      { prefer: 'llm', model: 'gpt-99', price, budget: { questionUsd: 2 } },
      place,
    )
    expect((await failure(nowhere?.open().propose(request) ?? Promise.resolve())).code).toBe(
      'llm/unavailable',
    )
    expect(spentIn(other)).toBe(0)
  })
  it('begins anew every day, and is not forgotten when its file breaks', async () => {
    server.script(GOOD)
    const dir = fresh()
    const file = join(dir, 'llm-spending.json')
    const budget = { questionUsd: 2, dayUsd: 1 }
    writeFileSync(file, '{"day":"2026-11-20","spentUsd":1}')
    await (await open('OpenAI', { price, budget }, dir)).open().propose(request)
    writeFileSync(file, '{"day":"2026-')
    const error = await failure((await open('OpenAI', { price, budget }, dir)).open().propose(request))
    expect(error.code).toBe('llm/broken-spending')
  })
  it('obeys the limit of the owner, whatever a project says', async () => {
    server.script(GOOD)
    const settings = { prefer: 'llm', model: 'gpt-99', price, budget: { questionUsd: 9, dayUsd: 9 } } as const
    const under = (limit: string) =>
      openLlm(settings, {
        env: { ...environments['OpenAI']?.(server.url), NUMIZE_LLM_DAY_USD: limit },
        stateDir: fresh(),
        clock: fixedClock('2026-11-21T12:00:00Z'),
      })
    const error = await failure((await under('0.5'))?.open().propose(request) ?? Promise.resolve())
    expect(error.message).toMatch(/budget of a day/)
    expect((await failure(under('lots'))).code).toBe('llm/bad-limit')
  })
  it('counts a listed model at its list price', async () => {
    server.script({ text: GOOD.text, inputTokens: 1e6, outputTokens: 0 })
    const dir = fresh()
    const free = { inputUsd: 0, outputUsd: 0 }
    await (await open('Anthropic', { model: 'claude-haiku-4-5-20251001', price: free }, dir))
      .open()
      .propose(request)
    expect(spentIn(dir)).toBe(1)
  })
  it('does not call a model whose price it does not know', async () => {
    server.script(GOOD)
    const error = await failure((await open('OpenAI', { model: 'gpt-99' })).open().propose(request))
    expect(error.code).toBe('llm/no-price')
    expect(server.received).toHaveLength(0)
  })
})

describe('which model is asked', () => {
  const place = (env: Environment) => ({ env, stateDir: fresh(), clock: fixedClock('2026-11-21T12:00:00Z') })
  it('is none without a key, or where the project says so', async () => {
    expect(await openLlm(undefined, place({}))).toBeNull()
    expect(await openLlm({ prefer: 'llm', budget: {} }, place({ OPENAI_API_KEY: ' ' }))).toBeNull()
    expect(
      await openLlm({ prefer: 'llm', use: 'google', budget: {} }, place({ OPENAI_API_KEY: KEY })),
    ).toBeNull()
    expect(
      await openLlm({ prefer: 'llm', use: 'none', budget: {} }, place({ OPENAI_API_KEY: KEY })),
    ).toBeNull()
  })
  it('is the one whose key is there, or the one the project names', async () => {
    const both = { OPENAI_API_KEY: KEY, ANTHROPIC_API_KEY: KEY }
    const nameOf = async (settings: Partial<Providers>) =>
      (await openLlm({ prefer: 'planner', budget: {}, ...settings }, place(both)))?.name
    expect(await nameOf({})).toBe('Anthropic claude-haiku-4-5')
    expect(await nameOf({ use: 'openai', model: 'gpt-5' })).toBe('OpenAI gpt-5')
    expect(await nameOf({ baseUrl: 'http://localhost:11434/v1', model: 'qwen3' })).toBe('qwen3')
  })
  it('never shows its key', async () => {
    expect(inspect(await open('OpenAI'), { depth: 9, showHidden: true })).not.toContain(KEY)
  })
})
