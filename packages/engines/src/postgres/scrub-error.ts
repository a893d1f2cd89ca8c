import pg from 'pg'
import { fail } from '../errors.ts'
import { connectionFailure, isConnectionFailure } from './connection-failure.ts'
import { TooLarge } from './pool.ts'

/** SQLSTATE classes met while reading, told without Postgres's own text: that may quote any cell. */
const WHILE_READING: Readonly<Record<string, readonly [name: string, text: string]>> = {
  '22P02': ['Conversion Error', 'a value does not fit the type it is converted to.'],
  '22007': ['Conversion Error', 'a value is not a time of the form expected.'],
  '22008': ['Out of Range Error', 'a time is outside the range of its type.'],
  '22003': ['Out of Range Error', 'a number is outside the range of its type.'],
  '22012': ['Division Error', 'a number is divided by zero.'],
  '21000': ['Cardinality Error', 'a sub-query that should give one row gives several.'],
}

interface Asker {
  readonly login: string
  readonly connectionString: string
}

/** Postgres's complaint as one of our errors: no cell of data, no literal of the statement, no password. */
export function scrubError(error: unknown, asker: Asker): Error {
  if (error instanceof pg.DatabaseError) return serverError(error, asker)
  if (error instanceof TooLarge) return fail('too-large')
  if (isConnectionFailure(error)) return connectionFailure(error, asker.connectionString)
  return error instanceof Error ? error : new Error(String(error))
}

function serverError(error: pg.DatabaseError, asker: Asker): Error {
  const { code = '', message } = error
  const known = WHILE_READING[code]
  if (known) return fail('query', { class: known[0], text: known[1] })
  if (isDisconnection(code)) return connectionFailure(error, asker.connectionString)
  switch (code) {
    case '42501':
      return missingRight(message, asker.login)
    case '57014':
      return fail('server-deadline')
    case '53100':
    case '53200':
      return fail('memory')
    case '25006':
      return fail('not-select', { reason: 'the statement would write.' })
  }
  return code.startsWith('42')
    ? refused(error)
    : fail('query', { class: `SQLSTATE ${code}`, text: 'it cannot be carried out.' })
}

const isDisconnection = (code: string): boolean =>
  code === '53300' || ['08', '28', '57P'].some((start) => code.startsWith(start))

/** Raised before any row is read: the text names tables, columns, functions and types only, and loses its literals. */
function refused({ code = '', message }: pg.DatabaseError): Error {
  const text = code === '42601' ? syntaxText(message) : withoutLiterals(message)
  return fail('query', { class: CLASSES[code] ?? 'Binder Error', text: `${text.replace(/[.\s]+$/, '')}.` })
}

const CLASSES: Readonly<Record<string, string>> = {
  '42601': 'Syntax Error',
  '42P01': 'Catalog Error',
  '42703': 'Binder Error',
  '42883': 'Binder Error',
}

function syntaxText(message: string): string {
  const near = /at or near "(\w+)"/.exec(message)?.[1]
  return near && !/^\d/.test(near) ? `syntax error near ${near}` : 'syntax error'
}

const withoutLiterals = (text: string): string =>
  text.replace(/'(?:[^']|'')*'/g, "'…'").replace(/(?<![\w"(,.])-?\d+(?:\.\d+)?(?![\w")])/g, '…')

/** `permission denied for table orders`: the right is named, and the statement that gives it. */
function missingRight(message: string, login: string): Error {
  const [, kind, name] =
    /permission denied for (table|view|materialized view|foreign table|schema|sequence|function|column) (.+)$/.exec(
      message,
    ) ?? []
  if (!kind || !name)
    return fail('no-right', { what: 'what this query reads', grant: `GRANT SELECT … TO ${login}` })
  if (kind === 'schema')
    return fail('no-right', { what: `schema ${name}`, grant: `GRANT USAGE ON SCHEMA ${name} TO ${login}` })
  if (kind === 'function')
    return fail('no-right', {
      what: `function ${name}`,
      grant: `GRANT EXECUTE ON FUNCTION ${name} TO ${login}`,
    })
  return fail('no-right', { what: `${kind} ${name}`, grant: `GRANT SELECT ON ${name} TO ${login}` })
}
