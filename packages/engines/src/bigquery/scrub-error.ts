import { NumizeError } from '@numize/base'
import { fail } from '../errors.ts'

/** An error of BigQuery's REST interface as its client hands it on. */
interface ApiError extends Error {
  readonly code?: number | string
  readonly errors?: readonly { readonly reason?: string; readonly message?: string }[]
}

const NO_CREDENTIALS =
  'there are no credentials for it. Set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account, or run `gcloud auth application-default login`'

/** What a connection that failed says, by Node's code. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'its address cannot be looked up. Check the network',
  EAI_AGAIN: 'its address cannot be looked up. Check the network',
  ETIMEDOUT: 'it did not answer in time. Check the network',
  ECONNRESET: 'it closed the connection. Ask again',
}

/** BigQuery's complaint as one of our errors: no cell of data, no literal of the statement. */
export function scrubError(error: unknown, projectId: string): Error {
  if (error instanceof NumizeError) return error
  return error instanceof Error ? apiError(error, projectId) : new Error(String(error))
}

function apiError(error: ApiError, projectId: string): Error {
  const { code, errors, message } = error
  const first = errors?.[0]
  const text = first?.message ?? message
  if (/default credentials|invalid_grant|private key|ENOENT.*credentials/i.test(text) || code === 401)
    return unreachable(projectId, NO_CREDENTIALS)
  const known = UNREACHABLE[causeOf(error)]
  if (known) return unreachable(projectId, known)
  return REASONS[first?.reason ?? '']?.(text, projectId) ?? byStatus(Number(code), error, projectId)
}

const unreachable = (projectId: string, reason: string) =>
  fail('no-connection', { server: `BigQuery (project ${projectId})`, reason })

const causeOf = (error: Error): string => {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  const found = typeof code === 'string' ? code : cause?.code
  return typeof found === 'string' ? found : (/\b(E[A-Z_]{5,})\b/.exec(error.message)?.[1] ?? '')
}

type OfReason = (text: string, projectId: string) => Error

const tooMuch: OfReason = () => fail('memory')
const overQuota: OfReason = (_, projectId) =>
  unreachable(projectId, 'its quota is used up for now. Ask again later, or raise the quota')
const outOfTime: OfReason = () => fail('server-deadline')

/** BigQuery's own words for what went wrong: cloud.google.com/bigquery/docs/error-messages. */
const REASONS: Readonly<Record<string, OfReason>> = {
  accessDenied: missingRight,
  bytesBilledLimitExceeded: () => fail('bytes-billed'),
  invalidQuery: refused,
  jobRateLimitExceeded: overQuota,
  jobTimeout: outOfTime,
  notFound: (text) => fail('query', { class: 'Catalog Error', text: sentence(text) }),
  quotaExceeded: overQuota,
  rateLimitExceeded: overQuota,
  resourcesExceeded: tooMuch,
  responseTooLarge: tooMuch,
  stopped: () => fail('cancelled'),
  timeout: outOfTime,
}

function byStatus(status: number, error: Error, projectId: string): Error {
  if (status === 429 || status >= 500)
    return unreachable(projectId, `it answers ${status} to every attempt. Ask again later`)
  if (status >= 400) return fail('query', { class: `HTTP ${status}`, text: 'it cannot be carried out.' })
  return error
}

/** Met while rows are read: BigQuery's text may quote any cell. */
const WHILE_READING: readonly (readonly [RegExp, name: string, text: string])[] = [
  [/division by zero/i, 'Division Error', 'a number is divided by zero.'],
  [/overflow|out of range/i, 'Out of Range Error', 'a number or a time is outside the range of its type.'],
  [
    /bad (int64|double|bool|numeric|bignumeric)|could not cast|invalid (date|timestamp|datetime|time)\b|failed to parse/i,
    'Conversion Error',
    'a value does not fit the type it is converted to.',
  ],
  [/more than one element/i, 'Cardinality Error', 'a sub-query that should give one row gives several.'],
]

/** `Unrecognized name: foo at [1:8]`: told before a row is read, with names and types only. */
function refused(text: string): Error {
  const known = WHILE_READING.find(([form]) => form.test(text))
  if (known) return fail('query', { class: known[1], text: known[2] })
  const isAnalysis = /\[\d+:\d+\]$/.test(text.trim())
  return isAnalysis
    ? fail('query', {
        class: /^Syntax error/i.test(text) ? 'Syntax Error' : 'Binder Error',
        text: sentence(text),
      })
    : fail('query', { class: 'Query Error', text: 'it cannot be carried out.' })
}

const sentence = (text: string): string =>
  `${text
    .replace(/\s+at \[\d+:\d+\]\s*$/, '')
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "'…'")
    .replace(/[.\s]+$/, '')}.`

/** `Access Denied: Table shop:sales.orders: …`: the role that is missing is named, and where. */
function missingRight(text: string, projectId: string): Error {
  const [, table, dataset] = /Table (?:[\w-]+[:.])?(([\w-]+)\.[\w-]+)/.exec(text) ?? []
  if (table)
    return fail('no-right', {
      what: `table ${table}`,
      grant: `grant it roles/bigquery.dataViewer on dataset ${dataset}`,
    })
  const ofDataset = /Dataset (?:[\w-]+[:.])?([\w-]+)/.exec(text)?.[1]
  if (ofDataset)
    return fail('no-right', {
      what: `dataset ${ofDataset}`,
      grant: `grant it roles/bigquery.dataViewer on dataset ${ofDataset}`,
    })
  return fail('no-right', {
    what: `anything by a query of project ${projectId}`,
    grant: `grant it roles/bigquery.jobUser on project ${projectId}`,
  })
}
