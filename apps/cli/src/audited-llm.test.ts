import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Json, systemClock } from '@numize/base'
import { openLlm } from '@numize/llm'
import { openProviderServer } from '@numize/llm/testing'
import { createResolver } from '@numize/secrets'
import { expect, it } from 'vitest'
import { auditedLlm } from './audited-llm.ts'

it('a call of a language model is written down with its cost and no word; its key may be a reference', async () => {
  await using server = await openProviderServer()
  const stateDir = mkdtempSync(join(tmpdir(), 'numize-audited-llm-'))
  const env = { ANTHROPIC_API_KEY: 'secret:llm', ANTHROPIC_BASE_URL: `${server.url}/v1` }
  const resolve = createResolver({ env, folders: [], secret: async () => 'sk-c4nary' })
  const llm = await openLlm(undefined, { env, stateDir, clock: systemClock, resolve })
  if (!llm) throw new Error('no model was opened')
  const entries: Json[] = []
  const session = auditedLlm(llm, 'shop', async (entry) => entries.push(entry)).open()
  const request = {
    rules: 'Reply.',
    turns: [{ role: 'user', text: 'zebras' }],
    schema: { type: 'object', properties: { a: { type: 'number' } } },
  } as const
  server.script({ text: '{"a": 1}' })
  expect((await session.propose(request)).json).toEqual({ a: 1 })
  expect(server.received[0]?.headers['x-api-key']).toBe('sk-c4nary')
  server.script({ status: 401 })
  await expect(session.propose(request)).rejects.toMatchObject({ code: 'llm/bad-key' })
  expect(entries).toMatchObject([
    { action: 'tool', tool: llm.name, project: 'shop', outcome: 'answered', costUsd: expect.any(Number) },
    { action: 'tool', outcome: 'failed', code: 'llm/bad-key' },
  ])
  expect(JSON.stringify(entries)).not.toMatch(/zebras|c4nary/)
  rmSync(stateDir, { recursive: true, force: true })
})
