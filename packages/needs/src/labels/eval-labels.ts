import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { needsError } from '../errors.ts'
import { asCallerError, checkTarget, workFolder } from '../replace-folder.ts'
import { evalMarkdown } from './eval-report.ts'
import { readLabels } from './read-labels.ts'
import { readPredictions } from './read-predictions.ts'
import { type RunFacts, readLabelled, readRun } from './read-run.ts'
import { type LabelScores, scoreLabels } from './score-labels.ts'

export interface EvalOptions {
  /** `preds` of a run, or the run's folder. */
  readonly pred: string
  /** The folder of the true labels, or the one that holds a folder for each archetype. */
  readonly labels: string
  /** Replaced as a whole by `eval.json` and `eval.md`. */
  readonly out: string
}

const RESAMPLING = { resamples: 1000, seed: 42 } as const
const MARK = 'eval.json'
/** Raised when `eval.json` changes its shape. */
const EVAL_VERSION = 1

/**
 * Scores a run's labels against the truth and writes the scores down.
 * @throws the errors of `readLabels` and `readPredictions`, `needs/other-comms`, `needs/not-a-folder`, `needs/foreign-folder`,
 * `needs/cannot-write`, `needs/disk-full`
 */
export async function evalLabels(
  { pred, labels, out }: EvalOptions,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<LabelScores> {
  const target = resolve(out)
  checkTarget(target, MARK)
  const preds = existsSync(join(pred, 'preds')) ? join(pred, 'preds') : pred
  const predictions = await readPredictions(preds)
  const run = await readRun(preds)
  const truth = await readLabels(await labelFolder(labels, run))
  const scores = scoreLabels(truth, predictions, { resampling: RESAMPLING, inScope: run.items })
  signal?.throwIfAborted()
  await writeScores(scores, target)
  return scores
}

/** The folder that was given, or the one in it whose labels are of the communications that the run read. */
async function labelFolder(labels: string, run: RunFacts): Promise<string> {
  if (existsSync(join(labels, 'slack_labels.parquet'))) {
    const files = await readLabelled(labels)
    if (files && run.files && !sameFiles(files, run.files)) throw needsError('other-comms', { path: labels })
    return labels
  }
  const inside = existsSync(labels) ? readdirSync(labels, { withFileTypes: true }) : []
  for (const { name } of inside.filter((entry) => entry.isDirectory())) {
    const files = await readLabelled(join(labels, name))
    if (files && run.files && sameFiles(files, run.files)) return join(labels, name)
  }
  return labels
}

/** Of those that both name: the labels name every file that has labels. */
const sameFiles = (labelled: Files, read: Files): boolean =>
  Object.entries(labelled).every(([name, hash]) => read[name] === undefined || read[name] === hash)

type Files = Readonly<Record<string, string>>

async function writeScores(scores: LabelScores, out: string): Promise<void> {
  const work = workFolder(out)
  try {
    await mkdir(work, { recursive: true })
    await writeFile(join(work, MARK), `${JSON.stringify({ version: EVAL_VERSION, ...scores }, null, 2)}\n`)
    await writeFile(join(work, 'eval.md'), `${evalMarkdown(scores)}\n`)
    await rm(out, { recursive: true, force: true })
    await rename(work, out)
  } catch (error) {
    throw asCallerError(error, out)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
