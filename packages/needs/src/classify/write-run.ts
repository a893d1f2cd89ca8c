import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Database, openDatabase } from '../database.ts'
import { quote } from '../draw.ts'
import type { Filtered } from '../threads/prefilter.ts'
import { sampleKey } from '../threads/sample-to-fit.ts'
import type { Budget, Classified, EntityMention, QuestionLabel, ThreadLabel } from './classified.ts'
import type { Stage } from './labels.ts'

/** What a run leaves on disk. */
export interface RunFiles {
  readonly classified: Classified
  readonly filtered: readonly Filtered[]
  /** Keys of what was sampled. */
  readonly sampled: ReadonlySet<string>
  readonly stages: readonly Stage[]
  /** Settings and inputs, as they were hashed. */
  readonly described: Readonly<Record<string, unknown>>
}

/**
 * Writes the folder of a run in whole, in place of what an earlier run left there. A run that was answered by the
 * cache alone keeps the bill of the run that paid for it. Gives the bill that stands in the folder.
 */
export async function writeRun(files: RunFiles): Promise<Budget> {
  const { folder, runId } = files.classified
  const work = join(dirname(folder), `.${runId}.${process.pid}.tmp`)
  const budget = await billOf(files)
  try {
    await mkdir(join(work, 'preds'), { recursive: true })
    await writeTables(work, files)
    await writeJson(join(work, 'budget.json'), budget)
    await writeJson(join(work, 'run.json'), summaryOf(files))
    await rm(folder, { recursive: true, force: true })
    await rename(work, folder)
    const { stages: _, ...bill } = budget
    return bill
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

type Bill = Budget & { readonly stages: readonly Stage[] }

async function billOf({ classified, stages }: RunFiles): Promise<Bill> {
  const path = join(classified.folder, 'budget.json')
  const now: Bill = { ...classified.budget, stages }
  if (now.calls > 0 || now.cachedCalls === 0 || !existsSync(path)) return now
  try {
    const before = JSON.parse(await readFile(path, 'utf8')) as Bill
    return before.calls + before.cachedCalls === now.cachedCalls ? before : now
  } catch {
    return now
  }
}

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(value, null, 2)}\n`)

const summaryOf = ({ classified, described }: RunFiles) => ({
  runId: classified.runId,
  engine: classified.engine,
  ...described,
  sources: classified.sources,
})

async function writeTables(work: string, { classified, filtered, sampled }: RunFiles): Promise<void> {
  const { threads, questions, mentions, engine } = classified
  const db = await openDatabase(':memory:', 1)
  try {
    for (const source of ['slack', 'email'] as const)
      await writeTable(
        db,
        join(work, 'preds', `${source}.parquet`),
        PREDS,
        threads.filter((one) => one.source === source).map((one) => threadRow(one, engine)),
      )
    await writeTable(
      db,
      join(work, 'preds', 'nlq.parquet'),
      QUESTION_PREDS,
      questions.map((one) => questionRow(one, engine)),
    )
    await writeTable(db, join(work, 'entities.parquet'), ENTITIES, mentions.map(mentionRow))
    await writeTable(
      db,
      join(work, 'prefilter.parquet'),
      PREFILTER,
      filtered.map((one) => filteredRow(one, sampled)),
    )
  } finally {
    await db[Symbol.asyncDispose]()
  }
}

type Columns = Readonly<Record<string, string>>

const PREDS: Columns = {
  thread_id: 'VARCHAR',
  relevance: 'VARCHAR',
  theme: 'VARCHAR',
  confidence: 'DOUBLE',
  engine: 'VARCHAR',
}
const QUESTION_PREDS: Columns = {
  query_id: 'VARCHAR',
  theme: 'VARCHAR',
  confidence: 'DOUBLE',
  engine: 'VARCHAR',
}
const ENTITIES: Columns = {
  source: 'VARCHAR',
  item_id: 'VARCHAR',
  table_name: 'VARCHAR',
  column_name: 'VARCHAR',
  confidence: 'DOUBLE',
}
const PREFILTER: Columns = {
  source: 'VARCHAR',
  thread_id: 'VARCHAR',
  prefilter_score: 'DOUBLE',
  reasons: 'VARCHAR[]',
  kept: 'BOOLEAN',
  sampled: 'BOOLEAN',
}

const threadRow = ({ threadId, relevance, theme, confidence }: ThreadLabel, engine: string) => ({
  thread_id: threadId,
  relevance,
  theme,
  confidence,
  engine,
})

const questionRow = ({ queryId, theme, confidence }: QuestionLabel, engine: string) => ({
  query_id: queryId,
  theme,
  confidence,
  engine,
})

const mentionRow = ({ source, itemId, table, column, confidence }: EntityMention) => ({
  source,
  item_id: itemId,
  table_name: table,
  column_name: column,
  confidence,
})

const filteredRow = ({ thread, score, reasons, kept }: Filtered, sampled: ReadonlySet<string>) => ({
  source: thread.source,
  thread_id: thread.id,
  prefilter_score: score,
  reasons,
  kept,
  sampled: sampled.has(sampleKey(thread)),
})

/** Rows in the order given, by way of a file of lines beside the table. */
async function writeTable(
  db: Database,
  path: string,
  columns: Columns,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const lines = `${path}.jsonl`
  await writeFile(lines, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`)
  await db.run(
    `COPY (SELECT * FROM read_json(${quote(lines)}, format = 'newline_delimited', columns = {${types.join(', ')}}))
     TO ${quote(path)} (FORMAT parquet, COMPRESSION zstd)`,
  )
  await rm(lines)
}
