import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { systemClock } from '@numize/base'
import { diskFiles } from '../../apps/cli/src/effects.ts'
import { openInstallation } from '../../apps/cli/src/installation.ts'
import { QUESTIONS } from '../ask/neobank.ts'
import type { Bench } from '../bench.ts'
import { type Asked, type Caller, type Load, send, steadily, type Target, targetAt } from './load.ts'
import { type TreeUsage, treeUsage } from './process-tree.ts'
import { freshQuestions, HOSTILE } from './questions.ts'

const CLI = resolve('dist/cli.mjs')
const PEOPLE = 200
const SECONDS = 15
const FLOORS = { cached: 500, fresh: 50 }

/**
 * The built server in a process of its own under the load of two hundred people: answers that are stored, answers
 * that are not, health while hostile SQL runs, and the memory of the whole tree of processes while nothing does.
 */
export const run: Bench = async ({ flags, print }) => {
  if (!existsSync(CLI)) throw new Error('build first: npm run build')
  const folder = typeof flags['project'] === 'string' ? flags['project'] : resolve('examples/neobank')
  const state = mkdtempSync(join(tmpdir(), 'numize-bench-api-'))
  try {
    const callers = await makePeople(state)
    const profile = typeof flags['profile'] === 'string' ? flags['profile'] : null
    await underLoad({ folder, state, callers, print, profile, seconds: Number(flags['seconds'] ?? SECONDS) })
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

interface Setting {
  readonly folder: string
  readonly state: string
  readonly callers: readonly Caller[]
  readonly print: (line: string) => void
  readonly seconds: number
  /** Where V8 writes a profile of the server. */
  readonly profile: string | null
}

/** Two hundred people with a session each, written to the store before the server opens it. */
async function makePeople(stateDir: string): Promise<readonly Caller[]> {
  const effects = {
    clock: systemClock,
    files: diskFiles,
    stateDir,
    env: {},
    out: () => {},
    err: () => {},
    isTerminal: false,
  }
  await using installation = await openInstallation(effects)
  const callers: Caller[] = []
  for (let at = 0; at < PEOPLE; at++) {
    const userId = `person-${at}`
    await installation.saveUser({
      userId,
      roles: at < HOSTILE.length ? ['data'] : ['viewer'],
      attributes: {},
    })
    const link = await installation.signInLink(userId)
    const from = { address: '127.0.0.1', device: null }
    const session = await installation.signIn.signInByLink(link, from)
    callers.push({ cookie: `numize_session=${session?.sessionToken ?? ''}` })
  }
  return callers
}

async function underLoad({ folder, state, callers, print, seconds, profile }: Setting): Promise<void> {
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const server = spawn(process.execPath, [...profiling, CLI, 'serve', '--projects', folder, '--port', '0'], {
    env: { ...process.env, NUMIZE_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const port = await portOf(server)
    const target = targetAt(port)
    const usage = (): TreeUsage => treeUsage(server.pid ?? 0)
    const callerOf = (at: number): Caller => callers[at % callers.length] ?? { cookie: '' }
    await warmUp(target, callerOf, print)
    tellMemory(usage(), print)
    const measured = async (name: string, floor: string, work: () => Promise<Load>): Promise<void> => {
      const [before, own] = [usage().cpuMs, process.cpuUsage()]
      const load = await work()
      const { user, system } = process.cpuUsage(own)
      const ownMs = (user + system) / 1000 / load.count
      tell(name, load, { cpuMs: (usage().cpuMs - before) / load.count, ownMs, floor, print })
    }
    await measured('cached', `(floor ${FLOORS.cached}/s, p95 100 ms)`, () =>
      steadily(target, { perSecond: FLOORS.cached, seconds }, (at) => ({
        caller: callerOf(at),
        asked: question(QUESTIONS[at % QUESTIONS.length] ?? ''),
      })),
    )
    const fresh = freshQuestions()
    await measured('fresh', `(floor ${FLOORS.fresh}/s, p95 1000 ms)`, () =>
      steadily(target, { perSecond: FLOORS.fresh, seconds }, (at) => ({
        caller: callerOf(at),
        asked: question(fresh[(at * 7) % fresh.length] ?? ''),
      })),
    )
    const hostile = HOSTILE.map((sql, at) =>
      send(target, callerOf(at), { method: 'POST', path: '/v1/query/sql', body: { sql } }),
    )
    await measured('health', '(floor p95 500 ms, five hostile queries under way)', () =>
      steadily(target, { perSecond: 20, seconds: 12 }, (at) => ({
        caller: callerOf(at),
        asked: { method: 'GET', path: '/v1/health' },
      })),
    )
    const codes = (await Promise.all(hostile)).map(({ status }) => status)
    print(`hostile queries ended with ${codes.join(', ')}`)
    target.agent.destroy()
  } finally {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
}

const question = (text: string): Asked => ({
  method: 'POST',
  path: '/v1/projects/neobank/threads',
  body: { question: text },
})

const LISTENING = /running at http:\/\/localhost:(\d+)/

function portOf(server: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    let said = ''
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const port = LISTENING.exec(said)?.[1]
      if (port !== undefined) found(Number(port))
    })
  })
}

/** Each stored question once, so that what follows finds it; then a pause, so that what idles can be weighed. */
async function warmUp(
  target: Target,
  callerOf: (at: number) => Caller,
  print: (line: string) => void,
): Promise<void> {
  let answered = 0
  for (const [at, text] of QUESTIONS.entries()) {
    const { status, text: reply } = await send(target, callerOf(at), question(text))
    if (status === 201 && reply.includes('"status":"answered"')) answered++
  }
  print(`${answered} of ${QUESTIONS.length} questions answered`)
  await new Promise((done) => setTimeout(done, 5000))
}

function tellMemory({ pssMb, processes, parts }: TreeUsage, print: (line: string) => void): void {
  const heaviest = parts.map(({ command, pssMb: mb }) => `${command} ${mb.toFixed(0)}`).join(', ')
  print(`memory  ${pssMb.toFixed(0)} MB PSS in ${processes} processes (floor 600 MB): ${heaviest}`)
}

interface Told {
  /** Of the server and all it started, for each request. */
  readonly cpuMs: number
  /** Of the bench itself. */
  readonly ownMs: number
  readonly floor: string
  readonly print: (line: string) => void
}

function tell(name: string, load: Load, { cpuMs, ownMs, floor, print }: Told): void {
  const ms = (value: number): string => `${value.toFixed(0)} ms`.padStart(9)
  const statuses = Object.entries(load.statuses).map(([status, count]) => `${count} × ${status}`)
  print(
    `${name.padEnd(7)} ${load.perSecond.toFixed(0).padStart(4)}/s  p50 ${ms(load.p50)}  p95 ${ms(load.p95)}  max ${ms(load.max)}  CPU ${cpuMs.toFixed(2)} ms each (the bench ${ownMs.toFixed(2)})  ${statuses.join(', ')}  ${floor}`,
  )
  if (load.firstFailure !== null) print(`        first failure: ${load.firstFailure}`)
}
