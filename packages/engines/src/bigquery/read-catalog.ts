import type { BigQuery, Table as TableHandle } from '@google-cloud/bigquery'
import type { Table } from '../engine.ts'
import type { BigqueryOptions } from './client.ts'
import { dataTypeOf, type FieldSchema, nativeTypeOf } from './data-types.ts'

export interface BigqueryCatalog {
  /** Tables and views of the dataset, in order of name, as far as the login may read their columns. */
  readonly tables: readonly Table[]
  readonly unreadable: readonly string[]
  /** What tells a later state of the data from this one; null where a view or an outside table keeps that to itself. */
  readonly version: readonly string[] | null
}

/** What `tables.get` says of a table, as far as it is read. */
interface Metadata {
  readonly type?: string
  readonly lastModifiedTime?: string
  readonly numRows?: string
  readonly schema?: { readonly fields?: readonly FieldSchema[] }
  readonly tableConstraints?: {
    readonly primaryKey?: { readonly columns?: readonly string[] }
    readonly foreignKeys?: readonly {
      readonly referencedTable?: { readonly tableId?: string }
      readonly columnReferences?: readonly {
        readonly referencingColumn: string
        readonly referencedColumn: string
      }[]
    }[]
  }
}

interface Found {
  readonly name: string
  readonly metadata: Metadata | null
}

const AT_ONCE = 8
const FORBIDDEN = 403

/** Metadata only: nothing is billed. */
export async function readCatalog(client: BigQuery, options: BigqueryOptions): Promise<BigqueryCatalog> {
  const { projectId, datasetId } = options.dataset
  const [handles] = await client.dataset(datasetId, { projectId }).getTables()
  const found: Found[] = []
  for (let start = 0; start < handles.length; start += AT_ONCE)
    found.push(...(await Promise.all(handles.slice(start, start + AT_ONCE).map(look))))
  const known = found.filter(hasMetadata).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return {
    tables: known.map((one) => tableOf(one, options)),
    unreadable: found.filter((one) => !hasMetadata(one)).map(({ name }) => `${datasetId}.${name}`),
    version: versionOf(known),
  }
}

const hasMetadata = (one: Found): one is Found & { readonly metadata: Metadata } => one.metadata !== null

async function look(handle: TableHandle): Promise<Found> {
  const name = handle.id ?? ''
  try {
    const [metadata] = await handle.getMetadata()
    return { name, metadata: metadata as Metadata }
  } catch (error) {
    if ((error as { code?: unknown }).code === FORBIDDEN) return { name, metadata: null }
    throw error
  }
}

const KEEPS_TIME = new Set(['TABLE', 'SNAPSHOT', 'CLONE'])

function versionOf(known: readonly { name: string; metadata: Metadata }[]): readonly string[] | null {
  if (!known.every(({ metadata }) => KEEPS_TIME.has(metadata.type ?? 'TABLE'))) return null
  return known.map(
    ({ name, metadata }) => `${name} ${metadata.lastModifiedTime ?? ''} ${metadata.numRows ?? ''}`,
  )
}

function tableOf({ name, metadata }: { name: string; metadata: Metadata }, options: BigqueryOptions): Table {
  const { projectId, datasetId } = options.dataset
  const { primaryKey, foreignKeys = [] } = metadata.tableConstraints ?? {}
  return {
    database: projectId === options.projectId ? null : projectId,
    schema: datasetId,
    name,
    columns: (metadata.schema?.fields ?? []).map((field) => ({
      name: field.name,
      type: dataTypeOf(field),
      nativeType: nativeTypeOf(field),
      nullable: field.mode !== 'REQUIRED',
    })),
    primaryKey: primaryKey?.columns ?? [],
    foreignKeys: foreignKeys.flatMap(({ referencedTable, columnReferences = [] }) =>
      referencedTable?.tableId === undefined
        ? []
        : [
            {
              columns: columnReferences.map(({ referencingColumn }) => referencingColumn),
              table: referencedTable.tableId,
              referenced: columnReferences.map(({ referencedColumn }) => referencedColumn),
            },
          ],
    ),
  }
}
