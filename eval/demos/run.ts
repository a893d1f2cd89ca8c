import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { matchesGold, type Value } from '../chain/match-rows.ts'
import type { Verdict } from '../chain/tally.ts'
import type { EvalSet } from '../score.ts'

interface Item {
  readonly id: string
  readonly question: string
  readonly expect: Status
  /** DuckDB SQL over the project's Parquet files; `local(ts)` is a UTC timestamp in the project's zone. */
  readonly gold_sql?: string
  /** Another sensible reading of the same words. */
  readonly also_sql?: string
  readonly ordered?: boolean
}

type Status = 'answered' | 'clarify' | 'refused'

interface Answer {
  readonly id: string
  readonly status: Status
  readonly rows: readonly (readonly Value[])[]
}

/** The demos' questions, asked as a person would, through the command line; `--demo NAME` for one. */
export const run: EvalSet = async ({ data, flags, print }) => {
  const demos = readdirSync(data)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => basename(name, '.jsonl'))
    .filter((name) => typeof flags['demo'] !== 'string' || flags['demo'] === name)
  const totals = none()
  const scores: Record<string, unknown> = {}
  for (const demo of demos) {
    const counts = await scoreDemo(demo, join(data, `${demo}.jsonl`), print)
    for (const verdict of VERDICTS) totals[verdict] += counts[verdict]
    scores[demo] = counts
  }
  const answered = totals.right + totals.wrong
  return {
    set: 'demos',
    counts: totals,
    scores: { ...scores, precision: answered === 0 ? null : totals.right / answered },
  }
}

const VERDICTS = ['right', 'wrong', 'asked', 'refused'] as const
const none = (): Record<Verdict, number> => ({ right: 0, wrong: 0, asked: 0, refused: 0 })

async function scoreDemo(
  demo: string,
  file: string,
  print: (line: string) => void,
): Promise<Record<Verdict, number>> {
  const project = resolve('examples', demo)
  if (!existsSync(join(project, 'data')))
    throw new Error(`no data in ${project}: run \`npx numize demo examples\` first`)
  const items = linesOf(file) as readonly Item[]
  const answers = new Map(askAll(file, project).map((answer) => [answer.id, answer]))
  const gold = await openGold(join(project, 'data'))
  const counts = none()
  for (const item of items) {
    const verdict = await judge(item, answers.get(item.id), gold)
    counts[verdict]++
    if (verdict !== 'right') print(`${demo} ${verdict} ${item.id}: ${item.question}`)
  }
  gold.closeSync()
  return counts
}

function askAll(file: string, project: string): readonly Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'numize-demos-'))
  try {
    const out = join(folder, 'answers.jsonl')
    const asked = join(folder, 'questions.jsonl')
    const questions = (linesOf(file) as readonly Item[]).map(({ id, question }) =>
      JSON.stringify({ id, question }),
    )
    writeFileSync(asked, questions.join('\n'))
    const args = ['bin/numize.mjs', 'ask', '--batch', asked, '--out', out, '--project', project, '--json']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`numize ask --batch failed: ${stderr}`)
    return linesOf(out) as readonly Answer[]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function judge(item: Item, answer: Answer | undefined, gold: DuckDBConnection): Promise<Verdict> {
  if (!answer) return 'refused'
  if (item.expect !== 'answered' && item.expect === answer.status) return 'right'
  if (answer.status === 'clarify') return 'asked'
  if (answer.status === 'refused') return 'refused'
  if (item.expect !== 'answered' || item.gold_sql === undefined) return 'wrong'
  for (const sql of [item.gold_sql, item.also_sql ?? []].flat()) {
    const rows = (await gold.runAndReadAll(sql)).getRowsJson() as readonly (readonly Value[])[]
    if (matchesGold({ rows, ordered: item.ordered ?? false }, answer.rows)) return 'right'
  }
  return 'wrong'
}

async function openGold(data: string): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run(
    "CREATE MACRO local(moment) AS timezone('America/Los_Angeles', timezone('UTC', moment))",
  )
  for (const name of readdirSync(data).filter((each) => each.endsWith('.parquet')))
    await connection.run(
      `CREATE VIEW ${basename(name, '.parquet')} AS SELECT * FROM '${join(data, name).replaceAll("'", "''")}'`,
    )
  return connection
}

const linesOf = (file: string): readonly unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
