import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '@numize/base'
import type { SoakOptions } from '../main.ts'
import { Served } from './served.ts'
import { writeShop } from './shop.ts'
import { newTally, type Tally, Visitor } from './visitor.ts'

const KILLS = 12
const VISITORS = ['ada', 'bob', 'eve', 'ida']
type Target = 'server' | 'engine' | 'server starting' | 'database'
/** A kill in every one of these; the embedded store is a thread of the server and dies with it. */
const TARGETS: readonly Target[] = ['server', 'engine', 'server starting']

/** Where the served product keeps what it is told, and a kill -9 of that. */
interface Database {
  readonly url: string
  readonly crash: () => Promise<void>
}

/** Kills the served product under load: what it said it kept is kept, what it answers is right, its audit holds. */
export const run = (options: SoakOptions): Promise<boolean> => soak(options, null)

/** The same over a database server, which is killed too. */
export async function soak({ kills, seed }: SoakOptions, database: Database | null): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-soak-'))
  const served = await Served.over(dir, database?.url ?? null)
  try {
    const known = writeShop(join(dir, 'shop'), seed)
    const tally = newTally()
    const links = await invite(served)
    served.begin()
    await served.up()
    const load = { address: served.address, known, tally }
    const visitors = await Promise.all(
      links.map((link, index) => Visitor.signIn(link, { ...load, random: seededRandom(`${seed} ${index}`) })),
    )
    let isOver = false
    const visits = visitors.map((visitor) => visitor.visit(() => isOver))
    const random = seededRandom(seed)
    const killed = await killInTurn({ served, database }, tally, { kills: kills ?? KILLS, random })
    await acknowledgeMore(tally)
    isOver = true
    await Promise.all(visits)
    const lost = await lostOf(tally)
    const leftBehind = served.leftBehind()
    await served.kill('SIGTERM')
    const audit = await served.command('audit', 'verify')
    report({ killed, tally, lost, leftBehind, audit })
    return lost.length + leftBehind + tally.wrong.length + tally.unanswered.length === 0 && audit.code === 0
  } finally {
    await served.kill()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function invite(served: Served): Promise<readonly string[]> {
  const links: string[] = []
  for (const name of VISITORS) {
    const { code, text } = await served.command('people', 'invite', name, '--role', 'data')
    if (code !== 0) throw new Error(text)
    links.push(text)
  }
  return links
}

interface Killing {
  readonly kills: number
  readonly random: () => number
}

interface Running {
  readonly served: Served
  readonly database: Database | null
}

async function killInTurn(
  { served, database }: Running,
  tally: Tally,
  { kills, random }: Killing,
): Promise<Map<Target, number>> {
  const targets: readonly Target[] = database ? [...TARGETS, 'database'] : TARGETS
  const killed = new Map<Target, number>()
  for (let kill = 0; kill < kills; kill++) {
    const target = targets[kill % targets.length] ?? 'server'
    await acknowledgeMore(tally)
    await wait(random() * 1000)
    if (target === 'database') await database?.crash()
    else if (target === 'engine') while (!served.killEngine()) await wait(5)
    else await killServer(served, target, random)
    killed.set(target, (killed.get(target) ?? 0) + 1)
  }
  return killed
}

/** `server starting`: it is stopped in the usual way, and killed while it comes up again. */
async function killServer(served: Served, target: Target, random: () => number): Promise<void> {
  if (target === 'server starting') {
    await served.kill('SIGTERM')
    served.begin()
    await wait(random() * 3000)
  }
  await served.kill()
  served.begin()
  await served.up()
}

/** Until something was acknowledged since: a server that does nothing shows nothing when it is killed. */
async function acknowledgeMore({ acknowledged, errors }: Tally): Promise<void> {
  const wanted = acknowledged.length + 3 * VISITORS.length
  const until = Date.now() + 60_000
  while (acknowledged.length < wanted) {
    if (Date.now() > until)
      throw new Error(`nothing is acknowledged any more: ${JSON.stringify([...errors])}`)
    await wait(10)
  }
}

async function lostOf({ acknowledged }: Tally): Promise<readonly string[]> {
  const lost: string[] = []
  for (const { what, isThere } of acknowledged) if (!(await isThere())) lost.push(what)
  return lost
}

interface Outcome {
  readonly killed: ReadonlyMap<Target, number>
  readonly tally: Tally
  readonly lost: readonly string[]
  readonly leftBehind: number
  readonly audit: { readonly code: number; readonly text: string }
}

function report({ killed, tally, lost, leftBehind, audit }: Outcome): void {
  const count = (what: string) => tally.acknowledged.filter((one) => one.what === what).length
  const rows: readonly (readonly [string, string | number])[] = [
    ['kills', [...killed].map(([target, times]) => `${times} ${target}`).join(', ')],
    [
      'acknowledged',
      `${count('turn')} turns, ${count('board')} boards, ${count('share')} shares, ${count('feedback')} feedback`,
    ],
    ['lost', lost.join(', ') || 0],
    ['answers', tally.answers],
    ['wrong answers', tally.wrong.length],
    ['turns without an answer', tally.unanswered.length],
    ['requests that broke off', tally.broken],
    ['requests refused', [...tally.errors].map(([name, times]) => `${times} × ${name}`).join(', ') || 0],
    ['engines left behind', leftBehind],
    ['audit', audit.text.split('\n')[0] ?? ''],
  ]
  for (const [name, value] of rows) console.log(`${name.padEnd(24)}${value}`)
  for (const line of [...tally.wrong, ...tally.unanswered].slice(0, 10)) console.log(`  ${line}`)
}
