import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface Verdict {
  readonly kills: number
  /** Runs that did not end with the sum of all their steps. */
  readonly lost: number
  /** Steps that were begun again after they were known to be finished. */
  readonly repeated: number
}

interface Plan {
  readonly kills: number
  readonly runs: number
  readonly steps: number
  /** Gives numbers from 0 to 1: when to kill. */
  readonly random: () => number
}

/** Kills a process that works on runs, again and again, lets the last one finish, and reads what they wrote down. */
export async function killAtRandom({ kills, runs, steps, random }: Plan): Promise<Verdict> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-kills-'))
  const log = join(dir, 'log')
  try {
    let killed = 0
    while (killed < kills && !textOf(log).includes('ended ')) {
      const child = begin(dir, log, { runs, steps })
      const over = once(child, 'exit')
      await begun(log, () => child.exitCode !== null)
      await wait(random() * 400)
      if (child.kill('SIGKILL')) killed++
      await over
    }
    await once(begin(dir, log, { runs, steps }), 'exit')
    return { kills: killed, ...verdictOf(textOf(log), { runs, steps }) }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const begin = (dir: string, log: string, { runs, steps }: { runs: number; steps: number }) =>
  spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      new URL('killed-worker.ts', import.meta.url).pathname,
      join(dir, 'store'),
      log,
      `${runs}`,
      `${steps}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )

const textOf = (log: string): string => (existsSync(log) ? readFileSync(log, 'utf8') : '')

/** Until a process has begun to work: one that is killed while it starts proves nothing. */
async function begun(log: string, over: () => boolean): Promise<void> {
  const before = textOf(log).length
  while (textOf(log).length === before && !over()) await wait(5)
}

function verdictOf(text: string, { runs, steps }: { runs: number; steps: number }): Omit<Verdict, 'kills'> {
  const sum = (steps * (steps + 1)) / 2
  const ended = new Set(text.match(new RegExp(`^ended \\d+ done ${sum}$`, 'gm')))
  const finished = new Set<string>()
  let repeated = 0
  for (const line of text.split('\n')) {
    const [word, run, step] = line.split(' ')
    if (word === 'finished') finished.add(`${run} ${step}`)
    if (word === 'begin' && finished.has(`${run} ${step}`)) repeated++
  }
  return { lost: runs - ended.size, repeated }
}
