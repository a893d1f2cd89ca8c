import { z } from 'zod'
import { name, type RouteGroup } from './shared.ts'

const text = z.string().min(1).max(2000)
/** Passwords are never sent: an address names a secret that was set before, as `${secret:NAME}`. */
const connection = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['postgres', 'clickhouse', 'bigquery']), config: z.object({ url: text }) }),
  z.object({ type: z.enum(['files', 'sqlite', 'duckdb']), config: z.object({ path: text }) }),
])
const registration = z.intersection(
  connection,
  z.object({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,59}$/, 'a name has small letters, digits and _, a letter first'),
    /** Roles and people who may ask of it; `*` is everybody. */
    audience: z.array(name).min(1).max(100).optional(),
    /** Those the model is made of; all where none are named. */
    tables: z.array(name).min(1).max(2000).optional(),
  }),
)
const datasource = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  tables: z.array(z.string()).readonly(),
  warnings: z.array(z.string()).readonly(),
  /** Whom its slices are for, told to whoever manages sources; empty for others, and where all of it is open. */
  audience: z.array(z.string()).readonly(),
})
const column = z.object({
  name: z.string(),
  type: z.string(),
  nulls: z.int(),
  distinct: z.int(),
  unique: z.boolean(),
})

export const datasourceRoutes = {
  'GET /v1/datasources': {
    summary: 'The data sources you may ask of',
    permission: 'read:catalog',
    response: z.object({ datasources: z.array(datasource).readonly() }),
    status: 200,
  },
  'POST /v1/datasources': {
    summary: 'Register a data source: its tables are looked at, a model is made of them, and it can be asked',
    permission: 'manage:datasource',
    body: registration,
    response: datasource,
    status: 201,
    keyed: true,
  },
  'POST /v1/datasources/test': {
    summary: 'Whether a data source can be reached, and what it holds, without registering it',
    permission: 'manage:datasource',
    body: connection,
    response: z.object({ tables: z.array(z.string()).readonly(), warnings: z.array(z.string()).readonly() }),
    status: 200,
  },
  'POST /v1/datasources/:id/profile': {
    summary: 'Rows and columns of a data source as they are now: counts and types, no cell',
    permission: 'manage:datasource',
    params: z.object({ id: name }),
    response: z.object({
      tables: z
        .array(z.object({ name: z.string(), row_count: z.int(), columns: z.array(column).readonly() }))
        .readonly(),
    }),
    status: 200,
  },
} as const satisfies RouteGroup
