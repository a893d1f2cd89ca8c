import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Median milliseconds of Cube's schema compiler by shape, on its five-cube model; a sentence where it cannot be run.
 * Its package is installed beside a copy of the script, in a temporary folder that later runs find again.
 */
export async function cubeTimes(
  peers: string,
  flags: Readonly<Record<string, string | true>>,
  rounds: number,
): Promise<ReadonlyMap<string, number> | string> {
  if (flags['no-peer']) return 'skipped: the peer (--no-peer)'
  if (!existsSync(join(peers, 'bench-cube.mjs'))) return `skipped: no peer at ${peers}`
  const folder = join(tmpdir(), 'numize-bench-cube')
  mkdirSync(folder, { recursive: true })
  for (const file of ['bench-cube.mjs', 'package.json']) cpSync(join(peers, file), join(folder, file))
  try {
    if (!existsSync(join(folder, 'node_modules/@cubejs-backend/schema-compiler')))
      await execute('npm', ['i', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
    const { stdout } = await execute(process.execPath, ['bench-cube.mjs', String(rounds)], { cwd: folder })
    return distinctMedians(stdout)
  } catch (error) {
    return `skipped: the peer did not run (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`
  }
}

/** `name … | warm distinct p50 1.234 …`, of the first (five-cube) part. */
function distinctMedians(printed: string): ReadonlyMap<string, number> {
  const five = printed.split('# 105 cubes')[0] ?? ''
  return new Map(
    [...five.matchAll(/^(\w+) .*warm distinct p50 ([\d.]+)/gm)].map(([, name, p50]) => [
      name ?? '',
      Number(p50),
    ]),
  )
}
