import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { QuestionTruth, ThreadTruth } from '../comms/comms-rows.ts'
import { RELEVANCES, THEMES } from '../config/dnr-config.ts'
import { needsError } from '../errors.ts'
import { readParquet } from '../read-parquet.ts'

/** The truth about communications, in order of ids. */
export interface Labels {
  readonly slack: readonly ThreadTruth[]
  readonly email: readonly ThreadTruth[]
  readonly nlq: readonly QuestionTruth[]
}

/**
 * Reads the oracle's labels from the folder that `generateComms` wrote them to.
 * @throws `needs/no-labels` where a file is not there, `needs/broken-file` where one does not hold labels
 */
export async function readLabels(folder: string): Promise<Labels> {
  const [slack, email, nlq] = await Promise.all([
    readThreads(folder, 'slack_labels'),
    readThreads(folder, 'email_labels'),
    readQuestions(folder),
  ])
  return { slack, email, nlq }
}

async function readThreads(folder: string, name: string): Promise<readonly ThreadTruth[]> {
  const path = pathOf(folder, name)
  const rows = await readParquet<ThreadTruth>(path, ['thread_id', 'relevance', 'theme', 'event_id'])
  const fits = ({ relevance, theme }: ThreadTruth): boolean =>
    RELEVANCES.includes(relevance) &&
    (relevance === 'positive' ? theme !== null && THEMES.includes(theme) : theme === null)
  if (!rows.every(fits)) throw needsError('broken-file', { path })
  return rows
}

async function readQuestions(folder: string): Promise<readonly QuestionTruth[]> {
  const path = pathOf(folder, 'nlq_labels')
  const rows = await readParquet<QuestionTruth>(path, ['query_id', 'theme', 'event_id'])
  if (!rows.every(({ theme }) => THEMES.includes(theme))) throw needsError('broken-file', { path })
  return rows
}

function pathOf(folder: string, name: string): string {
  const path = join(folder, `${name}.parquet`)
  if (!existsSync(path)) throw needsError('no-labels', { path: folder, file: `${name}.parquet` })
  return path
}
