import type { Failure } from '../errors.ts'

/** Classes raised before any row is read: their text names tables, columns, functions and types only. */
const BEFORE_READING = new Set(['Parser Error', 'Binder Error', 'Catalog Error', 'Not implemented Error'])

/** What a statement met while reading, told without DuckDB's own text: that may quote any cell. */
const WHILE_READING: Readonly<Record<string, string>> = {
  'Conversion Error': 'a value does not fit the type it is converted to',
  'Out of Range Error': 'a number is outside the range of its type',
  'Invalid Input Error': 'a function was given a value it cannot use',
  'Invalid Type Error': 'a value has a type the function cannot use',
  'Mismatch Type Error': 'a value has another type than expected',
  'Permission Error': 'it reaches for something outside its data',
  'IO Error': 'a data file cannot be read; it may have been moved or damaged',
  'HTTP Error': 'it reaches for the network',
  'Constraint Error': 'a declared rule of the data is broken',
}

/** DuckDB's complaint as a failure that carries no cell of data and no literal of the statement. */
export function scrubError(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const errorClass = /^([A-Z][\w ]*? Error):/i.exec(message)?.[1] ?? 'Error'
  if (errorClass === 'Out of Memory Error' || /std::bad_alloc/.test(message))
    return { what: 'memory', facts: undefined }
  const text = BEFORE_READING.has(errorClass)
    ? withoutLiterals(message.slice(errorClass.length + 1))
    : (WHILE_READING[errorClass] ?? 'it cannot be carried out')
  return { what: 'query', facts: { class: errorClass, text: `${text.replace(/[.\s]+$/, '')}.` } }
}

/** The first sentence or two, without the quoted statement that DuckDB appends and without text and number literals. */
function withoutLiterals(text: string): string {
  return (text.split(/\n\s*\n|\nLINE \d+:/)[0] ?? '')
    .replace(/\s*Did you mean "(?:pg_|duckdb_|information_schema)[^"]*"\?/g, '')
    .replace(/'(?:[^']|'')*'/g, "'…'")
    .replace(/(?<![\w"(,.])-?\d+(?:\.\d+)?(?![\w")])/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
}
