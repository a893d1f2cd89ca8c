import { resolve } from 'node:path'
import type { Bench } from './bench.ts'

/** One line per benchmark: the folder beside this file that exports `run(options)`. */
const benches: Readonly<Record<string, () => Promise<{ run: Bench }>>> = {
  api: () => import('./api/run.ts'),
  ask: () => import('./ask/run.ts'),
  compile: () => import('./compile/run.ts'),
  dnr: () => import('./dnr/run.ts'),
  forecast: () => import('./forecast/run.ts'),
  insights: () => import('./insights/run.ts'),
  metrics: () => import('./metrics/run.ts'),
  plan: () => import('./plan/run.ts'),
}

const usage = `usage: npm run bench -- NAME [--data FOLDER] [options of the benchmark]\nnames: ${Object.keys(benches).join(', ')}`

/** `--name value` and `--name`; the first bare word is the benchmark. */
function readArguments(args: readonly string[]): { name: string; flags: Record<string, string | true> } {
  const flags: Record<string, string | true> = {}
  let name = ''
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? ''
    const next = args[index + 1]
    if (!word.startsWith('--')) name ||= word
    else if (next !== undefined && !next.startsWith('--')) {
      flags[word.slice(2)] = next
      index++
    } else flags[word.slice(2)] = true
  }
  return { name, flags }
}

async function main(): Promise<number> {
  const { name, flags } = readArguments(process.argv.slice(2))
  const load = benches[name]
  if (!load) {
    console.error(name ? `unknown benchmark: ${name}\n${usage}` : usage)
    return 2
  }
  const data = typeof flags['data'] === 'string' ? flags['data'] : process.env['NUMIZE_EVALS']
  const print = (line: string): void => console.log(line)
  await (await load()).run({ data: resolve(data ?? '../shared/evals'), flags, print })
  return 0
}

process.exitCode = await main()
