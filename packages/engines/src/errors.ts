import { errorTable } from '@numize/base'

const seconds = (ms: number): string => `${ms / 1000} s`

/** Every way a call to an engine fails through no bug of ours. No sentence carries a cell of data. */
const errors = {
  deadline: (f: { deadlineMs: number }) =>
    `The query was stopped: it ran past its deadline of ${seconds(f.deadlineMs)}. Narrow the period or the filters, or allow more time.`,
  cancelled: () => 'The query was cancelled before it ended.',
  closed: () => 'The engine was closed. Open it again to ask.',
  died: () =>
    "The engine's process died while it ran this query, most often for lack of memory. A new one is ready: ask again, with fewer rows or columns.",
  'not-started': (f: { reason: string }) => `The engine's process did not start: ${f.reason}.`,
  query: (f: { class: string; text: string }) => `The engine refused the query (${f.class}): ${f.text}`,
  'not-select': (f: { reason: string }) =>
    `The engine runs one SELECT statement and nothing else: ${f.reason}`,
  'sql-blocked': (f: { reason: string }) =>
    `This SQL was not run: ${f.reason} One SELECT over the tables of your slice is offered, with ordinary functions.`,
  'too-large': () =>
    'The rows this SQL gives are too large to bring back. Ask for fewer columns, or aggregate.',
  'no-isolation': (f: { reason: string }) =>
    `SQL of your own is off here: ${f.reason}. Ask in words, or run a plan.`,
  memory: () => 'The query needs more memory than the engine may use. Narrow the period or group by less.',
  'no-connection': (f: { server: string; reason: string }) =>
    `Numize cannot reach the database ${f.server}: ${f.reason}.`,
  'no-client': (f: { engine: string; package: string }) =>
    `Numize needs the package ${f.package} to ask ${f.engine}, and it is not installed. Run npm install --no-save ${f.package} where Numize is installed.`,
  'no-right': (f: { what: string; grant: string }) => `Your login cannot read ${f.what}: ${f.grant}`,
  'server-deadline': () =>
    'The database stopped the query: it ran past the time limit set for this source. Narrow the period or the filters.',
  'bytes-billed': () =>
    'BigQuery did not run the query: it would bill more than the most this source allows. Narrow the period, or raise maximum_bytes_billed.',
  'no-file': (f: { file: string }) => `There is no such file: ${f.file}. Check the path.`,
  'file-locked': (f: { file: string; by: string }) =>
    `The DuckDB file ${f.file} is locked by ${f.by}. Close it there, or point at a copy.`,
  'file-newer': (f: { file: string }) =>
    `The DuckDB file ${f.file} was written by a newer version of DuckDB than this one reads. Export it to Parquet, or upgrade Numize.`,
  'file-damaged': (f: { file: string; format: string }) =>
    `The file ${f.file} cannot be read as ${f.format}: it is damaged or of another format. Write it again, or check its type.`,
  'file-refused': (f: { file: string; reason: string }) => `The file ${f.file} cannot be read: ${f.reason}`,
  'no-objects': (f: { file: string }) =>
    `The file ${f.file} holds no JSON objects, so there is no table in it. Give an array of objects, or one object a line.`,
  'rows-rejected': (f: { file: string; rejected: number; read: number; firstLine: number; reason: string }) =>
    `The file ${f.file} is too irregular to load: of ${f.rejected + f.read} rows only ${f.read} can be read; the first that cannot is at line ${f.firstLine} (${f.reason}). Check the separator, the quotes and the number of columns.`,
} as const

export const fail = errorTable('engines', errors)

type Failures = typeof errors
/** An error on its way between processes: the row of the table and its facts. */
export type Failure = {
  [K in keyof Failures]: { readonly what: K; readonly facts: Parameters<Failures[K]>[0] }
}[keyof Failures]

export const failed = ({ what, facts }: Failure) => fail(what, facts as never)
