import { z } from 'zod'
import { name, type RouteGroup } from './shared.ts'

const choice = z.enum(['text', 'number', 'boolean', 'date', 'dayFirst'])
const reading = z.object({
  /** Of a workbook; null = its first. */
  sheet: name.nullable(),
  /** Types of columns by name; the others are found. */
  chosen: z.record(z.string().max(1000), choice),
})
const upload = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(['csv', 'tsv', 'json', 'parquet', 'excel']),
  bytes: z.int(),
  createdAt: z.string(),
  state: z.enum(['received', 'reading', 'read', 'failed', 'kept']),
  problem: z.string().nullable(),
  reading,
  project: z.string().nullable(),
})
export type UploadView = z.output<typeof upload>

const column = z.object({
  name: z.string(),
  type: z.string(),
  choice: z.union([choice, z.literal('other')]),
  nulls: z.int(),
  distinct: z.int(),
  personal: z.string().nullable(),
  misfits: z.int(),
  almost: z.object({ choice, misfits: z.int() }).nullable(),
})
export type UploadColumn = z.output<typeof column>

const preview = z.object({
  table: z.string(),
  rows: z.int(),
  emptyRows: z.int(),
  rejectedRows: z.int(),
  columns: z.array(column).readonly(),
  sample: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).readonly()).readonly(),
  problems: z
    .array(z.object({ row: z.int(), column: z.string().nullable(), problem: z.string() }))
    .readonly(),
  warnings: z.array(z.string()).readonly(),
  sheets: z.array(z.string()).readonly(),
  sheet: z.string().nullable(),
})
export type UploadPreviewView = z.output<typeof preview>

const byId = z.object({ id: name })
const shown = z.object({ upload, preview: preview.nullable() })

export const uploadRoutes = {
  'GET /v1/uploads': {
    summary: 'The files you sent in, newest first, and how large one may be',
    permission: 'upload:data',
    response: z.object({ uploads: z.array(upload).readonly(), mostBytes: z.int() }),
    status: 200,
  },
  'POST /v1/uploads': {
    summary:
      'Send a file in: its bytes as application/octet-stream, CSV, TSV, Excel, Parquet or JSON by its name. It is read in the background',
    permission: 'upload:data',
    query: z.object({ name: z.string().min(1).max(1000) }),
    stream: true,
    response: upload,
    status: 201,
  },
  'GET /v1/uploads/:id': {
    summary: 'A file of yours, and what was found in it once it was read: columns, first rows, what is wrong',
    permission: 'upload:data',
    params: byId,
    response: shown,
    status: 200,
  },
  'PUT /v1/uploads/:id/reading': {
    summary: 'Read a file anew: another sheet, or columns as you say',
    permission: 'upload:data',
    params: byId,
    body: reading,
    response: upload,
    status: 202,
  },
  'POST /v1/uploads/:id/keep': {
    summary: 'Make a project of a file that was read: a model is made of it, and it can be asked',
    permission: 'upload:data',
    params: byId,
    body: z.object({
      label: z.string().trim().min(1).max(80),
      /** Whether everybody of the organisation may ask of it, or you alone. */
      audience: z.enum(['me', 'everybody']),
      /** Columns that hold personal data. */
      personal: z.array(z.string().max(1000)).max(5000),
    }),
    response: z.object({ project: z.string(), upload }),
    status: 201,
  },
  'DELETE /v1/uploads/:id': {
    summary: 'Remove a file of yours, and the project it became',
    permission: 'upload:data',
    params: byId,
    response: z.null(),
    status: 204,
  },
} as const satisfies RouteGroup
