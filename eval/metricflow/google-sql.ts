import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type CachedPackage, cachedPackage } from '../cached-package.ts'
import type { Value } from './compare.ts'
import type { Answer, Database } from './database.ts'
import { type CellProto, decodeCell, encodeCell, type TypeKind, typeKindOf } from './google-sql-cells.ts'

/** Google's own analyser and reference implementation of GoogleSQL, the language of BigQuery, as Fivetran builds it. */
const PACKAGE = ['@fivetrandevelopers/zetasql', '1.13.0'] as const
const LARGEST_MESSAGE = 500 * 1024 * 1024
const START_ATTEMPTS = 60

export interface GoogleSql extends AsyncDisposable {
  readonly rowsOf: (sql: string) => Promise<Answer>
}

/** What a stored time is: BigQuery has two types for it. */
export type TimeKind = 'TYPE_DATETIME' | 'TYPE_TIMESTAMP'

type Call = (method: string, request: unknown) => Promise<unknown>

/** The set's tables in GoogleSQL's reference implementation, a process of its own. */
export async function googleSqlTables(
  source: Pick<Database, 'rowsOf'>,
  timeKind: TimeKind = 'TYPE_DATETIME',
): Promise<GoogleSql> {
  const { dir, load } = cachedPackage(...PACKAGE)
  const port = await freePort()
  const server = spawn(join(dir, 'lib', 'zetasql', binaryName()), ['localhost', String(port)], {
    stdio: 'ignore',
  })
  const call = client(load, join(dir, 'lib', 'zetasql', 'protos'), port)
  const languageOptions = await whenReady(call)
  const { tables, contents } = await catalogOf(source, timeKind)
  const { registeredId } = (await call('registerCatalog', {
    simpleCatalog: { name: 'metricflow', table: tables, builtinFunctionOptions: { languageOptions } },
    tableContent: contents,
  })) as { registeredId: number }
  const options = { languageOptions, errorMessageMode: 'ERROR_MESSAGE_ONE_LINE', defaultTimezone: 'UTC' }
  return {
    rowsOf: async (sql) =>
      answerOf(await call('evaluateQuery', { sql, options, registeredCatalogId: registeredId })),
    [Symbol.asyncDispose]: async () => {
      server.kill('SIGKILL')
      await once(server, 'exit')
    },
  }
}

const binaryName = (): string =>
  `remote_server${process.arch.startsWith('arm') ? '_arm' : ''}${process.platform === 'darwin' ? '' : '.so'}`

interface Grpc {
  readonly credentials: { createInsecure(): unknown }
  loadPackageDefinition(definition: unknown): {
    zetasql: { local_service: { ZetaSqlLocalService: new (...args: unknown[]) => Service } }
  }
}
type Service = Record<string, (request: unknown, done: (error: Error | null, reply: unknown) => void) => void>

function client(load: CachedPackage['load'], protos: string, port: number): Call {
  const grpc = load('@grpc/grpc-js') as Grpc
  const loader = load('@grpc/proto-loader') as { loadSync(file: string, options: object): unknown }
  const options = { longs: Number, enums: String, oneofs: true, includeDirs: [protos] }
  const { zetasql } = grpc.loadPackageDefinition(loader.loadSync('local_service.proto', options))
  const service = new zetasql.local_service.ZetaSqlLocalService(
    `localhost:${port}`,
    grpc.credentials.createInsecure(),
    {
      'grpc.max_send_message_length': LARGEST_MESSAGE,
      'grpc.max_receive_message_length': LARGEST_MESSAGE,
    },
  )
  return (method, request) =>
    new Promise((resolve, reject) =>
      service[method]?.(request, (error, reply) => (error ? reject(error) : resolve(reply))),
    )
}

/** In development by the library's own account, and in BigQuery's documentation. */
const RELEASED_SINCE = ['FEATURE_INTERVAL_TYPE']

/** All features of the language, with the names and types that BigQuery shows to the outside. */
async function whenReady(call: Call): Promise<object> {
  for (let attempt = 1; ; attempt++) {
    try {
      const given = (await call('getLanguageOptions', { maximumFeatures: true })) as LanguageOptions
      const features = [...given.enabledLanguageFeatures, ...RELEASED_SINCE]
      return { ...given, enabledLanguageFeatures: features, productMode: 'PRODUCT_EXTERNAL' }
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

interface LanguageOptions {
  readonly enabledLanguageFeatures: readonly string[]
}

interface TableProto {
  readonly name: string
  readonly serializationId: number
  readonly column: readonly { readonly name: string; readonly type: { readonly typeKind: TypeKind } }[]
}

async function catalogOf(source: Pick<Database, 'rowsOf'>, timeKind: TimeKind) {
  const { rows } = await source.rowsOf(`SELECT table_schema, table_name, column_name, data_type
    FROM information_schema.columns ORDER BY table_schema, table_name, ordinal_position`)
  const columns = new Map<string, [string, TypeKind][]>()
  for (const [schema, table, column, type] of rows.map((row) => row.map(String))) {
    const name = schema === 'main' ? (table ?? '') : `${schema}.${table}`
    const kind = type === 'TIMESTAMP' ? timeKind : typeKindOf(type ?? '')
    columns.set(name, [...(columns.get(name) ?? []), [column ?? '', kind]])
  }
  const tables: TableProto[] = []
  const contents: Record<string, unknown> = {}
  for (const [name, typed] of columns) {
    const column = typed.map(([own, typeKind]) => ({ name: own, type: { typeKind } }))
    tables.push({ name, serializationId: tables.length + 1, column })
    const texts = typed.map(([own]) => `CAST("${own}" AS VARCHAR)`)
    const found = await source.rowsOf(`SELECT ${texts.join(', ')} FROM ${name}`)
    const cells = (row: readonly Value[]) =>
      row.map((text, at) => encodeCell(text as string | null, typed[at]?.[1] ?? 'TYPE_STRING'))
    contents[name] = { tableData: { row: found.rows.map((row) => ({ cell: cells(row) })) } }
  }
  return { tables, contents }
}

interface Evaluated {
  readonly content?: {
    readonly tableData?: { readonly row?: readonly { readonly cell: readonly CellProto[] }[] }
  }
  readonly prepared: { readonly columns: readonly { readonly name: string }[] }
}

function answerOf(reply: unknown): Answer {
  const { content, prepared } = reply as Evaluated
  return {
    columns: prepared.columns.map(({ name }) => name),
    rows: (content?.tableData?.row ?? []).map(({ cell }) => cell.map(decodeCell)),
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
