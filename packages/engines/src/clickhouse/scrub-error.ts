import { NumizeError } from '@numize/base'
import { fail } from '../errors.ts'
import type { ClickhouseAddress } from './address.ts'
import { connectionFailure, isConnectionFailure } from './connection-failure.ts'

/** Raised while rows are read, or of a text in the statement: told without ClickHouse's own words, which quote both. */
const TOLD: Readonly<Record<string, readonly [name: string, text: string]>> = {
  CANNOT_PARSE_TEXT: ['Conversion Error', 'a value does not fit the type it is converted to.'],
  CANNOT_PARSE_NUMBER: ['Conversion Error', 'a value does not fit the type it is converted to.'],
  CANNOT_PARSE_BOOL: ['Conversion Error', 'a value does not fit the type it is converted to.'],
  CANNOT_PARSE_UUID: ['Conversion Error', 'a value does not fit the type it is converted to.'],
  CANNOT_CONVERT_TYPE: ['Conversion Error', 'a value does not fit the type it is converted to.'],
  CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN: ['Conversion Error', 'a null does not fit a type without null.'],
  TYPE_MISMATCH: ['Binder Error', 'a value is of another type than the place it stands in.'],
  CANNOT_PARSE_DATE: ['Conversion Error', 'a value is not a time of the form expected.'],
  CANNOT_PARSE_DATETIME: ['Conversion Error', 'a value is not a time of the form expected.'],
  DECIMAL_OVERFLOW: ['Out of Range Error', 'a number is outside the range of its type.'],
  ARGUMENT_OUT_OF_BOUND: ['Out of Range Error', 'a number is outside the range of its type.'],
  VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE: ['Out of Range Error', 'a number is outside the range of its type.'],
  ILLEGAL_DIVISION: ['Division Error', 'a number is divided by zero.'],
  INCORRECT_RESULT_OF_SCALAR_SUBQUERY: [
    'Cardinality Error',
    'a sub-query that should give one row gives several.',
  ],
  TOO_MANY_ROWS: ['Limit Error', 'it reads or gives more rows than your login may.'],
  TOO_MANY_BYTES: ['Limit Error', 'it reads or gives more bytes than your login may.'],
  TOO_MANY_ROWS_OR_BYTES: ['Limit Error', 'it reads or gives more than your login may.'],
  QUOTA_EXCEEDED: ['Limit Error', 'the quota of your login is used up. Ask again later.'],
  NO_COMMON_TYPE: ['Binder Error', 'values of types that do not go together meet.'],
  AMBIGUOUS_IDENTIFIER: ['Binder Error', 'a name stands for several columns.'],
  NOT_AN_AGGREGATE: ['Binder Error', 'a column is neither grouped by nor aggregated.'],
  ILLEGAL_TYPE_OF_ARGUMENT: ['Binder Error', 'a function is given a value of a type it does not take.'],
  NUMBER_OF_ARGUMENTS_DOESNT_MATCH: ['Binder Error', 'a function is given too few or too many values.'],
}

/** Raised before any row is read; of the text only the name in it is passed on, the rest quotes the statement. */
const NAMING: Readonly<Record<string, readonly [name: string, what: string]>> = {
  UNKNOWN_IDENTIFIER: ['Binder Error', 'there is no column'],
  UNKNOWN_TABLE: ['Catalog Error', 'there is no table'],
  UNKNOWN_DATABASE: ['Catalog Error', 'there is no database'],
  UNKNOWN_FUNCTION: ['Catalog Error', 'there is no function'],
}

/** ClickHouse's complaint as one of our errors: no cell of data, no literal of the statement, no password. */
export function scrubError(error: unknown, address: ClickhouseAddress): Error {
  if (error instanceof NumizeError) return error
  const { code = '', type, message } = error as Complaint
  return type === undefined
    ? connectionFailure(error, address)
    : serverError({ code, type, message }, address)
}

interface Complaint {
  readonly code?: string
  /** The server's own name for it; absent where the failure is the network's. */
  readonly type?: string
  readonly message: string
}

function serverError({ code, type, message }: Required<Complaint>, address: ClickhouseAddress): Error {
  const [name, what] = NAMING[type] ?? []
  if (name && what) return fail('query', { class: name, text: `${what} ${namedIn(message)}.` })
  const told = TOLD[type]
  if (told) return fail('query', { class: told[0], text: told[1] })
  if (isConnectionFailure(type)) return connectionFailure({ type, message }, address)
  const say = OTHERWISE[type]
  if (say) return say(message, address)
  return fail('query', { class: `ClickHouse ${code} ${type}`, text: 'it cannot be carried out.' })
}

const OTHERWISE: Readonly<Record<string, (message: string, address: ClickhouseAddress) => Error>> = {
  ACCESS_DENIED: missingRight,
  READONLY: (message, { login }) =>
    message.includes('Cannot modify')
      ? fail('no-right', {
          what: 'with the settings that Numize sends',
          grant: `ALTER USER ${login} SETTINGS readonly = 2`,
        })
      : fail('not-select', { reason: 'the statement would write.' }),
  TIMEOUT_EXCEEDED: () => fail('server-deadline'),
  QUERY_WAS_CANCELLED: () => fail('server-deadline'),
  MEMORY_LIMIT_EXCEEDED: () => fail('memory'),
  SYNTAX_ERROR: (message) => fail('query', { class: 'Syntax Error', text: syntaxText(message) }),
}

/** What stands there is a name, never a text of the statement. */
function namedIn(message: string): string {
  const [, quoted, bare] =
    /(?:identifier|name) [`'"]([\w.]+)[`'"]|(?:Table|Database) ([\w.]+) /.exec(message) ?? []
  return quoted ?? bare ?? 'of that name'
}

function syntaxText(message: string): string {
  const near = /failed at position \d+ \(([A-Za-z_]\w*)\)/.exec(message)?.[1]
  return near ? `syntax error near ${near}.` : 'syntax error.'
}

/** `it's necessary to have the grant SELECT(card) ON shop.orders`: the statement that gives it. */
function missingRight(message: string, { login }: ClickhouseAddress): Error {
  const [, right, place] = /have the grant (.+?) ON (\S+?)\.?(?=\s|$)/.exec(message) ?? []
  return right && place
    ? fail('no-right', { what: place, grant: `GRANT ${right} ON ${place} TO ${login}` })
    : fail('no-right', { what: 'what this query reads', grant: `GRANT SELECT ON … TO ${login}` })
}
