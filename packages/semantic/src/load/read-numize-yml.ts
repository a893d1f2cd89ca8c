import { type Calendar, DAYS } from '../model.ts'
import type { Connection, Problem, Project, Providers } from '../project.ts'
import { readHolidays } from './read-holidays.ts'
import { readProviders } from './read-providers.ts'
import {
  child,
  choice,
  complain,
  complainAt,
  type Fields,
  fieldsOf,
  has,
  numeric,
  readDocuments,
  requiredText,
  rootOf,
  text,
  textIfScalar,
  texts,
} from './yaml-reader.ts'

/** `numize.yml`: everything of a project but its models, slices and lexicon. */
export interface ProjectFile {
  readonly name: string
  readonly label: string
  readonly calendar: Calendar
  readonly now: Project['now']
  readonly connection: Connection
  readonly examples: readonly string[]
  /** A dbt target folder to take the model from, beside `models/`. */
  readonly dbt: string | null
  readonly providers: Providers | null
}

const KEYS = [
  'name',
  'label',
  'time_zone',
  'week_start',
  'fiscal_year_start',
  'holidays',
  'now',
  'connection',
  'examples',
  'dbt',
  'providers',
] as const

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

export function readNumizeYml(file: string, source: string, problems: Problem[]): ProjectFile | null {
  const [reader] = readDocuments(file, source, problems)
  const root = reader && rootOf(reader)
  if (!reader || !root) {
    problems.push({
      severity: 'error',
      file,
      line: 1,
      message: 'numize.yml is empty. It needs name and connection.',
    })
    return null
  }
  const fields = fieldsOf(reader, root, 'numize.yml', KEYS)
  if (!fields) return null
  const name = requiredText(fields, 'name')
  const connection = readConnection(fields)
  return (
    connection && {
      name,
      label: text(fields, 'label') ?? name,
      calendar: readCalendar(fields),
      now: readNow(fields),
      connection,
      examples: texts(fields, 'examples'),
      dbt: text(fields, 'dbt'),
      providers: readProviders(fields),
    }
  )
}

const readCalendar = (fields: Fields): Calendar => ({
  timeZone: readTimeZone(fields),
  weekStart: choice(fields, 'week_start', DAYS) ?? 'monday',
  fiscalYearStartMonth: readFiscalStart(fields),
  ...(has(fields, 'holidays') ? { holidays: readHolidays(fields) } : {}),
})

function readTimeZone(fields: Fields): string {
  const zone = text(fields, 'time_zone') ?? 'UTC'
  if (isTimeZone(zone)) return zone
  complainAt(fields, 'time_zone', `unknown time_zone: ${zone}. Use an IANA name, like Europe/Berlin or UTC.`)
  return 'UTC'
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A month by number (`4`) or by name (`april`). */
function readFiscalStart(fields: Fields): number {
  if (!has(fields, 'fiscal_year_start')) return 1
  const written = textIfScalar(fields, 'fiscal_year_start') ?? ''
  const byName = MONTHS.findIndex((month) => written.length >= 3 && month.startsWith(written.toLowerCase()))
  if (byName >= 0) return byName + 1
  const month = numeric(fields, 'fiscal_year_start')
  if (month !== null && Number.isInteger(month) && month >= 1 && month <= 12) return month
  if (month !== null)
    complainAt(
      fields,
      'fiscal_year_start',
      `fiscal_year_start is a month, 1 to 12 or its name, not ${written}.`,
    )
  return 1
}

function readNow(fields: Fields): Project['now'] {
  const written = text(fields, 'now') ?? 'clock'
  if (written === 'clock' || written === 'data' || isIsoMoment(written)) return written
  complainAt(fields, 'now', `now must be clock, data, or a date like 2025-06-30, not ${written}.`)
  return 'clock'
}

const isIsoMoment = (written: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:[T ].*)?$/.test(written) && !Number.isNaN(Date.parse(written))

function readConnection(fields: Fields): Connection | null {
  if (!has(fields, 'connection')) {
    complain(
      fields.reader,
      fields.line,
      'numize.yml needs connection, like connection: {type: files, path: ./data}.',
    )
    return null
  }
  const found = child(fields, 'connection', ['type', 'path', 'url', 'schema'])
  if (!found) return null
  const connection = { ...found, what: 'connection' }
  if (!has(connection, 'type'))
    complain(
      connection.reader,
      connection.line,
      'connection needs type: files, duckdb, sqlite, postgres, clickhouse or bigquery.',
    )
  const kind = choice(connection, 'type', ['files', 'duckdb', 'sqlite', 'postgres', 'clickhouse', 'bigquery'])
  const schema = text(connection, 'schema')
  if (kind === 'postgres') return readPostgres(connection, schema)
  if (kind === 'clickhouse') return readClickhouse(connection)
  if (kind === 'bigquery') return readBigquery(connection)
  const path = requiredText(connection, 'path')
  if (!kind || path === '') return null
  return kind === 'files' && schema !== null ? { kind, path, schema } : { kind, path }
}

function readClickhouse(connection: Fields): Connection | null {
  const url = requiredText(connection, 'url')
  if (url === '') return null
  if (/^(clickhouse:\/\/|\$\{\w+\}$)/.test(url)) return { kind: 'clickhouse', url }
  complainAt(
    connection,
    'url',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the author writes
    'url must begin with clickhouse:// or be a variable like ${CLICKHOUSE_URL}.',
  )
  return null
}

function readBigquery(connection: Fields): Connection | null {
  const url = requiredText(connection, 'url')
  if (url === '') return null
  if (/^(bigquery:\/\/|\$\{\w+\}$)/.test(url)) return { kind: 'bigquery', url }
  complainAt(connection, 'url', 'url must begin with bigquery://, like bigquery://project/dataset.')
  return null
}

function readPostgres(connection: Fields, schema: string | null): Connection | null {
  const url = requiredText(connection, 'url')
  if (url === '') return null
  if (!/^(postgres(ql)?:\/\/|\$\{\w+\}$)/.test(url)) {
    complainAt(
      connection,
      'url',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the author writes
      'url must begin with postgres:// or be a variable like ${DATABASE_URL}.',
    )
    return null
  }
  return { kind: 'postgres', url, ...(schema === null ? {} : { schema }) }
}
