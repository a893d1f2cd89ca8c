import { resolve } from 'node:path'
import { type Clock, hashJson } from '@numize/base'
import type { Batch } from '@numize/llm'
import type { DnrConfig } from '../config/dnr-config.ts'
import { type DataEvent, findDataEvents } from '../report/find-data-events.ts'
import type { Warehouse } from '../report/warehouse/open-warehouse.ts'
import { localDays } from '../threads/local-day.ts'
import { type Filtered, prefilter } from '../threads/prefilter.ts'
import { type Comms, readComms } from '../threads/read-comms.ts'
import { budgetOf, coverageOf } from './account-run.ts'
import type { Asking } from './ask-all.ts'
import type { Classified } from './classified.ts'
import { describeRun } from './describe-run.ts'
import type { KnownTable } from './entities/dictionary.ts'
import { type Mentions, mentionsByWords, mentionsWithLlm } from './find-mentions.ts'
import { labelByWords } from './label-by-words.ts'
import { labelWithLlm } from './label-with-llm.ts'
import type { Labelled } from './labels.ts'
import { weighText } from './lexicon/weigh-text.ts'
import { type Batches, openBatches } from './open-batches.ts'
import { type DatedQuestion, type Plan, planLabels } from './plan-labels.ts'
import { questionLabels, threadLabels } from './present-labels.ts'
import { writeRun } from './write-run.ts'

export interface ClassifyOptions {
  /** Folder of the four Parquet files. */
  readonly comms: string
  readonly warehouse: Warehouse
  /** Measured on the warehouse where they are not given. */
  readonly dataEvents?: readonly DataEvent[]
  /** Folder that the run's own folder is made in. */
  readonly runs: string
  /** What is labelled, by the time of a root or a question: UTC ISO 8601, `until` not included; null is everything. */
  readonly window: { readonly from: string; readonly until: string } | null
  readonly config: DnrConfig
  /** False labels by our own classifier, also where there is a key. */
  readonly useLlm: boolean
}

export interface ClassifyEffects {
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder that the cache's relative path starts from. */
  readonly cwd: string
}

/**
 * Reads communications and labels what people need of the data: with a language model where the settings and the
 * environment have one, with our own classifier otherwise. The same inputs and settings give the same folder. A source
 * that cannot be read, or not to its end, is marked partial; the others go on.
 * @throws `needs/no-comms`, `llm/unknown-provider`, `llm/bad-base-url`, `llm/no-price`
 */
export async function classifyComms(options: ClassifyOptions, effects: ClassifyEffects): Promise<Classified> {
  const { config, warehouse } = options
  effects.progress('reading communications')
  const comms = inWindow(await readComms(options.comms), options.window)
  const events = options.dataEvents ?? (await findDataEvents(warehouse, config))
  const batches = options.useLlm ? await openBatches(config, effects) : null
  const tables = await tablesOf(warehouse)
  const described = await describeRun({
    ...options,
    archetype: warehouse.archetype,
    events,
    tables,
    model: batches?.labels.name ?? null,
  })
  effects.signal.throwIfAborted()
  const dayOf = localDays(warehouse.timeZone)
  const filtered = filterThreads(comms, { events, config, dayOf })
  const questions = comms.questions.map((question) => ({ question, day: dayOf(question.ts) }))
  const plan = planLabels(
    filtered.filter(({ kept }) => kept),
    questions,
    { config, batches },
  )
  const read = await readAll({ plan, questions, tables, batches, config }, effects)
  effects.signal.throwIfAborted()
  const runId = hashJson(described).slice(0, 16)
  const classified = assemble({ comms, filtered, plan, batches, config, ...read }, runId, options.runs)
  const budget = await writeRun({
    classified,
    filtered,
    sampled: new Set(plan.sample.weights.keys()),
    stages: [...read.labelled.stages, ...read.found.stages],
    described,
  })
  return { ...classified, budget }
}

function inWindow(comms: Comms, window: ClassifyOptions['window']): Comms {
  if (window === null) return comms
  const from = Date.parse(window.from)
  const until = Date.parse(window.until)
  const isIn = (ts: number): boolean => ts >= from && ts < until
  return {
    ...comms,
    threads: comms.threads.filter(({ root }) => isIn(root.ts)),
    questions: comms.questions.filter(({ ts }) => isIn(ts)),
  }
}

/** The tables of the warehouse that people talk about, with their columns in order. */
async function tablesOf({ db, contracts }: Warehouse): Promise<readonly KnownTable[]> {
  const tables: KnownTable[] = []
  for (const { table } of contracts) {
    const rows = await db.rows(`SELECT column_name FROM (DESCRIBE ${table})`)
    tables.push({ table, columns: rows.map(([name]) => String(name)) })
  }
  return tables
}

function filterThreads(
  { threads }: Comms,
  {
    events,
    config,
    dayOf,
  }: { events: readonly DataEvent[]; config: DnrConfig; dayOf: (ms: number) => string },
): readonly Filtered[] {
  const weighed = threads.map((thread) => ({
    thread,
    root: weighText(thread.root.text),
    replies: thread.replies.map(({ text }) => weighText(text)),
    day: dayOf(thread.root.ts),
  }))
  return prefilter(weighed, { threshold: config.classification.prefilter_threshold, events })
}

interface Work {
  readonly plan: Plan
  readonly questions: readonly DatedQuestion[]
  readonly tables: readonly KnownTable[]
  readonly batches: Batches | null
  readonly config: DnrConfig
}

interface ReadAll {
  readonly labelled: Labelled
  readonly found: Mentions
}

/** Labels the sample, then looks for entities in what needs something and in every question. */
async function readAll(work: Work, effects: ClassifyEffects): Promise<ReadAll> {
  const { plan, questions, tables, batches, config } = work
  const { classification, budget, comms } = config
  const asking = (batch: Batch, what: string, total: number): Asking => ({
    batch,
    concurrency: classification.concurrency,
    signal: effects.signal,
    onReply: counter(effects.progress, what, total),
  })
  const total = plan.threads.length + plan.questions.length
  const labelled = batches
    ? await labelWithLlm(plan, asking(batches.labels, 'labelled', total), classification.max_output_tokens)
    : labelByWords(plan)
  const needs = plan.threads.filter(
    ({ thread }) => labelled[thread.source].get(thread.id)?.relevance === 'positive',
  )
  const ground = { threads: needs, questions, tables }
  const found = batches
    ? await mentionsWithLlm(
        ground,
        asking(batches.entities, 'searched for tables', needs.length + questions.length),
        { safetyMargin: budget.safety_margin, seed: comms.seed },
      )
    : mentionsByWords(ground)
  return { labelled, found }
}

function counter(progress: (line: string) => void, what: string, total: number): () => void {
  let done = 0
  return () => {
    done++
    if (done % 50 === 0 || done === total) progress(`${what} ${done} of ${total}`)
  }
}

interface Results extends ReadAll {
  readonly comms: Comms
  readonly filtered: readonly Filtered[]
  readonly plan: Plan
  readonly batches: Batches | null
  readonly config: DnrConfig
}

function assemble(results: Results, runId: string, runs: string): Classified {
  const { comms, filtered, plan, batches, config, labelled, found } = results
  const { weights } = plan.sample
  return {
    runId,
    folder: resolve(runs, runId),
    engine: batches ? 'llm' : 'deterministic',
    threads: threadLabels(plan.threads, labelled, weights),
    questions: questionLabels(plan.questions, labelled, weights),
    mentions: found.mentions,
    sources: coverageOf(comms, filtered, { plan, labelled }),
    budget: budgetOf(config, plan, {
      stages: [...labelled.stages, ...found.stages],
      spentUsd: batches?.labels.spentUsd() ?? 0,
      entitiesUsd: batches?.entities.spentUsd() ?? 0,
    }),
  }
}
