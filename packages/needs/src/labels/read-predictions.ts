import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { RELEVANCES, type Relevance, THEMES, type Theme } from '../config/dnr-config.ts'
import { needsError } from '../errors.ts'
import { readParquet } from '../read-parquet.ts'

/** What a run said of an item; null where it said nothing that could be read. */
export interface Prediction {
  readonly relevance: Relevance | null
  readonly theme: Theme | null
  readonly confidence: number | null
}

/** By id. */
export interface Predictions {
  readonly slack: ReadonlyMap<string, Prediction>
  readonly email: ReadonlyMap<string, Prediction>
  readonly nlq: ReadonlyMap<string, Prediction>
}

/**
 * Reads `preds/` of a run. A thread that the prefilter (`prefilter.parquet` beside `preds`) set aside counts as one it
 * called negative, of unknown confidence.
 * @throws `needs/no-predictions`, `needs/broken-file`, `needs/repeated-id`
 */
export async function readPredictions(folder: string): Promise<Predictions> {
  const prefilter = await readPrefilter(join(dirname(folder), 'prefilter.parquet'))
  const threads = async (source: 'slack' | 'email'): Promise<ReadonlyMap<string, Prediction>> => {
    const path = pathOf(folder, source)
    const rows = await readParquet<ThreadRow>(path, ['thread_id', 'relevance', 'theme', 'confidence'])
    const said = byId(
      path,
      rows.map((row) => [row.thread_id, predictionOf(path, row)] as const),
    )
    const aside = prefilter.filter((row) => row.source === source && !row.kept && !said.has(row.thread_id))
    return new Map([...aside.map(({ thread_id }) => [thread_id, ASIDE] as const), ...said])
  }
  const path = pathOf(folder, 'nlq')
  const rows = await readParquet<QuestionRow>(path, ['query_id', 'theme', 'confidence'])
  const questions = rows.map(
    (row) => [row.query_id, predictionOf(path, { ...row, relevance: 'positive' })] as const,
  )
  return { slack: await threads('slack'), email: await threads('email'), nlq: byId(path, questions) }
}

interface ThreadRow {
  readonly thread_id: string
  readonly relevance: string | null
  readonly theme: string | null
  readonly confidence: number | null
}

interface QuestionRow {
  readonly query_id: string
  readonly theme: string | null
  readonly confidence: number | null
}

interface PrefilterRow {
  readonly thread_id: string
  readonly source: string
  readonly kept: boolean
}

const ASIDE: Prediction = { relevance: 'negative', theme: null, confidence: null }

const readPrefilter = async (path: string): Promise<readonly PrefilterRow[]> =>
  existsSync(path) ? readParquet<PrefilterRow>(path, ['thread_id', 'source', 'kept']) : []

/** A reply that could not be read has no relevance, or one that is no relevance at all, such as `parse_error`. */
function predictionOf(
  path: string,
  { relevance, theme, confidence }: Pick<ThreadRow, 'relevance' | 'theme' | 'confidence'>,
): Prediction {
  if (confidence !== null && !(confidence >= 0 && confidence <= 1)) throw needsError('broken-file', { path })
  if (theme !== null && !isTheme(theme)) throw needsError('broken-file', { path })
  return { relevance: isRelevance(relevance) ? relevance : null, theme, confidence }
}

const isTheme = (text: string): text is Theme => THEMES.some((theme) => theme === text)
const isRelevance = (text: string | null): text is Relevance =>
  RELEVANCES.some((relevance) => relevance === text)

function byId(
  path: string,
  rows: readonly (readonly [string, Prediction])[],
): ReadonlyMap<string, Prediction> {
  const found = new Map(rows)
  if (found.size < rows.length) throw needsError('repeated-id', { path })
  return found
}

function pathOf(folder: string, source: string): string {
  const path = join(folder, `${source}.parquet`)
  if (!existsSync(path)) throw needsError('no-predictions', { path: folder, file: `${source}.parquet` })
  return path
}
