import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadConfig, measureFacts, openWarehouse } from '@numize/needs'
import type { Bench } from '../bench.ts'

interface Step {
  readonly name: string
  readonly argv: readonly string[]
  /** Ours, on two idle cores; an open end is not bound. */
  readonly budget: Budget
  /** Seconds of wall time in spec 002, on four cores. */
  readonly specSeconds?: number
  /** Run in a folder of its own. */
  readonly alone?: boolean
}

interface Budget {
  readonly wallSeconds?: number
  readonly cpuSeconds?: number
  readonly peakMegabytes?: number
}

interface Usage extends Required<Budget> {
  readonly exitCode: number
}

const ofArchetype = (archetype: string, warehouse: Budget): readonly Step[] => [
  {
    name: `${archetype}: gen-warehouse`,
    argv: ['gen-warehouse', '--archetype', archetype],
    budget: warehouse,
    specSeconds: 180,
  },
  {
    name: `${archetype}: gen-comms`,
    argv: ['gen-comms', '--archetype', archetype, '--no-llm'],
    budget: { wallSeconds: 20 },
    specSeconds: 240,
  },
  {
    name: `${archetype}: run-report`,
    argv: `run-report --no-llm --warehouse data/${archetype} --comms comms/${archetype} --out reports/${archetype}`.split(
      ' ',
    ),
    budget: { wallSeconds: 10 },
    specSeconds: 300,
  },
  {
    name: `${archetype}: validate`,
    argv: ['validate', '--archetype', archetype, '--strict'],
    budget: { wallSeconds: 10 },
    specSeconds: 180,
  },
]

const STEPS: readonly Step[] = [
  ...ofArchetype('neobank', { wallSeconds: 20, cpuSeconds: 30, peakMegabytes: 800 }),
  ...ofArchetype('marketplace', { cpuSeconds: 30, peakMegabytes: 1000 }),
  {
    name: 'quickstart --fast --no-llm',
    argv: ['quickstart', '--fast', '--no-llm'],
    budget: { wallSeconds: 15 },
    alone: true,
  },
]

const DNR = join(import.meta.dirname, '../../bin/dnr.mjs')

/** The commands of `dnr` at evaluation scale, each in a process of its own, beside their budgets. `--keep FOLDER` keeps what they make. */
export const run: Bench = async ({ flags, print }) => {
  execFileSync(process.execPath, [DNR, '--help'], { stdio: 'ignore' }) // builds what is stale
  const kept = flags['keep']
  const root = typeof kept === 'string' ? resolve(kept) : mkdtempSync(join(tmpdir(), 'bench-dnr-'))
  const only = typeof flags['only'] === 'string' ? flags['only'] : ''
  print(
    `${'step'.padEnd(28)} ${'wall s'.padStart(18)} ${'CPU s'.padStart(18)} ${'peak MB'.padStart(18)}   spec s (4 cores)`,
  )
  try {
    for (const step of STEPS.filter(({ name }) => name.includes(only))) {
      const folder = step.alone ? join(root, 'alone') : root
      if (step.alone) rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      print(rowOf(step, await measure(step.argv, folder)))
    }
    if (HEALTH.name.includes(only)) print(rowOf(HEALTH, await measureHealth(join(root, 'data/neobank'))))
  } finally {
    if (typeof kept !== 'string') rmSync(root, { recursive: true, force: true })
  }
}

async function measure(argv: readonly string[], cwd: string): Promise<Usage> {
  const file = join(cwd, '.usage.json')
  const hook = join(import.meta.dirname, 'report-usage.mjs')
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', hook, DNR, ...argv], {
    cwd,
    env: { ...process.env, BENCH_USAGE_FILE: file, NUMIZE_NO_BUILD: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exitCode = await new Promise<number>((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done(code ?? 1))
  })
  const wallSeconds = (performance.now() - started) / 1000
  const used = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Omit<Usage, 'wallSeconds' | 'exitCode'>)
    : { cpuSeconds: Number.NaN, peakMegabytes: Number.NaN }
  rmSync(file, { force: true })
  return { ...used, wallSeconds, exitCode }
}

const HEALTH: Step = { name: 'neobank: health metrics', argv: [], budget: { cpuSeconds: 6 } }

/** The part of a report that reads every row, in this process. */
async function measureHealth(folder: string): Promise<Usage> {
  const config = await loadConfig({ cwd: folder, env: {} })
  await using warehouse = await openWarehouse(folder, {
    timeZone: config.warehouse.tz,
    threads: availableParallelism(),
  })
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  const { signal } = new AbortController()
  await measureFacts(warehouse, { config, windowDays: 30 }, { signal, progress: () => {} })
  const { user, system } = process.cpuUsage(cpu)
  return {
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1000,
    exitCode: 0,
  }
}

function rowOf({ name, budget, specSeconds }: Step, usage: Usage): string {
  const cell = (key: keyof Budget, digits: number) => {
    const limit = budget[key]
    const over = limit !== undefined && usage[key] > limit ? ' OVER' : ''
    return `${usage[key].toFixed(digits)}${limit === undefined ? '' : ` of ${limit}`}${over}`.padStart(18)
  }
  const spec = specSeconds === undefined ? '' : String(specSeconds)
  const failed = usage.exitCode === 0 ? '' : `   exit ${usage.exitCode}`
  return `${name.padEnd(28)} ${cell('wallSeconds', 1)} ${cell('cpuSeconds', 1)} ${cell('peakMegabytes', 0)}   ${spec}${failed}`
}
