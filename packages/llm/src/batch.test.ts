import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NumizeError } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch, BatchRequest } from './batch.ts'
import { type BatchSettings, openBatch } from './open-batch.ts'
import { openProviderServer, type ProviderServer } from './testing.ts'

let server: ProviderServer
beforeAll(async () => {
  server = await openProviderServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const fresh = (): string => mkdtempSync(join(tmpdir(), 'numize-batch-'))

async function open(settings: Partial<BatchSettings> = {}, cacheDir: string | null = null): Promise<Batch> {
  const batch = await openBatch(
    {
      provider: 'openai',
      model: 'gpt-4o-mini',
      baseUrl: null,
      keyVariable: null,
      temperature: 0,
      capUsd: 1,
      ...settings,
    },
    { env: { OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: `${server.url}/v1` }, cacheDir },
  )
  if (!batch) throw new Error('no batch')
  return batch
}

const request = (text: string): BatchRequest<number> => ({
  rules: 'Count.',
  turns: [{ role: 'user', text }],
  schema: { type: 'object', properties: { n: { type: 'number' } } },
  maxOutputTokens: 64,
  read: (reply) => {
    const [digits] = /\d+/.exec(reply) ?? []
    return digits === undefined ? null : Number(digits)
  },
})

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof NumizeError ? error.code : String(error)),
  )

const GOOD = { text: '{"n":7}', inputTokens: 100, outputTokens: 10 }

describe('a batch', () => {
  it('asks the model at the temperature and the length it was told, and reads the reply', async () => {
    server.script(GOOD)
    expect(await (await open()).ask(request('one'))).toMatchObject({ value: 7, cached: false })
    expect(server.received[0]?.body).toMatchObject({
      model: 'gpt-4o-mini',
      temperature: 0,
      max_output_tokens: 64,
    })
  })
  it('speaks chat completions to an address of its own, at the list price of the model', async () => {
    server.script(GOOD)
    const batch = await open({ baseUrl: `${server.url}/v1` })
    const { costUsd } = await batch.ask(request('one'))
    expect(server.received[0]?.path).toBe('/v1/chat/completions')
    expect(server.received[0]?.body).toMatchObject({ temperature: 0, max_tokens: 64 })
    expect(costUsd).toBeCloseTo((100 * 0.15 + 10 * 0.6) / 1e6, 12)
  })
  it('sends no key of a provider to an address that a file of settings names', async () => {
    const env = { OPENAI_API_KEY: 'sk-secret' }
    const settings = {
      provider: 'openai',
      model: 'gpt-4o-mini',
      keyVariable: 'OPENAI_API_KEY',
      temperature: 0,
      capUsd: 1,
    }
    const elsewhere = { ...settings, baseUrl: 'https://llm.example/v1' }
    expect(await openBatch(elsewhere, { env, cacheDir: null })).toBeNull()
    expect(await openBatch({ ...settings, baseUrl: null }, { env: {}, cacheDir: null })).toBeNull()
    const unknown = openBatch({ ...settings, provider: 'acme', baseUrl: null }, { env, cacheDir: null })
    expect(await codeOf(unknown)).toBe('llm/unknown-provider')
  })
  it('keeps replies it could read, and asks again for the others', async () => {
    const dir = fresh()
    server.script({ text: 'none' }, GOOD)
    expect((await (await open({}, dir)).ask(request('one'))).value).toBeNull()
    expect((await (await open({}, dir)).ask(request('one'))).value).toBe(7)
    const third = await open({ capUsd: 0 }, dir)
    expect(await third.ask(request('one'))).toMatchObject({ value: 7, cached: true, costUsd: 0 })
    expect(third.spentUsd()).toBe(0)
    expect(server.received).toHaveLength(2)
  })
  it('tries a slow, busy or broken provider again, twice', async () => {
    const now = { 'retry-after': '0' }
    server.script({ silent: true }, { status: 429, headers: now }, GOOD)
    const batch = await open({ timeoutMs: 1_500 })
    expect((await batch.ask(request('one'))).value).toBe(7)
    expect(batch.sentCalls()).toBe(3)
    server.script({ silent: true })
    expect(await codeOf((await open({ timeoutMs: 400 })).ask(request('one')))).toBe('llm/slow')
    expect(server.received).toHaveLength(3)
    server.script({ status: 500, headers: now })
    expect(await codeOf((await open()).ask(request('one')))).toBe('llm/unavailable')
    expect(server.received).toHaveLength(3)
  })
  it('never spends more than its cap, at any number of calls at once', async () => {
    server.script({ ...GOOD, inputTokens: 1_000, outputTokens: 64, delayMs: 5 })
    const each = (1_000 * 0.15 + 64 * 0.6) / 1e6
    const batch = await open({ capUsd: 4.5 * each + 0.0003 })
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_, at) => codeOf(batch.ask(request(`${at}`)))),
    )
    expect(new Set(codes)).toEqual(new Set(['answered', 'llm/over-budget']))
    expect(server.received.length).toBeGreaterThanOrEqual(4)
    expect(batch.spentUsd()).toBeCloseTo(server.received.length * each, 9)
    expect(batch.spentUsd()).toBeLessThanOrEqual(batch.capUsd)
  })
  it('gives up when calls that cannot be paid for meet only each other', async () => {
    server.script(GOOD)
    const batch = await open({ capUsd: 0.0001 })
    let left = 40
    const worker = async (): Promise<void> => {
      while (left-- > 0) expect(await codeOf(batch.ask(request(`${left}`)))).toBe('llm/over-budget')
    }
    await Promise.all([worker(), worker(), worker()])
    expect(server.received).toHaveLength(0)
  })
  it('sends nothing under a cap of 0', async () => {
    server.script(GOOD)
    const batch = await open({ capUsd: 0 })
    expect(await codeOf(batch.ask(request('one')))).toBe('llm/over-budget')
    expect(server.received).toHaveLength(0)
    expect(batch.sentCalls()).toBe(0)
  })
  it('is cancelled', async () => {
    server.script({ silent: true })
    const controller = new AbortController()
    const waiting = codeOf((await open()).ask({ ...request('one'), signal: controller.signal }))
    await expect.poll(() => server.received.length).toBe(1)
    controller.abort()
    expect(await waiting).toBe('llm/cancelled')
  })
})
