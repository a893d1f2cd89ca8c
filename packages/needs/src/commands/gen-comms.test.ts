import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dnrProgram } from '../dnr-program.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dnr-comms-'))
afterAll(() => rmSync(cwd, { recursive: true }))

/** What a command printed, and the exit code it asked for. */
async function dnr(
  line: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ lines: string; code: number }> {
  const lines: string[] = []
  let code = 0
  const program = dnrProgram({
    print: (text) => lines.push(text),
    progress: () => {},
    signal: new AbortController().signal,
    env,
    clock: fixedClock('2026-11-21T12:00:00Z'),
    cwd,
    exit: (asked) => {
      code = asked
    },
  })
  await program.exitOverride().parseAsync(line.split(' '), { from: 'user' })
  return { lines: lines.join('\n'), code }
}

beforeAll(async () => {
  await dnr('gen-warehouse --archetype neobank --scale tiny --no-duckdb')
})

describe('dnr gen-comms', () => {
  it('tells first what it would do: nothing is written, and a model only named where there is its key', async () => {
    const plain = await dnr('gen-comms --archetype neobank --slack 50 --email 10 --nlq 10 --dry-run')
    expect(plain.lines).toContain('50 Slack threads, 10 e-mails and 10 questions')
    expect(plain.lines).toContain('by our own grammar, at no cost')
    const keyed = await dnr('gen-comms --archetype neobank --dry-run --api-cap-usd 0.5', {
      OPENAI_API_KEY: 'sk-x',
    })
    expect(keyed.lines).toMatch(/gpt-4o-mini: 3900 requests, about \$0\.\d\d, never more than \$0\.50/)
    expect(
      (await dnr('gen-comms --archetype neobank --dry-run --no-llm', { OPENAI_API_KEY: 'sk-x' })).lines,
    ).toContain('grammar')
    expect(existsSync(join(cwd, 'comms'))).toBe(false)
  })
  it('writes where the settings say, as many as the flags say', async () => {
    const { lines } = await dnr(
      'gen-comms --archetype neobank --slack 50 --email 10 --nlq 10 --seed 9 --nlq-parse-only',
    )
    expect(lines).toMatch(/slack threads +50\n/)
    const json = JSON.parse(readFileSync(join(cwd, 'comms', 'neobank', 'comms.json'), 'utf8'))
    expect(json).toMatchObject({
      settings: { slack: 50, seed: 9, sql: 'parse' },
      sql: { failed: 0 },
      engine: 'grammar',
    })
  })
})

describe('dnr eval-labels', () => {
  it('scores a run and prints its gates; a failed one is an exit code under --strict only', async () => {
    const { lines } = await dnr(
      'run-report --warehouse data/neobank --comms comms/neobank --out reports/neobank --window 365d --no-llm',
    )
    expect(lines).not.toBe('')
    const [run = ''] = readdirSync(join(cwd, 'runs'))
    const told = await dnr(`eval-labels --pred runs/${run}/preds`)
    expect(told.code).toBe(0)
    expect(told.lines).toMatch(/Slack +coverage +1\.000/)
    expect(existsSync(join(cwd, 'reports', 'eval', run, 'eval.md'))).toBe(true)
    const strict = await dnr(`eval-labels --strict --pred runs/${run}/preds`)
    expect(strict.code).toBe(strict.lines.includes('FAILED') ? 1 : 0)
  })
})
