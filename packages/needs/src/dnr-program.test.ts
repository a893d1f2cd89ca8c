import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@numize/base'
import { afterAll, describe, expect, it } from 'vitest'
import { dnrProgram } from './dnr-program.ts'

const cwd = mkdtempSync(join(tmpdir(), 'needs-dnr-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const SMALL = {
  DNR_WAREHOUSE_SCALE: 'tiny',
  DNR_COMMS_SLACK_THREADS: '60',
  DNR_COMMS_EMAIL_THREADS: '30',
  DNR_COMMS_NLQ: '40',
}

async function dnr(argv: readonly string[], env: Record<string, string> = SMALL) {
  const printed: string[] = []
  let code = 0
  const program = dnrProgram({
    print: (line) => void printed.push(line),
    progress: () => {},
    signal: new AbortController().signal,
    env,
    clock: systemClock,
    cwd,
    exit: (given) => {
      code = given
    },
  })
  const told = (text: string) => void printed.push(text)
  for (const each of [program, ...program.commands])
    each.configureOutput({ writeOut: told, writeErr: told }).exitOverride()
  await program.parseAsync([...argv], { from: 'user' })
  return { text: printed.join('\n'), code }
}

describe('quickstart', () => {
  it('goes from nothing to an index of reports, and keeps a warehouse that is there', async () => {
    const first = await dnr(['quickstart', '--no-llm', '--seed', '7'])
    expect(first.text).toContain('read reports/index.md')
    expect(readFileSync(join(cwd, 'reports/index.md'), 'utf8')).toContain('## marketplace')
    expect(JSON.parse(readFileSync(join(cwd, 'data/neobank/warehouse.json'), 'utf8'))).toMatchObject({
      scale: 'tiny',
      seed: 7,
    })
    expect(JSON.parse(readFileSync(join(cwd, 'comms/neobank/comms.json'), 'utf8'))).toMatchObject({
      engine: 'grammar',
      settings: { slack: 60, seed: 8 },
    })
    const second = await dnr(['quickstart', '--no-llm', '--seed', '7'])
    expect(second.text.match(/there already/g)).toHaveLength(2)
  }, 120_000)

  it('says what it would make, and makes nothing', async () => {
    const { text } = await dnr(['quickstart', '--dry-run', '--seed', '8'])
    expect(text).toContain('600 customers')
    expect(text).toContain('it costs nothing')
    const paid = await dnr(['quickstart', '--dry-run'], { ...SMALL, OPENAI_API_KEY: 'k' })
    expect(paid.text).toContain('at most 4.20 USD')
    expect(JSON.parse(readFileSync(join(cwd, 'data/neobank/warehouse.json'), 'utf8'))).toMatchObject({
      seed: 7,
    })
  })
})

describe('validate', () => {
  it('warns, and with --strict fails', async () => {
    const loose = await dnr(['validate', '--archetype', 'neobank'])
    expect(loose.text).toContain('FAILED')
    expect(loose.code).toBe(0)
    expect((await dnr(['validate', '--warehouse', 'data/neobank', '--strict'])).code).toBe(1)
    expect(existsSync(join(cwd, 'reports/neobank/qc/validate.md'))).toBe(true)
  })
})

describe('gen-warehouse', () => {
  it('says what it would make', async () => {
    const { text } = await dnr(['gen-warehouse', '--archetype', 'marketplace', '--months', '6', '--dry-run'])
    expect(text).toContain('about 3,000 orders')
    expect(text).toContain('nothing was made')
  })

  it.each([
    [['gen-warehouse', '--archetype', 'bank'], 'Allowed choices are neobank, marketplace'],
    [['gen-warehouse', '--archetype', 'neobank', '--months', 'six'], 'It must be a whole number'],
    [['gen-warehouse', '--archetype', 'neobank', '--tz', 'Mars'], 'warehouse.tz must be an IANA time zone'],
    [['gen-warehouse'], '--archetype'],
    [['gen-warehuose'], 'Did you mean gen-warehouse'],
  ])('%j is refused in words', async (argv, words) => {
    const error: unknown = await dnr(argv).catch((thrown: unknown) => thrown)
    expect(error instanceof Error ? error.message : '').toContain(words)
  })
})

it('lists its commands in order of use, with the flow and the exit codes', () => {
  const help = dnrProgram({
    print: () => {},
    progress: () => {},
    signal: new AbortController().signal,
    env: {},
    clock: systemClock,
    cwd,
    exit: () => {},
  })
  const names = help.commands.map((command) => command.name())
  expect(names.slice(0, 4)).toEqual(['init', 'quickstart', 'gen-warehouse', 'gen-comms'])
  for (const command of help.commands) expect(command.helpInformation().length).toBeGreaterThan(100)
})
