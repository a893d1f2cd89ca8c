import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { languageModel } from './language-model.ts'
import { recordScore } from './record.ts'
import type { EvalOptions, EvalSet } from './score.ts'

/** One line per set: the folder beside this file that exports `run(options)`. */
const sets: Readonly<Record<string, () => Promise<{ run: EvalSet }>>> = {
  dbt: () => import('./dbt/run.ts'),
  demos: () => import('./demos/run.ts'),
  digest_noise: () => import('./digest_noise/run.ts'),
  defog: () => import('./defog/run.ts'),
  acme: () => import('./acme/run.ts'),
  attacks: () => import('./attacks/run.ts'),
  calibration: () => import('./calibration/run.ts'),
  ambrosia: () => import('./ambrosia/run.ts'),
  forecast: () => import('./forecast/run.ts'),
  insightbench: () => import('./insightbench/run.ts'),
  gbstats: () => import('./gbstats/run.ts'),
  metricflow: () => import('./metricflow/run.ts'),
  nab: () => import('./nab/run.ts'),
  needs: () => import('./needs/run.ts'),
  peeking: () => import('./peeking/run.ts'),
  planted: () => import('./planted/run.ts'),
  product: () => import('./product/run.ts'),
  retrieval: () => import('./retrieval/run.ts'),
  root_cause: () => import('./root_cause/run.ts'),
  spider: () => import('./spider/run.ts'),
  time: () => import('./time/run.ts'),
}

const usage = `usage: npm run eval -- SET [--data FOLDER] [--json] [--llm[=prefer] [--budget USD]] [options of the set]\nsets: ${Object.keys(sets).join(', ')}`

/** `--name value`, `--name=value` and `--name`; the first bare word is the set. */
function readArguments(args: readonly string[]): { set: string; flags: Record<string, string | true> } {
  const flags: Record<string, string | true> = {}
  let set = ''
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? ''
    const next = args[index + 1]
    if (!word.startsWith('--')) set ||= word
    else if (word.includes('=')) flags[word.slice(2, word.indexOf('='))] = word.slice(word.indexOf('=') + 1)
    else if (next !== undefined && !next.startsWith('--') && set !== '') {
      flags[word.slice(2)] = next
      index++
    } else flags[word.slice(2)] = true
  }
  return { set, flags }
}

async function main(): Promise<number> {
  const { set, flags } = readArguments(process.argv.slice(2))
  const load = sets[set]
  if (!load) {
    console.error(set ? `unknown evaluation set: ${set}\n${usage}` : usage)
    return 2
  }
  const folder = typeof flags['data'] === 'string' ? flags['data'] : defaultFolder(set)
  if (!existsSync(folder)) {
    console.error(`skipped: no evaluation data at ${folder} (give --data FOLDER, or set NUMIZE_EVALS)`)
    return 2
  }
  const asked = await languageModel(set, flags)
  if ('skipped' in asked) {
    console.error(asked.skipped)
    return 2
  }
  const print = (line: string): void => console.log(line)
  const options: EvalOptions = { data: resolve(folder), flags, print, llm: asked.llm }
  const score = await (await load()).run(options)
  console.log(summary(score.counts))
  if (flags['record'])
    recordScore(resolve(import.meta.dirname, '../docs/scores.md'), nameOf(score.set, flags), {
      ...score,
      date: new Date().toISOString().slice(0, 10),
    })
  if (flags['json'])
    console.log(JSON.stringify({ set: score.set, counts: score.counts, scores: score.scores }))
  return 0
}

/** A set scored on another engine, or with a language model, is a line of its own. */
const nameOf = (set: string, flags: Readonly<Record<string, string | true>>): string => {
  const how = [flags['engine'], flags['llm'] === undefined ? null : 'with a language model']
  const said = how.filter((one) => typeof one === 'string')
  return said.length === 0 ? set : `${set} (${said.join(', ')})`
}

/** Sets of our own lie beside their runner; calibration and retrieval are over several sets. */
const defaultFolder = (set: string): string =>
  ['demos', 'digest_noise', 'needs', 'peeking', 'planted'].includes(set)
    ? resolve(import.meta.dirname, set)
    : resolve(
        process.env['NUMIZE_EVALS'] ?? '../shared/evals',
        set === 'calibration' || set === 'retrieval' ? '.' : set,
      )

const summary = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

process.exitCode = await main()
