import { z } from 'zod'
import { members, text } from './shapes.ts'

/** `catalog.json`: the columns as the warehouse has them, by node. */
export interface CatalogFile {
  readonly kind: 'catalog'
  readonly version: number
  readonly counts: Readonly<Record<string, number>>
  readonly tables: ReadonlyMap<string, CatalogTable>
}

export interface CatalogTable {
  readonly comment: string | null
  /** In the order of the table. */
  readonly columns: readonly CatalogColumn[]
}

export interface CatalogColumn {
  readonly name: string
  readonly nativeType: string | null
  readonly comment: string | null
}

const columnShape = z.object({
  name: z.string(),
  type: text,
  index: z.number().nullish(),
  comment: text,
})

export function readCatalog(json: Readonly<Record<string, unknown>>, version: number): CatalogFile {
  const shape = z.object({
    nodes: z.record(z.string(), z.unknown()),
    sources: z.record(z.string(), z.unknown()).nullish(),
  })
  const { nodes, sources } = shape.parse(json)
  const found = [...members(nodes), ...members(sources)]
  return {
    kind: 'catalog',
    version,
    counts: { node: members(nodes).length, source: members(sources).length },
    tables: new Map(found.map(([id, table]) => [id, readTable(table)])),
  }
}

function readTable(table: Readonly<Record<string, unknown>>): CatalogTable {
  const { metadata } = z.object({ metadata: z.object({ comment: text }).nullish() }).parse(table)
  const columns = members(table['columns']).map(([, column]) => columnShape.parse(column))
  return {
    comment: metadata?.comment ?? null,
    columns: columns
      .toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0))
      .map(({ name, type, comment }) => ({ name, nativeType: type, comment })),
  }
}
